package org.carbonaware.grid.electricitymaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads bodies shaped as the service's, and its documents' examples, where they are at hand. */
class ElectricityMapsRecordingsTest {
  private static final String SHAPED = "electricitymaps-synthetic";
  private static final String EXAMPLES = "electricitymaps-docs-examples";
  private static final Instant NOW = Instant.parse("2030-01-15T12:10:00Z");
  private static final Zone TESTLAND = Zone.of("XX-TEST");

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source(Instant now) {
    return ElectricityMapsGridSource.at(
        provider.address(),
        ApiKey.of("some-key"),
        Basis.LIFECYCLE,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(now));
  }

  private GridSource shaped(String name) {
    provider.serve(Recordings.read(SHAPED, name));
    return source(NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "v3_carbon_intensity_latest.json, 211, ESTIMATED",
    "v4_carbon_intensity_latest.json, 211, ESTIMATED",
    "v3_carbon_intensity_latest_minimal.json, 58.765, MEASURED"
  })
  void readsThePresent(String name, double grams, Kind kind) {
    Intensity present = shaped(name).current(TESTLAND, NOW).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(grams);
    assertThat(present.at()).isEqualTo("2030-01-15T12:00:00Z");
    assertThat(present.provenance().kind()).isEqualTo(kind);
  }

  @Test
  void anUnknownPresentIsEmptyAndOneOfElsewhereAFailure() {
    assertThat(shaped("v3_carbon_intensity_latest_null.json").current(TESTLAND, NOW))
        .isEmpty();
    GridSource elsewhere = shaped("v3_carbon_intensity_latest_wrong_zone.json");
    assertThat(catchThrowableOfType(GridException.class, () -> elsewhere.current(TESTLAND, NOW)))
        .hasMessageContaining("sent zone YY-ELSEWHERE instead of zone XX-TEST");
  }

  @ParameterizedTest
  @CsvSource({"v3_carbon_intensity_history.json", "v4_carbon_intensity_history.json"})
  void readsTheLastDay(String name) {
    Instant start = Instant.parse("2030-01-14T13:00:00Z");
    IntensitySeries history = shaped(name).history(TESTLAND, start, NOW);
    assertThat(history.start()).isEqualTo(start);
    assertThat(history.step()).isEqualTo(Duration.ofHours(1));
    assertThat(history.size()).isEqualTo(24);
    assertThat(history.gramsPerKwh(0)).isEqualTo(175);
    assertThat(history.gramsPerKwh(23)).isEqualTo(156);
    assertThat(history.provenance().source()).contains("3 of 24 values estimated");
  }

  @ParameterizedTest
  @CsvSource({
    "v3_carbon_intensity_forecast_24h.json, 25, 124",
    "v4_carbon_intensity_forecast_72h.json, 73, 142"
  })
  void readsForecasts(String name, int hours, double last) {
    IntensitySeries forecast =
        shaped(name).forecast(TESTLAND, NOW, Duration.ofDays(4)).orElseThrow();
    assertThat(forecast.start()).isEqualTo("2030-01-15T12:00:00Z");
    assertThat(forecast.size()).isEqualTo(hours);
    assertThat(forecast.gramsPerKwh(0)).isEqualTo(124);
    assertThat(forecast.gramsPerKwh(hours - 1)).isEqualTo(last);
  }

  @Test
  void readsAnOlderRange() {
    Instant start = Instant.parse("2030-01-14T13:00:00Z");
    provider.serve(Recordings.read(SHAPED, "v3_carbon_intensity_past_range.json"));
    IntensitySeries history = source(NOW.plus(Duration.ofDays(9)))
        .history(TESTLAND, start, start.plus(Duration.ofHours(6)));
    assertThat(history.size()).isEqualTo(6);
    assertThat(history.gramsPerKwh(5)).isEqualTo(320);
  }

  @ParameterizedTest
  @CsvSource({
    "error_401_invalid_token.json, 401, key is not accepted",
    "error_401_zone_not_in_plan.json, 401, plan does not include latest",
    "error_404_kong.json, 404, no Route matched",
    "error_400_missing_date.json, 400, Missing or invalid date"
  })
  void readsErrors(String name, int status, String said) {
    String body = Recordings.read(SHAPED, name);
    provider.serve(question -> FakeProvider.json(body).code(status).build());
    GridException failure =
        catchThrowableOfType(GridException.class, () -> source(NOW).current(TESTLAND, NOW));
    assertThat(failure).hasMessageContaining(said);
    assertThat(failure.mayHelpToRetry()).isFalse();
    assertThat(provider.questions()).isEqualTo(1);
  }

  @Test
  void theListOfZonesTellsAQuotaFromAZoneThatIsNotInThePlan() {
    String zones = Recordings.read(SHAPED, "zones_with_token.json");
    provider.serve(question -> answer(question, zones));
    GridSource source = source(NOW);
    assertThat(catchThrowableOfType(GridException.class, () -> source.current(TESTLAND, NOW)))
        .hasMessageContaining("quota")
        .matches(GridException::mayHelpToRetry);
    assertThat(catchThrowableOfType(GridException.class, () -> source.current(Zone.of("FR"), NOW)))
        .hasMessageContaining("zone FR; it has XX-TEST")
        .matches(failure -> !failure.mayHelpToRetry());
  }

  private static MockResponse answer(HttpUrl question, String zones) {
    return question.encodedPath().equals("/zones")
        ? FakeProvider.json(zones).build()
        : FakeProvider.json("{}").code(401).build();
  }

  @Test
  void readsTheDocumentsExamples() {
    provider.serve(Recordings.read(EXAMPLES, "carbon_intensity_latest.json"));
    Instant then = Instant.parse("2018-04-25T18:10:00Z");
    Zone de = Zone.of("DE");
    assertThat(source(then).current(de, then).orElseThrow().gramsPerKwh()).isEqualTo(302);

    provider.serve(Recordings.read(EXAMPLES, "carbon_intensity_history.json"));
    then = Instant.parse("2021-08-19T12:30:00Z");
    IntensitySeries day = source(then).history(de, then.minus(Duration.ofHours(23)), then);
    assertThat(day.at(Instant.parse("2021-08-18T13:00:00Z"))).hasValue(413);
    assertThat(day.at(then)).hasValue(338);
    assertThat(day.at(then.minus(Duration.ofHours(3)))).isEmpty();

    provider.serve(Recordings.read(EXAMPLES, "carbon_intensity_past_range.json"));
    then = Instant.parse("2019-05-21T21:00:00Z");
    assertThat(source(NOW).history(de, then, then.plus(Duration.ofHours(3))).toArray())
        .containsExactly(339, 317, 305);

    provider.serve(Recordings.read(EXAMPLES, "carbon_intensity_forecast.json"));
    then = Instant.parse("2018-11-26T17:30:00Z");
    IntensitySeries forecast =
        source(then).forecast(Zone.of("DK-DK2"), then, Duration.ofDays(3)).orElseThrow();
    assertThat(forecast.size()).isEqualTo(49);
    assertThat(forecast.gramsPerKwh(1)).isEqualTo(297);
    assertThat(forecast.gramsPerKwh(2)).isNaN();
    assertThat(forecast.gramsPerKwh(48)).isEqualTo(194);
  }
}
