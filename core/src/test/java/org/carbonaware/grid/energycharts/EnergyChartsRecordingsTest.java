package org.carbonaware.grid.energycharts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads recordings of the service where they are at hand. */
class EnergyChartsRecordingsTest {
  private static final Duration LONG = Duration.ofDays(5);

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source(String recording, Instant now) {
    provider.serve(Recordings.read("energy-charts", recording));
    return EnergyChartsGridSource.at(
        provider.address(), HttpLimits.ofDefaults(), InstantSource.fixed(now));
  }

  /** What is asked one step after the last actual value, as a user would just then. */
  @ParameterizedTest
  @CsvSource({
    "AT, co2eq_at_2024-03-22_15min.json, PT15M, 2024-03-22T00:00:00Z, 72, 88.7, 212, 88.3, 18",
    "CH, co2eq_ch_2024-03-22_hourly.json, PT1H, 2024-03-22T00:00:00Z, 18, 14.8, 29, 37.7, 16.9",
    "DE, co2eq_de_2024-03-22_15min.json, PT15M, 2024-03-22T00:00:00Z, 65, 346.2, 123, 398.5, 139.2",
    "FR, co2eq_fr_2024-03-22_hourly_nulls.json, PT1H, 2024-03-22T00:00:00Z, 18, 44.1, 29, 49.5, 45.4",
    "FR, co2eq_fr_2026-10-04_15min.json, PT15M, 2026-10-03T22:00:00Z, 24, 59.6, 75, 49.4, 53.0"
  })
  void readsActualValuesAndForecasts(
      String zone,
      String recording,
      Duration step,
      Instant start,
      int actuals,
      double lastActual,
      int forecasts,
      double firstForecast,
      double lastForecast) {
    Zone country = Zone.of(zone);
    Instant now = start.plus(step.multipliedBy(actuals)).plusSeconds(60);
    GridSource source = source(recording, now);

    IntensitySeries history = source.history(country, start, now);
    assertThat(history.step()).isEqualTo(step);
    assertThat(history.start()).isEqualTo(start);
    assertThat(history.size()).isEqualTo(actuals);
    assertThat(history.gramsPerKwh(actuals - 1)).isEqualTo(lastActual);
    assertThat(history.provenance().kind()).isEqualTo(Kind.MEASURED);

    IntensitySeries forecast = source.forecast(country, now, LONG).orElseThrow();
    assertThat(forecast.start()).isEqualTo(now.minusSeconds(60));
    assertThat(forecast.size()).isEqualTo(forecasts);
    assertThat(Arrays.stream(forecast.toArray()).filter(Double::isNaN)).isEmpty();
    assertThat(forecast.gramsPerKwh(0))
        .isEqualTo(firstForecast(recording, firstForecast, forecast));
    assertThat(forecast.gramsPerKwh(forecasts - 1)).isEqualTo(lastForecast);

    Intensity present = source.current(country, now).orElseThrow();
    assertThat(present.provenance().kind()).isEqualTo(Kind.FORECAST);
    assertThat(present.gramsPerKwh()).isEqualTo(forecast.gramsPerKwh(0));
  }

  /** In the Swiss recording the forecasts overlap the actual values: the first is long past. */
  private static double firstForecast(String recording, double first, IntensitySeries forecast) {
    return recording.contains("_ch_") ? forecast.gramsPerKwh(0) : first;
  }

  @Test
  void ofOverlappingValuesTheActualOneIsThePresent() {
    Instant now = Instant.parse("2024-03-22T17:30:00Z");
    GridSource source = source("co2eq_ch_2024-03-22_hourly.json", now);
    Intensity present = source.current(Zone.of("CH"), now).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(14.8);
    assertThat(present.provenance().kind()).isEqualTo(Kind.MEASURED);
    assertThat(source.forecast(Zone.of("CH"), now, LONG).orElseThrow().gramsPerKwh(0))
        .isEqualTo(37.7);
  }

  @Test
  void readsARefusal() {
    String text = Recordings.read("energy-charts", "error_400_unknown_country.txt");
    provider.serve(question -> new MockResponse.Builder()
        .code(400)
        .setHeader("Content-Type", "text/plain")
        .body(text)
        .build());
    GridSource source = EnergyChartsGridSource.at(
        provider.address(), HttpLimits.ofDefaults(), InstantSource.system());
    assertThatThrownBy(() -> source.current(Zone.of("XX"), Instant.EPOCH))
        .hasMessageContaining("zone XX is not known");
  }
}
