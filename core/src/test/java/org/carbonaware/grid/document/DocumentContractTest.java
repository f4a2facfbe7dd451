package org.carbonaware.grid.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.GridRow;
import org.carbonaware.grid.tck.GridSourceContract;
import org.carbonaware.grid.tck.HttpGridSourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class DocumentContractTest {
  private static final Zone DE = Zone.of("DE");
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");

  /** What a document that is kept up to date says of a row. */
  private static String value(GridRow row) {
    return GridRow.json(Double.isNaN(row.actual()) ? row.forecast() : row.actual());
  }

  abstract static class AtAnAddress extends HttpGridSourceContract {
    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      return DocumentGridSource.at(
          address.resolve("/grid/now.json"), Basis.LIFECYCLE, limits, clock);
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Override
    protected Duration step() {
      return Duration.ofMinutes(15);
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      assertThat(question.encodedPath()).isEqualTo("/grid/now.json");
      return document(rows, "DE");
    }

    @Override
    protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
      return Optional.of(document(rows, "FR"));
    }

    abstract String document(List<GridRow> rows, String zone);
  }

  @Nested
  class OwnForecast extends AtAnAddress {
    @Override
    String document(List<GridRow> rows, String zone) {
      long steps = rows.stream().map(GridRow::length).distinct().count();
      return "{\"schema\":\"carbon-aware/forecast/v1\",\"zone\":\"" + zone
          + "\",\"issuedAt\":\"2024-05-14T10:15:00Z\",\"model\":\"best\",\"basis\":\"lifecycle\","
          + (steps == 1 ? "\"stepSeconds\":" + rows.get(0).length().toSeconds() + "," : "")
          + "\"points\":"
          + rows.stream()
              .map(row -> "{\"start\":\"" + row.start() + "\",\"gramsPerKwh\":" + value(row)
                  + ",\"p10\":1,\"p90\":900}")
              .collect(Collectors.joining(",", "[", "]"))
          + "}";
    }

    @Override
    protected boolean zeroMeansClean() {
      return true;
    }
  }

  @Nested
  class SdkFile extends AtAnAddress {
    @Override
    String document(List<GridRow> rows, String zone) {
      return "{\"Date\":\"x\",\"Emissions\":"
          + rows.stream()
              .map(row -> "{\"Location\":\"" + zone + "\",\"Time\":\"" + row.start()
                  + "\",\"Rating\":" + value(row) + ",\"Duration\":\""
                  + String.format(
                      Locale.ROOT,
                      "%02d:%02d",
                      row.length().toHours(),
                      row.length().toMinutesPart())
                  + "\"}")
              .collect(Collectors.joining(",", "[", "]"))
          + "}";
    }
  }

  @Nested
  class CsvFile extends GridSourceContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit's
    private Path folder;

    @Override
    protected GridSource source(InstantSource clock) {
      StringBuilder text = new StringBuilder("timestamp,DE,FR\n");
      for (int i = -72; i < 48; i++) {
        text.append(Instant.parse("2024-05-14T10:00:00Z").plus(Duration.ofHours(i)))
            .append(",")
            .append(300 + i)
            .append(",50\n");
      }
      try {
        Path file = Files.writeString(folder.resolve("grid.csv"), text);
        return DocumentGridSource.file(file, Basis.LIFECYCLE, clock);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }
  }

  @Nested
  class OwnMonitor extends GridSourceContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit's
    private Path folder;

    @Override
    protected GridSource source(InstantSource clock) {
      try {
        Path file = Files.writeString(
            folder.resolve("now.json"),
            "{\"schema\":\"carbon-aware/monitor/v1\",\"readings\":[{\"zone\":\"DE\","
                + "\"gramsPerKwh\":271,\"basis\":\"direct\",\"at\":\"2024-05-14T10:00:00Z\"}]}");
        return DocumentGridSource.file(file, Basis.DIRECT, clock);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected Zone zone() {
      return DE;
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    /** There is nothing to stay within. */
    @Override
    public void historyStaysWithinTheBoundsAsked() {
      GridSource source = source(InstantSource.fixed(NOW));
      assertThat(
              source.history(DE, NOW.minusSeconds(9999), NOW.minusSeconds(8888)).size())
          .isZero();
    }
  }
}
