package org.carbonaware.grid.watttime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.assertj.core.data.Offset;
import org.carbonaware.grid.GridException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Reads bodies of a client's tests and bodies shaped as the service's, where they are at hand. */
class WattTimeRecordingsTest {
  private static final Zone NORTH = Zone.of("CAISO_NORTH");
  private static final Instant SHAPED_NOW = Instant.parse("2030-01-15T12:02:00Z");
  private static final Offset<Double> EXACT = within(1e-9);

  private final FakeWattTime service = new FakeWattTime();

  @AfterEach
  void close() {
    service.close();
  }

  private WattTimeGridSource source(Instant now) {
    return WattTimeGridSource.at(
        service.provider.address(),
        FakeWattTime.CREDENTIALS,
        Optional::of,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(now));
  }

  private void serve(String folder, String name, int status) {
    String body = Recordings.read(folder, name);
    service.serve(question -> FakeProvider.json(body).code(status).build());
  }

  @Test
  void readsTheHistory() {
    serve("watttime", "historical_emissions_response.json", 200);
    Instant start = Instant.parse("2022-07-15T00:00:00Z");
    Instant end = start.plus(Duration.ofMinutes(10));
    IntensitySeries history = source(end).history(NORTH, start, end);
    assertThat(history.start()).isEqualTo(start);
    assertThat(history.step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(history.toArray()).containsExactly(new double[] {394.6253619, 390.0894382}, EXACT);
    assertThat(history.provenance().kind()).isEqualTo(Kind.ESTIMATED);
  }

  @Test
  void readsTheSignalIndex() {
    serve("watttime", "realtime_emissions_response.json", 200);
    Instant now = Instant.parse("2024-06-18T18:42:00Z");
    assertThat(source(now).signalIndex(Zone.of("PSCO"), now))
        .contains(new SignalIndex(Zone.of("PSCO"), Instant.parse("2024-06-18T18:40:00Z"), 96));
    serve("watttime-synthetic", "signal_index_200.json", 200);
    assertThat(source(SHAPED_NOW).signalIndex(NORTH, SHAPED_NOW).orElseThrow().percentile())
        .isEqualTo(37);
  }

  @Test
  void readsTheRegionOfAPlace() {
    serve("watttime", "grid_region_response.json", 200);
    assertThat(source(SHAPED_NOW).regionAt(39.74, -104.99)).isEqualTo(Zone.of("PSCO"));
    serve("watttime", "coordinates_not_found_response.json", 404);
    assertThat(
            catchThrowableOfType(GridException.class, () -> source(SHAPED_NOW).regionAt(0, 0)))
        .hasMessageContaining("no region covers latitude 0.0000");
  }

  @Test
  void readsAPlansRefusal() {
    serve("watttime", "invalid_scope_response.json", 403);
    assertThat(catchThrowableOfType(
            GridException.class, () -> source(SHAPED_NOW).current(NORTH, SHAPED_NOW)))
        .hasMessageContaining("plan does not include forecasts of zone CAISO_NORTH");
  }

  @ParameterizedTest
  @CsvSource({"watttime,403_forbidden_response.html", "watttime-synthetic,login_403.html"})
  void readsThePageOfAWrongPassword(String folder, String name) {
    String page = Recordings.read(folder, name);
    service.login(() -> new MockResponse.Builder()
        .code(403)
        .setHeader("Content-Type", "text/html")
        .body(page)
        .build());
    assertThat(catchThrowableOfType(
            GridException.class, () -> source(SHAPED_NOW).current(NORTH, SHAPED_NOW)))
        .hasMessageContaining("the user name or the password is wrong")
        .hasMessageNotContaining("<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forecast_nowcast_h0.json",
        "forecast_with_warning_object.json",
        "forecast_with_warning_string.json"
      })
  void readsThePresent(String name) {
    serve("watttime-synthetic", name, 200);
    assertThat(source(SHAPED_NOW).current(NORTH, SHAPED_NOW)).hasValueSatisfying(present -> {
      assertThat(present.gramsPerKwh()).isEqualTo(368.498441388, EXACT);
      assertThat(present.at()).isEqualTo("2030-01-15T12:00:00Z");
    });
  }

  @Test
  void readsAForecast() {
    serve("watttime-synthetic", "forecast_24h.json", 200);
    IntensitySeries forecast =
        source(SHAPED_NOW).forecast(NORTH, SHAPED_NOW, Duration.ofHours(24)).orElseThrow();
    assertThat(forecast.start()).isEqualTo("2030-01-15T12:00:00Z");
    assertThat(forecast.size()).isEqualTo(288);
    assertThat(forecast.gramsPerKwh(0)).isEqualTo(362.873896, EXACT);
    assertThat(forecast.gramsPerKwh(1)).isEqualTo(364.869702428, EXACT);
    assertThat(forecast.toArray()).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({
    "error_400_spec_shape.json, 400, Bad Request; Invalid parameter",
    "error_401.json, 401, Unauthorized; Token expired",
    "error_422.json, 422, query region: field required"
  })
  void readsErrors(String name, int status, String said) {
    serve("watttime-synthetic", name, status);
    assertThat(catchThrowableOfType(
            GridException.class, () -> source(SHAPED_NOW).current(NORTH, SHAPED_NOW)))
        .hasMessageEndingWith(": " + said);
  }
}
