package org.carbonaware.grid.watttime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WattTimeGridSourceTest {
  private static final Zone NORTH = Zone.of("CAISO_NORTH");
  private static final Instant NOW = Instant.parse("2024-05-14T10:22:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String META = "\"meta\":{\"data_point_period_seconds\":300,"
      + "\"region\":\"CAISO_NORTH\",\"warnings\":[],\"signal_type\":\"co2_moer\","
      + "\"units\":\"lbs_co2_per_mwh\",\"generated_at\":\"2024-05-14T10:20:00+00:00\"}}";

  private final FakeWattTime service = new FakeWattTime();

  @AfterEach
  void close() {
    service.close();
  }

  private WattTimeGridSource source() {
    return source(Optional::of);
  }

  private WattTimeGridSource source(Function<String, Optional<String>> regions) {
    return WattTimeGridSource.at(
        service.provider.address(),
        FakeWattTime.CREDENTIALS,
        regions,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(NOW));
  }

  private static String body(String... rows) {
    return "{\"data\":[" + String.join(",", rows) + "]," + META;
  }

  private static String row(String time, double pounds) {
    return "{\"point_time\":\"" + time + "\",\"value\":" + pounds + "}";
  }

  private static String imputed(String time, double pounds, boolean imputed) {
    return row(time, pounds).replace("}", ",\"imputed_data_used\":" + imputed + "}");
  }

  private static final String ROW = row("2024-05-14T10:20:00+00:00", 1000);

  private void refuse(int status, String body) {
    service.serve(question -> FakeProvider.json(body).code(status).build());
  }

  private GridException failure() {
    return catchThrowableOfType(GridException.class, () -> source().current(NORTH, NOW));
  }

  private HttpUrl lastQuestion() {
    var asked = service.provider.asked();
    return asked.get(asked.size() - 1).getUrl();
  }

  @Test
  void thePresentIsTheNowcastInGrams() {
    service.serve(body(ROW));
    assertThat(source().current(NORTH, NOW)).hasValueSatisfying(present -> {
      assertThat(present.gramsPerKwh()).isEqualTo(453.59237, within(1e-9));
      assertThat(present.basis()).isEqualTo(Basis.MARGINAL);
      assertThat(present.at()).isEqualTo("2024-05-14T10:20:00Z");
      assertThat(present.provenance().kind()).isEqualTo(Kind.ESTIMATED);
      assertThat(present.provenance().freshness()).isEqualTo(Freshness.LIVE);
    });
    HttpUrl url = lastQuestion();
    assertThat(url.encodedPath()).isEqualTo("/v3/forecast");
    assertThat(url.queryParameter("region")).isEqualTo("CAISO_NORTH");
    assertThat(url.queryParameter("signal_type")).isEqualTo("co2_moer");
    assertThat(url.queryParameter("horizon_hours")).isEqualTo("0");
  }

  /** A step of 5 minutes or an hour, what is told of it, and whether it is the present. */
  @ParameterizedTest
  @CsvSource({
    "300, 2024-05-14T09:17:01Z, 2024-05-14T10:20:00Z, true",
    "300, 2024-05-14T09:15:00Z, 2024-05-14T10:20:00Z, false",
    "3600, 2024-05-14T09:00:00Z, 2024-05-14T10:20:00Z, true",
    "3600, 2024-05-14T08:00:00Z, 2024-05-14T10:20:00Z, false",
    "300, 2024-05-14T10:25:00Z, 2024-05-14T10:20:00Z, false",
    "300, 2024-05-14T10:20:00Z, 2024-05-14T09:17:00Z, false",
    "300, 2024-05-14T10:20:00Z, 2024-05-14T09:17:01Z, true"
  })
  void whatIsAnHourLateOrAheadIsNotThePresent(
      int step, String time, String generated, boolean present) {
    service.serve(body(row(time.replace(":17:01", ":20:00"), 900))
        .replace("300", Integer.toString(step))
        .replace("2024-05-14T10:20:00+00:00", generated));
    assertThat(source().current(NORTH, NOW).isPresent()).isEqualTo(present);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-14T09:17:01+00:00, LIVE, PT0S",
    "2024-05-14T09:17:00+00:00, STALE, PT1H5M",
    "2024-05-13T10:22:01+00:00, STALE, PT23H59M59S"
  })
  void anOldForecastSaysItsAge(String generated, Freshness.State state, Duration age) {
    service.serve(body(ROW).replace("2024-05-14T10:20:00+00:00\"}}", generated + "\"}}"));
    assertThat(source().forecast(NORTH, NOW, DAY))
        .hasValueSatisfying(forecast ->
            assertThat(forecast.provenance().freshness()).isEqualTo(new Freshness(state, age)));
  }

  @Test
  void aForecastOfYesterdayIsNone() {
    service.serve(body(ROW).replace("2024-05-14T10:20:00+00:00\"}}", "2024-05-13T10:22:00Z\"}}"));
    assertThat(source().forecast(NORTH, NOW, DAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0",
    "PT1M,1",
    "PT1H,1",
    "PT1H0.000000001S,2",
    "PT24H,24",
    "PT72H,72",
    "PT900H,72"
  })
  void asksForFullHours(Duration horizon, String hours) {
    service.serve(body());
    assertThat(source().forecast(NORTH, NOW, horizon)).isEmpty();
    assertThat(lastQuestion().queryParameter("horizon_hours")).isEqualTo(hours);
  }

  @ParameterizedTest
  @CsvSource({"300,PT5M", "3600,PT1H"})
  void aLoneRowHoldsAsLongAsTheServiceSays(String seconds, Duration step) {
    service.serve(body(row("2024-05-14T10:00:00+00:00", 900), row("2024-05-14T15:00:00+00:00", 900))
        .replace("300", seconds));
    IntensitySeries history =
        source().history(NORTH, NOW.minus(DAY), Instant.parse("2024-05-14T10:05:00Z"));
    assertThat(history.step()).isEqualTo(step);
    assertThat(history.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "42", "86400", "null", "\"5 min\""})
  void anUnusableStepIsAFailureThatPasses(String seconds) {
    service.serve(body(ROW).replace("300", seconds));
    assertThat(failure().mayHelpToRetry()).isTrue();
    assertThat(failure()).hasMessageContaining("sent data_point_period_seconds ");
  }

  @ParameterizedTest
  @CsvSource({
    "lbs_co2_per_mwh, kg_co2_per_mwh, sent units kg_co2_per_mwh instead of lbs_co2_per_mwh",
    "co2_moer, health_damage, sent signal_type health_damage instead of co2_moer",
    "CAISO_NORTH, PSCO, sent region PSCO instead of CAISO_NORTH for zone CAISO_NORTH"
  })
  void refusesWhatWasNotAskedFor(String right, String wrong, String said) {
    service.serve(body(ROW).replace(right, wrong));
    assertThat(failure().mayHelpToRetry()).isFalse();
    assertThat(failure()).hasMessageContaining(said);
  }

  @Test
  void valuesWithoutUnitsAreNotGuessed() {
    service.serve(body(ROW).replace("\"units\":\"lbs_co2_per_mwh\",", ""));
    assertThat(failure()).hasMessageContaining("sent values without units");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, ESTIMATED, WattTime",
    "true, false, MEASURED, WattTime (1 of 2 values estimated)",
    "false, false, MEASURED, WattTime"
  })
  void saysWhatStandsOnFilledInData(boolean first, boolean second, Kind kind, String source) {
    service.serve(body(
        imputed("2024-05-14T10:10:00+00:00", 800, first),
        imputed("2024-05-14T10:15:00+00:00", 900, second)));
    IntensitySeries history = source().history(NORTH, NOW.minus(DAY), NOW);
    assertThat(history.provenance().kind()).isEqualTo(kind);
    assertThat(history.provenance().source()).isEqualTo(source);
    assertThat(lastQuestion().queryParameter("include_imputed_marker")).isEqualTo("true");
  }

  @Test
  void asksForALongHistory32DaysAtATime() {
    service.serve(body());
    assertThat(source()
            .history(NORTH, NOW.minus(Duration.ofDays(40)), NOW.plus(DAY))
            .size())
        .isZero();
    assertThat(service.provider.asked())
        .filteredOn(request -> request.getUrl().encodedPath().equals("/v3/historical"))
        .extracting(request ->
            request.getUrl().queryParameter("start") + " " + request.getUrl().queryParameter("end"))
        .containsExactly(
            "2024-04-04T10:00:00Z 2024-05-06T09:55:00Z",
            "2024-05-06T10:00:00Z 2024-05-14T10:20:00Z");
    assertThatThrownBy(() -> source().history(NORTH, NOW.minus(Duration.ofDays(1100)), NOW))
        .hasMessageContaining("WattTime: asked for 1100 days; expected at most 1098");
  }

  @Test
  void aPlanWithoutForecastsIsNoWrongPassword() {
    refuse(
        403,
        "{\"error\":\"Invalid query parameters\",\"message\":\"Invalid scope. You do not have"
            + " sufficient access to this resource.\"}");
    assertThat(failure().mayHelpToRetry()).isFalse();
    assertThat(failure())
        .hasMessageContainingAll(
            "HTTP 403, the account's plan does not include forecasts of zone CAISO_NORTH",
            "User name and password are right",
            "the signal index");
    assertThatThrownBy(() -> source().history(NORTH, NOW.minus(DAY), NOW))
        .hasMessageContaining("does not include history of zone CAISO_NORTH");
    assertThat(service.logins()).as("one per source").isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"Bad Request\",\"message\":\"Invalid region\",\"docs\":\"https://x\"}"
            + " | not understood: Bad Request; Invalid region",
        "422 | {\"detail\":[{\"loc\":[\"query\",\"region\"],\"msg\":\"field required\","
            + "\"type\":\"value_error.missing\"}]} | not understood: query region: field required",
        "403 | <html><title>403 Forbidden</title></html> | HTTP 403, access refused"
      })
  void saysRefusalsInPlainWords(int status, String body, String said) {
    refuse(status, body);
    assertThat(failure().mayHelpToRetry()).isFalse();
    assertThat(failure().getMessage()).endsWith(said).doesNotContain("<", "{\"", "docs");
  }

  @Test
  void translatesZonesToRegions() {
    service.serve(body(ROW));
    WattTimeGridSource source =
        source(key -> Optional.ofNullable(Map.of("US-CAL-CISO", "CAISO_NORTH").get(key)));
    Zone california = Zone.of("US-CAL-CISO");
    assertThat(source.current(california, NOW)).isPresent();
    assertThat(lastQuestion().queryParameter("region")).isEqualTo("CAISO_NORTH");
    assertThat(source.forecast(california, NOW, DAY).orElseThrow().zone()).isEqualTo(california);
    assertThatThrownBy(() -> source.current(Zone.of("DE"), NOW))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("WattTime: zone DE has no region here");
    service.serve(body(ROW).replace("CAISO_NORTH", "PSCO"));
    assertThatThrownBy(() -> source.current(california, NOW))
        .hasMessageEndingWith("for zone US-CAL-CISO, region CAISO_NORTH");
  }

  @Test
  void ranksThePresentAmongTheNextDay() {
    String index =
        body(row("2024-05-14T10:20:00+00:00", 37.5)).replace("lbs_co2_per_mwh", "percentile");
    service.serve(index);
    assertThat(source().signalIndex(NORTH, NOW))
        .contains(new SignalIndex(NORTH, Instant.parse("2024-05-14T10:20:00Z"), 37.5));
    assertThat(lastQuestion().encodedPath()).isEqualTo("/v3/signal-index");
    for (String none : new String[] {"null", "-1", "100.5", "\"high\""}) {
      service.serve(index.replace("37.5", none));
      assertThat(source().signalIndex(NORTH, NOW)).isEmpty();
    }
    service.serve(index);
    assertThat(source().signalIndex(NORTH, NOW.plus(DAY))).isEmpty();
    assertThat(source().signalIndex(NORTH, NOW.minus(DAY))).isEmpty();
    service.serve(body(ROW));
    assertThatThrownBy(() -> source().signalIndex(NORTH, NOW))
        .hasMessageContaining("sent units lbs_co2_per_mwh instead of percentile");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignalIndex(NORTH, NOW, Double.NaN))
        .withMessageContaining("expected 0 to 100");
  }

  @Test
  void findsTheRegionAtAPlaceInEveryLocale() {
    service.serve("{\"region\":\"PSCO\",\"region_full_name\":\"x\",\"signal_type\":\"co2_moer\"}");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(source().regionAt(39.73915, -0.00001)).isEqualTo(Zone.of("PSCO"));
    } finally {
      Locale.setDefault(before);
    }
    HttpUrl url = lastQuestion();
    assertThat(url.encodedPath()).isEqualTo("/v3/region-from-loc");
    assertThat(url.queryParameter("latitude")).isEqualTo("39.7392");
    assertThat(url.queryParameter("longitude")).isEqualTo("0.0000");
    assertThatIllegalArgumentException().isThrownBy(() -> source().regionAt(90.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> source().regionAt(0, Double.NaN));
  }

  @Test
  void saysThatNoRegionCoversAPlace() {
    refuse(404, "{\"error\":\"No coverage available for these coordinates and signal_type\"}");
    GridException failure =
        catchThrowableOfType(GridException.class, () -> source().regionAt(0, 0));
    assertThat(failure.mayHelpToRetry()).isFalse();
    assertThat(failure)
        .hasMessageContaining("WattTime: no region covers latitude 0.0000, longitude 0.0000");
    refuse(500, "{}");
    assertThatThrownBy(() -> source().regionAt(0, 0)).hasMessageContaining("HTTP 500");
    service.serve("{\"region\":\"<b>\"}");
    assertThatThrownBy(() -> source().regionAt(0, 0)).hasMessageContaining("sent no region");
  }

  @Test
  void sendsNoPasswordInTheClear() {
    assertThatThrownBy(() -> WattTimeGridSource.at(
            URI.create("http://grid.example"),
            FakeWattTime.CREDENTIALS,
            Optional::of,
            HttpLimits.ofDefaults(),
            InstantSource.fixed(NOW)))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("expected https://");
    assertThat(WattTimeGridSource.ADDRESS).hasScheme("https");
  }
}
