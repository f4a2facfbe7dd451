package org.carbonaware.grid.carbonawaresdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.GridRow;
import org.carbonaware.grid.tck.HttpGridSourceContract;
import org.junit.jupiter.api.Nested;

class CarbonAwareSdkContractTest {
  private static final Zone ZONE = Zone.of("US-MIDA-PJM");
  private static final String LOCATION = "eastus";
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");

  abstract static class Shared extends HttpGridSourceContract {
    abstract Basis basis();

    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      return CarbonAwareSdkGridSource.at(address, basis(), this::location, limits, clock);
    }

    private String location(Zone zone) {
      if (!zone.equals(ZONE)) {
        throw GridException.lasting("Carbon Aware SDK: no location for zone " + zone);
      }
      return LOCATION;
    }

    @Override
    protected Zone zone() {
      return ZONE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      return answer(question, rows, LOCATION);
    }

    /** A forecast of another location, or rows of several. */
    @Override
    protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
      if (!question.encodedPath().startsWith("/emissions")) {
        return Optional.of("{}"); // not asked, only whether there is such an answer
      }
      String answer = answer(question, rows, "westus");
      return Optional.of(answer.replaceFirst("\"westus\",\"time\"", "\"eastus\",\"time\""));
    }

    private String answer(HttpUrl question, List<GridRow> rows, String location) {
      assertThat(question.queryParameter("location")).isEqualTo(LOCATION);
      return question.encodedPath().equals("/emissions/forecasts/current")
          ? forecast(rows, location)
          : emissions(question, rows, location);
    }

    /** As the SDK filters: whatever touches the interval. */
    private String emissions(HttpUrl question, List<GridRow> rows, String location) {
      assertThat(question.encodedPath()).isEqualTo("/emissions/bylocation");
      Instant from = Instant.parse(String.valueOf(question.queryParameter("time")));
      Instant to = Instant.parse(String.valueOf(question.queryParameter("toTime")));
      return rows.stream()
          .filter(row -> !row.end().isBefore(from) && !row.start().isAfter(to))
          .map(row -> "{\"location\":\"" + location + "\",\"time\":\"" + row.start()
              + "\",\"rating\":" + GridRow.json(row.actual()) + ",\"duration\":\""
              + timeSpan(row.length()) + "\"}")
          .collect(Collectors.joining(",", "[", "]"));
    }

    private String forecast(List<GridRow> rows, String location) {
      String data = rows.stream()
          .map(row -> "{\"location\":\"PJM_DC\",\"timestamp\":\"" + row.start()
              + "\",\"duration\":" + row.length().toMinutes() + ",\"value\":"
              + GridRow.json(row.forecast()) + "}")
          .collect(Collectors.joining(",", "[", "]"));
      return "[{\"requestedAt\":\"2024-05-14T10:20:00Z\",\"generatedAt\":\"2024-05-14T10:15:00Z\","
          + "\"location\":\"" + location + "\",\"windowSize\":5,\"optimalDataPoints\":null,"
          + "\"forecastData\":" + data + "}]";
    }

    private static String timeSpan(Duration length) {
      return String.format(Locale.ROOT, "%02d:%02d:00", length.toHours(), length.toMinutesPart());
    }
  }

  @Nested
  class WattTimeBehindIt extends Shared {
    @Override
    Basis basis() {
      return Basis.MARGINAL;
    }

    @Override
    protected Duration step() {
      return Duration.ofMinutes(5);
    }

    @Override
    protected boolean zeroMeansClean() {
      return true;
    }
  }

  @Nested
  class ElectricityMapsBehindIt extends Shared {
    @Override
    Basis basis() {
      return Basis.LIFECYCLE;
    }

    @Override
    protected Duration step() {
      return Duration.ofHours(1);
    }
  }
}
