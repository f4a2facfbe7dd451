package org.carbonaware.grid.carbonawaresdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads recordings of the service where they are at hand. */
class CarbonAwareSdkRecordingsTest {
  private static final Zone EASTUS = Zone.of("eastus");
  private static final Zone IRELAND = Zone.of("northeurope");
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source(int status, String recording, Instant now) {
    String body = Recordings.read("carbon-aware-sdk", recording);
    provider.serve(question -> FakeProvider.json(body).code(status).build());
    return CarbonAwareSdkGridSource.at(
        provider.address(), Basis.MARGINAL, HttpLimits.ofDefaults(), InstantSource.fixed(now));
  }

  @Test
  void readsThePresent() {
    Instant now = Instant.parse("2030-01-15T12:03:00Z");
    Intensity present =
        source(200, "emissions_bylocation.json", now).current(EASTUS, now).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(388);
    assertThat(present.at()).isEqualTo("2030-01-15T12:00:00Z");
  }

  @Test
  void readsTheHistory() {
    Instant now = Instant.parse("2030-01-15T12:03:00Z");
    IntensitySeries history =
        source(200, "emissions_bylocation.json", now).history(EASTUS, now.minus(DAY), now);
    assertThat(history.step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(history.toArray()).containsExactly(388);
  }

  /** Its rows say 10 minutes, the window that was asked for, and come every 5 minutes. */
  @Test
  void readsAForecast() {
    Instant now = Instant.parse("2030-01-15T12:07:00Z");
    IntensitySeries forecast = source(200, "forecasts_current_optimalDataPoints.json", now)
        .forecast(IRELAND, now, DAY)
        .orElseThrow();
    assertThat(forecast.start()).isEqualTo("2030-01-15T12:05:00Z");
    assertThat(forecast.step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(forecast.toArray()).startsWith(441.2, 430.0, 421.7, 412.5, 433.3);
    assertThat(forecast.provenance().source()).isEqualTo("Carbon Aware SDK (IE)");
    assertThat(forecast.zone()).isEqualTo(IRELAND);
  }

  @Test
  void readsAForecastWithOneOptimumAndNoData() {
    Instant now = Instant.parse("2030-01-15T12:07:00Z");
    assertThat(source(200, "forecasts_current_optimalDataPoint_singular.json", now)
            .forecast(IRELAND, now, DAY))
        .isEmpty();
  }

  @Test
  void doesNotTakeAForecastOfAnotherLocation() {
    Instant now = Instant.parse("2030-01-15T12:07:00Z");
    assertThatThrownBy(() ->
            source(200, "forecasts_current_optimalDataPoints.json", now).forecast(EASTUS, now, DAY))
        .hasMessage("Carbon Aware SDK: sent the forecast of northeurope instead of eastus for zone"
            + " eastus");
  }

  @Test
  void saysInWordsWhatTheSdkRefuses() {
    Instant now = Instant.parse("2030-01-15T12:07:00Z");
    assertThatThrownBy(() -> source(400, "error_400_problem.json", now).current(EASTUS, now))
        .hasMessageContaining("HTTP 400, the question is not understood: One or more validation"
            + " errors occurred.; location: The location field is required.; zone eastus")
        .hasMessageNotContaining("{\"")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
  }

  @Test
  void hasNoForecastWhereTheSdkHasNone() {
    Instant now = Instant.parse("2030-01-15T12:07:00Z");
    assertThat(source(501, "error_501_problem.json", now).forecast(EASTUS, now, DAY))
        .isEmpty();
  }
}
