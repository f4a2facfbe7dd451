package org.carbonaware.grid.carbonawaresdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import mockwebserver3.MockResponse;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonAwareSdkGridSourceTest {
  private static final Zone EASTUS = Zone.of("eastus");
  private static final Instant NOW = Instant.parse("2030-01-15T12:02:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private CarbonAwareSdkGridSource source(Basis basis) {
    return CarbonAwareSdkGridSource.at(
        provider.address(), basis, HttpLimits.ofDefaults(), InstantSource.fixed(NOW));
  }

  private CarbonAwareSdkGridSource source() {
    return source(Basis.MARGINAL);
  }

  private void serveRows(String... rows) {
    provider.serve("[" + String.join(",", rows) + "]");
  }

  private static String row(String time, String rest) {
    return "{\"location\":\"eastus\",\"time\":\"" + time + "\"," + rest + "}";
  }

  private void serveProblem(int status, String title, String detail) {
    provider.serve(question -> new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/problem+json")
        .body("{\"type\":\"https://x.example/6.5.1\",\"title\":\"" + title + "\",\"status\":"
            + status + ",\"detail\":\"" + detail + "\"}")
        .build());
  }

  @Test
  void countsWhatTheUserSays() {
    assertThat(source(Basis.DIRECT).basis()).isEqualTo(Basis.DIRECT);
    assertThat(source(Basis.MARGINAL).basis()).isEqualTo(Basis.MARGINAL);
    assertThat(source().name()).isEqualTo("Carbon Aware SDK");
    assertThat(source()).hasToString("Carbon Aware SDK at " + provider.address().getHost());
  }

  @Test
  void asksForFullMinutesOnly() {
    provider.serve("[]");
    Instant odd = NOW.plusNanos(123_456_789);
    assertThat(source().current(EASTUS, odd)).isEmpty();
    source().history(EASTUS, odd.minus(DAY), odd.minusSeconds(3600));
    assertThat(source().forecast(EASTUS, odd, DAY)).isEmpty();
    assertThat(provider.asked())
        .extracting(
            request -> request.getUrl().encodedPath() + "?" + request.getUrl().query())
        .containsExactly(
            "/emissions/bylocation?location=eastus&time=2030-01-15T10:00:00Z&toTime=2030-01-15T12:00:00Z",
            "/emissions/bylocation?location=eastus&time=2030-01-14T12:00:00Z&toTime=2030-01-15T11:00:00Z",
            "/emissions/forecasts/current?location=eastus");
  }

  @Test
  void asksForTheNameThatTheZoneHasThere() {
    provider.serve("[]");
    GridSource source = CarbonAwareSdkGridSource.at(
        provider.address(),
        Basis.MARGINAL,
        zone -> "West Europe",
        HttpLimits.ofDefaults(),
        InstantSource.fixed(NOW));
    source.current(Zone.of("NL"), NOW);
    source.forecast(Zone.of("NL"), NOW, DAY);
    assertThat(provider.asked())
        .extracting(request -> request.getUrl().queryParameter("location"))
        .containsExactly("West Europe", "West Europe");
  }

  @Test
  void thePresentMayBeTwoHoursOld() {
    serveRows(
        row("2030-01-15T10:05:00Z", "\"rating\":388.5,\"duration\":\"00:05:00\""),
        row("2030-01-15T10:10:00Z", "\"rating\":null,\"duration\":\"00:05:00\""),
        row("2030-01-15T12:05:00Z", "\"rating\":1,\"duration\":\"00:05:00\""));
    Intensity present = source().current(EASTUS, NOW).orElseThrow();
    assertThat(present.at()).isEqualTo("2030-01-15T10:05:00Z");
    assertThat(present.gramsPerKwh()).isEqualTo(388.5);
    assertThat(present.provenance())
        .isEqualTo(new Provenance("Carbon Aware SDK", Provenance.Kind.MEASURED));
    assertThat(source().current(EASTUS, Instant.parse("2030-01-15T12:04:59Z"))).isPresent();
    serveRows(row("2030-01-15T10:00:00Z", "\"rating\":388.5,\"duration\":\"00:05:00\""));
    assertThat(source().current(EASTUS, NOW)).isEmpty();
  }

  @Test
  void rowsHoldAsLongAsTheySay() {
    serveRows(
        row("2030-01-14T20:45:11.5092741+00:00", "\"rating\":70,\"duration\":\"08:00:00\""),
        row("2030-01-15T04:45:11.5092741+00:00", "\"rating\":90,\"duration\":\"08:00:00\""));
    IntensitySeries history = source().history(EASTUS, NOW.minus(DAY), NOW);
    assertThat(history.start()).isEqualTo("2030-01-14T20:45:00Z");
    assertThat(history.step()).isEqualTo(Duration.ofHours(8));
    assertThat(history.toArray()).containsExactly(70, 90);
    assertThat(source().current(EASTUS, NOW))
        .as("its row began more than 2 h ago")
        .isPresent();
  }

  @Test
  void rowsWithoutDurationHoldUntilTheNext() {
    serveRows(
        row("2030-01-15T11:50:00Z", "\"rating\":70"),
        row("2030-01-15T11:55:00Z", "\"rating\":80,\"duration\":\"00:00:00\""),
        row("2030-01-15T12:00:00Z", "\"rating\":90,\"duration\":null"));
    IntensitySeries history = source().history(EASTUS, NOW.minus(DAY), NOW);
    assertThat(history.step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(history.toArray()).containsExactly(70, 80, 90);
  }

  @Test
  void naiveTimesAreUtcAndThatIsSaidOnce() {
    serveRows(row("2030-01-15T12:00:00", "\"rating\":70"));
    CarbonAwareSdkGridSource source = source();
    assertThat(source.notes()).isEmpty();
    assertThat(source.current(EASTUS, NOW).orElseThrow().at()).isEqualTo("2030-01-15T12:00:00Z");
    source.history(EASTUS, NOW.minus(DAY), NOW);
    assertThat(source.notes()).containsExactly("times without an offset are taken as UTC");
  }

  @Test
  void noContentIsNothing() {
    provider.serve(question -> new MockResponse.Builder().code(204).build());
    assertThat(source().current(EASTUS, NOW)).isEmpty();
    assertThat(source().history(EASTUS, NOW.minus(DAY), NOW).size()).isZero();
  }

  @Test
  void theNameOfTheSdksOwnSourceIsPartOfTheProvenance() {
    provider.serve("[{\"location\":\"PJM_DC\",\"time\":\"2030-01-15T12:00:00Z\",\"rating\":7},"
        + "{\"location\":\"PJM_DC\",\"time\":\"2030-01-15T11:55:00Z\",\"rating\":8}]");
    assertThat(source().current(EASTUS, NOW).orElseThrow().provenance().source())
        .isEqualTo("Carbon Aware SDK (PJM_DC)");
  }

  @Test
  void rowsOfSeveralLocationsAreNotMixed() {
    serveRows(
        row("2030-01-15T12:00:00Z", "\"rating\":7"),
        "{\"location\":\"<b>\",\"time\":\"2030-01-15T11:55:00Z\",\"rating\":8}");
    assertThatThrownBy(() -> source().current(EASTUS, NOW))
        .hasMessage("Carbon Aware SDK: sent rows of eastus and of something unreadable together,"
            + " asked for eastus for zone eastus");
  }

  @ParameterizedTest
  @CsvSource({
    "501,NotImplementedException,forecast not configured",
    "400,ArgumentException,ForecastDataSource is not configured",
    "500,CarbonAwareException,JSON data source is not supported for forecast data"
  })
  void anSdkWithoutForecastsStillHasAPresent(int status, String title, String detail) {
    provider.serve(question -> question.encodedPath().contains("forecasts")
        ? FakeProvider.json("{\"title\":\"" + title + "\",\"detail\":\"" + detail + "\"}")
            .code(status)
            .build()
        : FakeProvider.json("[" + row("2030-01-15T12:00:00Z", "\"rating\":7") + "]")
            .build());
    CarbonAwareSdkGridSource source = source();
    assertThat(source.forecast(EASTUS, NOW, DAY)).isEmpty();
    assertThat(source.forecast(EASTUS, NOW, DAY)).isEmpty();
    assertThat(source.notes()).containsExactly("the SDK has no data source for forecasts");
    assertThat(source.current(EASTUS, NOW)).isPresent();
    assertThat(source.history(EASTUS, NOW.minus(DAY), NOW).size()).isPositive();
  }

  @Test
  void otherErrorsOfForecastsAreFailures() {
    serveProblem(500, "InternalServerError", "boom");
    assertThatThrownBy(() -> source().forecast(EASTUS, NOW, DAY))
        .hasMessageEndingWith("the provider is out of order: InternalServerError; boom");
    serveProblem(501, "NotImplementedException", "no");
    assertThatThrownBy(() -> source().current(EASTUS, NOW))
        .hasMessageContaining("HTTP 501")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
  }

  @Test
  void aLocationThatIsNotKnownIsNamed() {
    serveProblem(400, "LocationConversionException", "Unknown location");
    GridSource source = CarbonAwareSdkGridSource.at(
        provider.address(),
        Basis.MARGINAL,
        zone -> "atlantis",
        HttpLimits.ofDefaults(),
        InstantSource.fixed(NOW));
    for (boolean forecast : new boolean[] {true, false}) {
      assertThatThrownBy(() -> {
            if (forecast) {
              source.forecast(EASTUS, NOW, DAY);
            } else {
              source.current(EASTUS, NOW);
            }
          })
          .hasMessageEndingWith("LocationConversionException; Unknown location; zone eastus is"
              + " location atlantis there, GET /locations lists its locations")
          .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
    }
  }

  private Freshness freshnessOfAForecast(String generatedAt) {
    provider.serve("[{\"generatedAt\":" + generatedAt + ",\"location\":\"EASTUS\","
        + "\"forecastData\":[{\"timestamp\":\"2030-01-15T12:00:00Z\",\"value\":5},"
        + "{\"timestamp\":\"2030-01-15T12:05:00Z\",\"value\":6}]}]");
    IntensitySeries forecast = source().forecast(EASTUS, NOW, DAY).orElseThrow();
    assertThat(forecast.toArray()).containsExactly(5, 6);
    assertThat(forecast.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    return forecast.provenance().freshness();
  }

  @Test
  void aForecastIsAsOldAsTheSdkSays() {
    assertThat(freshnessOfAForecast("\"2030-01-15T11:02:00.0000000+00:00\""))
        .isEqualTo(Freshness.LIVE);
    assertThat(freshnessOfAForecast("\"2030-01-15T09:02:00Z\""))
        .isEqualTo(Freshness.cached(Duration.ofHours(3)));
    assertThat(freshnessOfAForecast("\"2030-01-13T12:02:00Z\""))
        .isEqualTo(Freshness.stale(Duration.ofDays(2)));
  }

  @Test
  void aForecastThatBeginsLaterIsNone() {
    provider.serve("[{\"forecastData\":[{\"timestamp\":\"2030-01-15T12:05:00Z\",\"value\":5}]}]");
    assertThat(source().forecast(EASTUS, NOW, DAY)).isEmpty();
    assertThat(source().forecast(EASTUS, Instant.parse("2030-01-15T12:05:00Z"), DAY))
        .isPresent();
  }

  @Test
  void whatAForecastMentionsDoesNotMatter() {
    provider.serve("[{\"note\":\"JSON is not supported for forecast data\",\"forecastData\":["
        + "{\"timestamp\":\"2030-01-15T12:00:00Z\",\"value\":5}]}]");
    assertThat(source().forecast(EASTUS, NOW, DAY)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00+00:00\"",
        "\"soon\"",
        "7"
      })
  void aForecastOfUnknownAgeIsNew(String generatedAt) {
    assertThat(freshnessOfAForecast(generatedAt)).isEqualTo(Freshness.LIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{}]", "[{\"forecastData\":{}}]", "[{\"forecastData\":[{}]}]"})
  void refusesAForecastWithoutRows(String body) {
    provider.serve(body);
    assertThatThrownBy(() -> source().forecast(EASTUS, NOW, DAY))
        .isInstanceOf(GridException.class)
        .hasMessageContaining(" sent ")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"time\":5}", "{\"time\":\"today\",\"rating\":5}"})
  void refusesRowsWithoutATime(String row) {
    serveRows(row);
    assertThatThrownBy(() -> source().current(EASTUS, NOW))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("sent a row with time ");
  }

  @Test
  void aZeroCountsUnlessItMeansNull() {
    serveRows(row("2030-01-15T12:00:00Z", "\"rating\":0"));
    assertThat(source(Basis.MARGINAL).current(EASTUS, NOW).orElseThrow().gramsPerKwh())
        .isZero();
    assertThat(source(Basis.LIFECYCLE).current(EASTUS, NOW)).isEmpty();
  }

  @Test
  void splitsALongHistoryAndRefusesYears() {
    provider.serve("[]");
    Instant from = Instant.parse("2029-12-20T00:00:00Z");
    assertThat(source().history(EASTUS, from, NOW).size()).isZero();
    assertThat(provider.asked())
        .extracting(request -> request.getUrl().queryParameter("toTime"))
        .isEqualTo(List.of("2029-12-30T00:00:00Z", "2030-01-09T00:00:00Z", "2030-01-15T12:00:00Z"));
    assertThatThrownBy(() -> source().history(EASTUS, NOW.minus(Duration.ofDays(900)), NOW))
        .hasMessage("Carbon Aware SDK: asked for 900 days; expected at most 93");
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void neverAsksForASpanWithoutLength() {
    provider.serve("[]");
    source().history(EASTUS, NOW.minus(Duration.ofDays(10)), NOW.plus(DAY));
    source().history(EASTUS, NOW.minusSeconds(60), NOW);
    assertThat(provider.asked()).isNotEmpty().allSatisfy(question -> {
      Instant time = Instant.parse(question.getUrl().queryParameter("time"));
      Instant toTime = Instant.parse(question.getUrl().queryParameter("toTime"));
      assertThat(time).isBefore(toTime);
    });
  }
}
