package org.carbonaware.grid.energycharts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
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

class EnergyChartsGridSourceTest {
  private static final Zone DE = Zone.of("DE");
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");

  private static GridSource source(FakeProvider provider, Instant now) {
    return EnergyChartsGridSource.at(
        provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(now));
  }

  @Nested
  class Contract extends HttpGridSourceContract {
    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      return EnergyChartsGridSource.at(address, limits, clock);
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

    /**
     * Today and tomorrow, or the interval asked for; no forecast where there is an actual value.
     */
    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      String start = question.queryParameter("start");
      String end = question.queryParameter("end");
      assertThat(question.encodedPath()).isEqualTo("/co2eq");
      assertThat(question.queryParameter("country")).isEqualTo("de");
      List<GridRow> shown = rows.stream()
          .filter(row -> start == null
              || (row.start().getEpochSecond() >= Long.parseLong(start)
                  && row.start().getEpochSecond() <= Long.parseLong(end)))
          .toList();
      return body(shown);
    }
  }

  private static String body(List<GridRow> rows) {
    return "{\"unix_seconds\":[" + list(rows, row -> row.start().getEpochSecond(), "%.0f")
        + "],\"co2eq\":[" + list(rows, GridRow::actual, "")
        + "],\"co2eq_forecast\":["
        + list(rows, row -> Double.isNaN(row.actual()) ? row.forecast() : Double.NaN, "")
        + "],\"deprecated\":false}";
  }

  private static String list(List<GridRow> rows, ToDoubleFunction<GridRow> value, String format) {
    return rows.stream()
        .map(value::applyAsDouble)
        .map(v -> format.isEmpty() ? GridRow.json(v) : String.valueOf(v.longValue()))
        .collect(Collectors.joining(","));
  }

  @Test
  void countsLifecycleAndNamesItself() {
    try (FakeProvider provider = new FakeProvider()) {
      GridSource source = source(provider, NOW);
      assertThat(source.basis()).isEqualTo(Basis.LIFECYCLE);
      assertThat(source.name()).isEqualTo("Energy-Charts");
    }
  }

  @Test
  void thePresentIsAForecastUntilItsActualValueIsThere() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"unix_seconds\":[1715680800,1715681700,1715682600],"
          + "\"co2eq\":[301.5,null,null],\"co2eq_forecast\":[null,290,280]}");
      GridSource source = source(provider, NOW);
      Intensity late = source.current(DE, NOW).orElseThrow();
      assertThat(late.gramsPerKwh()).isEqualTo(290);
      assertThat(late.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
      Intensity early = source.current(DE, NOW.minusSeconds(600)).orElseThrow();
      assertThat(early.gramsPerKwh()).isEqualTo(301.5);
      assertThat(early.provenance().kind()).isEqualTo(Provenance.Kind.MEASURED);
    }
  }

  @Test
  void theForecastBeginsWithTheActualValueOfTheRunningStep() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"unix_seconds\":[1715680800,1715681700,1715682600],"
          + "\"co2eq\":[301.5,298,null],\"co2eq_forecast\":[null,null,280]}");
      IntensitySeries forecast =
          source(provider, NOW).forecast(DE, NOW, Duration.ofHours(9)).orElseThrow();
      assertThat(forecast.toArray()).containsExactly(298, 280);
    }
  }

  @Test
  void withoutForecastsThereIsNone() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"unix_seconds\":[1715680800,1715681700],"
          + "\"co2eq\":[301.5,298],\"co2eq_forecast\":[null,null],\"deprecated\":true}");
      assertThat(source(provider, NOW).forecast(DE, NOW, Duration.ofHours(9))).isEmpty();
      assertThat(source(provider, NOW).current(DE, NOW)).isPresent();
    }
  }

  @Test
  void listsMayBeShorterThanTheAxis() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"unix_seconds\":[1715680800,1715681700,1715682600],"
          + "\"co2eq\":[301.5],\"co2eq_forecast\":[null,290]}");
      IntensitySeries forecast =
          source(provider, NOW).forecast(DE, NOW, Duration.ofHours(9)).orElseThrow();
      assertThat(forecast.toArray()).containsExactly(290);
    }
  }

  @Test
  void refusesTimesThatMeanNothing() {
    for (String times : new String[] {"[1715680801]", "[\"x\"]", "[9e15]", "[1715680800,0]"}) {
      try (FakeProvider provider = new FakeProvider()) {
        provider.serve("{\"unix_seconds\":" + times + ",\"co2eq\":[1,2]}");
        assertThatThrownBy(() -> source(provider, NOW).current(DE, NOW))
            .isInstanceOf(GridException.class)
            .hasMessageContaining("unix_seconds[");
      }
    }
  }

  @Test
  void saysThatACountryIsNotKnown() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve(question -> new MockResponse.Builder()
          .code(400)
          .setHeader("Content-Type", "text/plain")
          .body("'xx' is not the code for an available country")
          .build());
      assertThatThrownBy(() -> source(provider, NOW).current(Zone.of("XX"), NOW))
          .isInstanceOf(GridException.class)
          .hasMessage("Energy-Charts: zone XX is not known; expected a European country by its two"
              + " capital letters, such as DE or FR")
          .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
    }
  }

  @Test
  void refusesAHistoryOfManyYears() {
    try (FakeProvider provider = new FakeProvider()) {
      assertThatThrownBy(
              () -> source(provider, NOW).history(DE, NOW.minus(Duration.ofDays(1100)), NOW))
          .hasMessage("Energy-Charts: asked for 1100 days; expected at most 1098");
      assertThat(provider.questions()).isZero();
    }
  }

  @Test
  void callsGreatBritainByTheServicesName() {
    try (FakeProvider provider = new FakeProvider()) {
      provider.serve("{\"unix_seconds\":[],\"co2eq\":[]}");
      assertThat(source(provider, NOW).current(Zone.of("GB"), NOW)).isEmpty();
      assertThat(provider.asked().get(0).getUrl().queryParameter("country")).isEqualTo("uk");
    }
  }
}
