package org.carbonaware.grid.uk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.GridRow;
import org.carbonaware.grid.tck.HttpGridSourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NesoGridSourceTest {
  private static final Zone GB = Zone.of("GB");
  private static final Zone LONDON = Zone.of("GB-LONDON");
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");

  private static GridSource source(FakeProvider provider, Instant now) {
    return NesoGridSource.at(provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(now));
  }

  /** As the service has it: from a boundary on, the half hour before comes first. */
  private static List<GridRow> shown(String from, String reach, List<GridRow> rows) {
    Instant start = OffsetDateTime.parse(from).toInstant();
    Instant end = reach.startsWith("fw")
        ? start.plus(Duration.ofHours(reach.equals("fw24h") ? 24 : 48))
        : OffsetDateTime.parse(reach).toInstant();
    assertThat(Duration.between(start, end)).isLessThanOrEqualTo(Duration.ofDays(14));
    return rows.stream()
        .filter(row -> !row.end().isBefore(start) && row.start().isBefore(end))
        .toList();
  }

  private static List<GridRow> running(List<GridRow> rows) {
    return rows.stream()
        .filter(row -> !row.start().isAfter(NOW) && row.end().isAfter(NOW))
        .toList();
  }

  private static String minutes(Instant time) {
    return time.toString().substring(0, 16) + "Z";
  }

  private static String slots(List<GridRow> rows, boolean withActual) {
    return rows.stream()
        .map(row -> "{\"from\":\"" + minutes(row.start()) + "\",\"to\":\"" + minutes(row.end())
            + "\",\"intensity\":{\"forecast\":" + GridRow.json(row.forecast())
            + (withActual ? ",\"actual\":" + GridRow.json(row.actual()) : "")
            + ",\"index\":\"low\"}}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  abstract static class Shared extends HttpGridSourceContract {
    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      return NesoGridSource.at(address, limits, clock);
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Override
    protected Duration step() {
      return Duration.ofMinutes(30);
    }
  }

  @Nested
  class Nation extends Shared {
    @Override
    protected Zone zone() {
      return GB;
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      List<String> path = question.pathSegments();
      assertThat(path.get(0)).isEqualTo("intensity");
      return "{\"data\":"
          + slots(path.size() == 1 ? running(rows) : shown(path.get(1), path.get(2), rows), true)
          + "}";
    }
  }

  @Nested
  class Region extends Shared {
    @Override
    protected Zone zone() {
      return LONDON;
    }

    @Override
    protected double past(GridRow row) {
      return row.forecast();
    }

    @Override
    protected boolean zeroMeansClean() {
      return true;
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      assertThat(question.encodedPath()).endsWith("/regionid/13");
      return answer(question, rows, 13);
    }

    @Override
    protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
      return Optional.of(question.pathSize() == 1 ? "{}" : answer(question, rows, 12));
    }

    private String answer(HttpUrl question, List<GridRow> rows, int region) {
      List<String> path = question.pathSegments();
      boolean now = path.get(1).equals("regionid");
      List<GridRow> rowsShown = now ? running(rows) : shown(path.get(2), path.get(3), rows);
      String data = "{\"regionid\":" + region + ",\"dnoregion\":\"D\",\"shortname\":\"S\",\"data\":"
          + slots(rowsShown, false) + "}";
      return "{\"data\":" + (now ? "[" + data + "]" : data) + "}";
    }
  }

  @Test
  void countsCombustionAndNamesItself() {
    try (FakeProvider provider = new FakeProvider()) {
      GridSource source = source(provider, NOW);
      assertThat(source.basis()).isEqualTo(Basis.DIRECT);
      assertThat(source.name()).isEqualTo("NESO Carbon Intensity");
      assertThat(NesoGridSource.zones()).hasSize(18).contains(GB, LONDON);
    }
  }

  @Test
  void thePresentIsAForecastUntilItsActualValueIsThere() {
    for (String actual : new String[] {"139", "null"}) {
      try (FakeProvider provider = new FakeProvider()) {
        provider.serve("{\"data\":[{\"from\":\"2024-05-14T10:00Z\",\"to\":\"2024-05-14T10:30Z\","
            + "\"intensity\":{\"forecast\":143,\"actual\":" + actual
            + ",\"index\":\"moderate\"}}]}");
        Intensity now = source(provider, NOW).current(GB, NOW).orElseThrow();
        assertThat(now.at()).isEqualTo("2024-05-14T10:00:00Z");
        assertThat(now.gramsPerKwh()).isEqualTo(actual.equals("null") ? 143 : 139);
        assertThat(now.provenance().kind())
            .isEqualTo(actual.equals("null") ? Provenance.Kind.FORECAST : Provenance.Kind.MEASURED);
      }
    }
  }

  @Test
  void asksForTheHalfHourThatRuns() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"data\":[]}");
      GridSource source = source(provider, NOW);
      Instant boundary = Instant.parse("2024-05-14T10:00:00Z");
      assertThat(source.forecast(GB, boundary, Duration.ofDays(2))).isEmpty();
      assertThat(source.forecast(LONDON, NOW, Duration.ofHours(6))).isEmpty();
      assertThat(provider.asked())
          .extracting(request -> request.getUrl().encodedPath())
          .containsExactly(
              "/intensity/2024-05-14T10:01Z/fw48h",
              "/regional/intensity/2024-05-14T10:01Z/fw24h/regionid/13");
    }
  }

  @Test
  void splitsALongHistoryAndNewYear() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"data\":[]}");
      Instant from = Instant.parse("2023-12-10T00:00:00Z");
      IntensitySeries history =
          source(provider, NOW).history(GB, from, Instant.parse("2024-01-05T00:00:00Z"));
      assertThat(history.size()).isZero();
      assertThat(provider.asked())
          .extracting(request -> request.getUrl().encodedPath())
          .containsExactly(
              "/intensity/2023-12-10T00:01Z/2023-12-23T00:30Z",
              "/intensity/2023-12-23T00:01Z/2023-12-31T23:59Z",
              "/intensity/2024-01-01T00:01Z/2024-01-05T00:30Z");
    }
  }

  @Test
  void refusesAHistoryOfManyYears() {
    try (FakeProvider provider = new FakeProvider()) {
      assertThatThrownBy(
              () -> source(provider, NOW).history(GB, NOW.minus(Duration.ofDays(1100)), NOW))
          .hasMessageContaining("asked for 1100 days; expected at most 1098");
      assertThat(provider.questions()).isZero();
    }
  }

  @Test
  void refusesHalfHoursWithoutATime() {
    for (String slot : new String[] {
      "{}", "{\"from\":\"today\"}", "{\"from\":\"2024-05-14T10:01Z\"}", "{\"from\":5}"
    }) {
      try (FakeProvider provider = new FakeProvider()) {
        provider.serve("{\"data\":[" + slot + "]}");
        assertThatThrownBy(() -> source(provider, NOW).current(GB, NOW))
            .isInstanceOf(GridException.class)
            .hasMessageContaining("half hour");
      }
    }
  }

  @Test
  void refusesARegionWithoutHalfHours() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"data\":{\"regionid\":13,\"data\":null}}");
      assertThatThrownBy(() -> source(provider, NOW).current(LONDON, NOW))
          .isInstanceOf(GridException.class)
          .hasMessageContaining("no list of half hours");
    }
  }
}
