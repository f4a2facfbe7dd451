package org.carbonaware.grid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the formats say. */
class DocumentFormatsTest {
  private static final Zone DE = Zone.of("DE");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit's
  private Path folder;

  private Written holding(String text) throws IOException {
    return new Written(folder, "grid").holding(text);
  }

  private static IntensitySeries forecast(DocumentGridSource source, Duration horizon) {
    return source.forecast(DE, Written.NOW, horizon).orElseThrow();
  }

  private static IntensitySeries history(DocumentGridSource source) {
    return source.history(DE, Written.NOW.minus(DAY), Written.NOW.plus(DAY));
  }

  @Test
  void stepsThatBeginAfterNowAreTheForecastOfATrace() throws IOException {
    DocumentGridSource source = holding("""
            timestamp,gco2_per_kwh
            2024-05-14T09:00Z,301
            2024-05-14T10:00Z,302
            2024-05-14T11:00Z,303
            2024-05-14T12:00Z,304
            """).source();
    assertThat(history(source).toArray()).containsExactly(301, 302);
    assertThat(history(source).provenance()).isEqualTo(new Provenance("trace grid", Kind.MEASURED));
    assertThat(forecast(source, DAY).toArray()).containsExactly(302, 303, 304);
    assertThat(forecast(source, DAY).provenance())
        .isEqualTo(new Provenance("trace grid", Kind.FORECAST));
    assertThat(forecast(source, Duration.ofMinutes(30)).toArray()).containsExactly(302);
    assertThat(forecast(source, Duration.ofMinutes(41)).toArray()).containsExactly(302, 303);
    Instant last = Instant.parse("2024-05-14T12:00:00Z");
    assertThat(source.forecast(DE, last, DAY)).as("nothing begins later").isEmpty();
    assertThat(source.forecast(DE, last.minusNanos(1), DAY)).isPresent();
    assertThat(source.forecast(DE, Instant.parse("2024-05-14T08:59:59Z"), DAY)).isEmpty();
  }

  @Test
  void whatATraceLacksStaysUnknown() throws IOException {
    DocumentGridSource source = holding("""
            timestamp,zone,gco2_per_kwh
            2024-05-14T06:00Z,DE,301
            2024-05-14T07:00Z,DE,
            2024-05-14T08:00Z,DE,9999
            2024-05-14T10:00Z,DE,302
            2024-05-14T11:00,DE,-3
            """).source();
    assertThat(history(source).toArray())
        .containsExactly(301, Double.NaN, Double.NaN, Double.NaN, 302);
    assertThat(source.forecast(DE, Written.NOW, DAY)).isEmpty();
    assertThat(source.notes())
        .hasSize(3)
        .contains("times without an offset are taken as UTC")
        .anyMatch(note -> note.startsWith("4 problem(s)") && note.contains("grid:3: "));
  }

  @Test
  void aSyntheticTraceStaysAssumed() throws IOException {
    DocumentGridSource source = holding("""
            # Synthetic
            # zone: DE
            timestamp,gco2_per_kwh
            2024-05-14T10:00Z,302
            2024-05-14T11:00Z,303
            """).source();
    assertThat(forecast(source, DAY).provenance())
        .isEqualTo(new Provenance("synthetic trace grid", Kind.ASSUMED));
  }

  @Test
  void refusesATraceOfAnotherBasis() throws IOException {
    Written file = holding("# basis: direct\ntimestamp,DE\n2024-05-14T10:00Z,1\n");
    assertThatThrownBy(() -> file.source().current(DE, Written.NOW))
        .hasMessageContaining("values of basis direct read as lifecycle")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
  }

  private static String ownForecast(String zone, String issuedAt, String basis) {
    return "{\"schema\":\"carbon-aware/forecast/v1\",\"zone\":" + zone + ",\"issuedAt\":" + issuedAt
        + ",\"model\":\"ridge\",\"basis\":\"" + basis + "\",\"stepSeconds\":1800,\"points\":["
        + "{\"start\":\"2024-05-14T10:30:00Z\",\"gramsPerKwh\":311,\"p10\":1,\"p90\":2},"
        + "{\"start\":\"2024-05-14T10:00:00Z\",\"gramsPerKwh\":310.5}]}";
  }

  @Test
  void readsOurOwnForecasts() throws IOException {
    DocumentGridSource source =
        holding(ownForecast("\"DE\"", "\"2024-05-14T10:00:00Z\"", "lifecycle")).source();
    IntensitySeries forecast = forecast(source, DAY);
    assertThat(forecast.toArray()).containsExactly(310.5, 311);
    assertThat(forecast.step()).isEqualTo(Duration.ofMinutes(30));
    assertThat(forecast.start()).isEqualTo("2024-05-14T10:00:00Z");
    assertThat(forecast.provenance()).isEqualTo(new Provenance("grid, model ridge", Kind.FORECAST));
    Intensity present = source.current(DE, Written.NOW).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(310.5);
    assertThat(present.provenance().kind()).as("it was never measured").isEqualTo(Kind.FORECAST);
    assertThat(history(source).provenance().kind()).isEqualTo(Kind.FORECAST);
    assertThat(source.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\"2024-05-14T09:20:00Z\", LIVE, PT0S",
    "\"2024-05-14T06:20:00Z\", CACHED, PT4H",
    "\"2024-05-10T10:20:00Z\", STALE, PT96H",
    "\"2024-05-14T11:20:00Z\", LIVE, PT0S",
    "null, LIVE, PT0S"
  })
  void aForecastIsAsOldAsItSays(String issuedAt, Freshness.State state, Duration age)
      throws IOException {
    DocumentGridSource source =
        holding(ownForecast("\"DE\"", issuedAt, "lifecycle")).source();
    Freshness expected = new Freshness(state, age);
    assertThat(forecast(source, DAY).provenance().freshness()).isEqualTo(expected);
    assertThat(source.current(DE, Written.NOW).orElseThrow().provenance().freshness())
        .isEqualTo(expected);
  }

  @Test
  void pointsHoldForTheStepThatIsStated() throws IOException {
    DocumentGridSource source = holding("{\"schema\":\"carbon-aware/forecast/v1\",\"stepSeconds\":"
            + "1800,\"points\":[{\"start\":\"2024-05-14T10:00\",\"gramsPerKwh\":1},"
            + "{\"start\":\"2024-05-14T12:00Z\",\"gramsPerKwh\":2}]}")
        .source();
    assertThat(forecast(source, DAY).toArray())
        .containsExactly(1, Double.NaN, Double.NaN, Double.NaN, 2);
    assertThat(source.forecast(DE, Written.NOW, Duration.ZERO)).isEmpty();
    assertThat(source.notes()).containsExactly("times without an offset are taken as UTC");
  }

  @Test
  void refusesAForecastOfAnotherBasisOrZone() throws IOException {
    DocumentGridSource direct = holding(ownForecast("\"DE\"", "null", "direct")).source();
    assertThatThrownBy(() -> direct.current(DE, Written.NOW))
        .hasMessageEndingWith("grid: values of basis direct read as lifecycle; ask for the basis"
            + " that the document has")
        .satisfies(e -> assertThat(((GridException) e).mayHelpToRetry()).isFalse());
    DocumentGridSource french =
        holding(ownForecast("\"FR\"", "null", "lifecycle")).source();
    assertThatThrownBy(() -> french.current(DE, Written.NOW))
        .hasMessageEndingWith("grid: no zone \"DE\"; it has FR");
    DocumentGridSource any = holding(ownForecast("null", "null", "lifecycle")).source();
    assertThat(any.current(DE, Written.NOW)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "points[1] with start \"absent\"; expected one such as | {}",
        "points[1] with start \"noon …\" | {\"start\":\"noon \\n\\u0007 \"}",
        "points[1] off the full 5 minutes | {\"start\":\"2024-05-14T10:00:01Z\"}",
        "points[1] off the full 5 minutes | {\"start\":\"1999-05-14T10:00:00Z\"}"
      })
  void namesTheDamagedRow(String message, String point) throws IOException {
    DocumentGridSource source = holding("{\"schema\":\"carbon-aware/forecast/v1\",\"points\":["
            + "{\"start\":\"2024-05-14T10:00:00Z\",\"gramsPerKwh\":1}," + point + "]}")
        .source();
    assertThatThrownBy(() -> source.current(DE, Written.NOW))
        .hasMessageContaining("grid: holds " + message.replace(" …", ""));
  }

  @Test
  void refusesWhatIsNoZoneKey() throws IOException {
    DocumentGridSource source =
        holding(ownForecast("\"D E\"", "null", "lifecycle")).source();
    assertThatThrownBy(() -> source.current(DE, Written.NOW))
        .hasMessageContaining("holds zone \"D E\", which is no zone key");
  }

  private static String reading(String zone, String grams, String basis, String at, String kind) {
    return "{\"zone\":\"" + zone + "\",\"gramsPerKwh\":" + grams + ",\"basis\":\"" + basis
        + "\",\"at\":\"" + at + "\",\"source\":\"Energy-Charts\",\"ageSeconds\":5,\"kind\":\""
        + kind
        + "\",\"level\":\"low\"}";
  }

  private Written monitor(String... readings) throws IOException {
    return holding("{\"schema\":\"carbon-aware/monitor/v1\",\"readings\":["
        + String.join(",", readings) + "]}");
  }

  @Test
  void readsOurOwnMonitor() throws IOException {
    DocumentGridSource source = monitor(
            reading("DE", "1", "lifecycle", "2024-05-14T09:00:00Z", "measured"),
            reading("DE", "310.5", "lifecycle", "2024-05-14T10:01:07Z", "estimated"),
            reading("DE", "2", "lifecycle", "2024-05-14T09:30:00Z", "measured"),
            reading("FR", "50", "lifecycle", "2024-05-14T10:00:00Z", "whatever"))
        .source();
    Intensity present = source.current(DE, Written.NOW).orElseThrow();
    assertThat(present.gramsPerKwh()).isEqualTo(310.5);
    assertThat(present.at()).isEqualTo("2024-05-14T10:00:00Z");
    assertThat(present.provenance())
        .isEqualTo(new Provenance("grid, from Energy-Charts", Kind.ESTIMATED));
    assertThat(source
            .current(Zone.of("FR"), Written.NOW)
            .orElseThrow()
            .provenance()
            .kind())
        .isEqualTo(Kind.MEASURED);
    assertThat(source.forecast(DE, Written.NOW, DAY)).isEmpty();
    assertThat(source.current(DE, Instant.parse("2024-05-14T11:59:59Z"))).isPresent();
    assertThat(source.current(DE, Instant.parse("2024-05-14T12:00:00Z"))).isEmpty();
  }

  @Test
  void refusesTheReadingsOfAnotherBasisOnly() throws IOException {
    DocumentGridSource source = monitor(
            reading("GB", "1", "direct", "2024-05-14T10:00:00Z", "measured"),
            reading("DE", "2", "lifecycle", "2024-05-14T10:00:00Z", "measured"))
        .source();
    assertThat(source.current(DE, Written.NOW)).isPresent();
    assertThatThrownBy(() -> source.current(Zone.of("GB"), Written.NOW))
        .hasMessageEndingWith("grid: values of basis direct for zone GB read as lifecycle; ask for"
            + " the basis that the document has");
  }

  @Test
  void aMonitorMayKnowNothing() throws IOException {
    assertThat(monitor().source().current(DE, Written.NOW)).isEmpty();
    assertThat(monitor(reading("DE", "null", "lifecycle", "2024-05-14T10:00:00Z", "measured"))
            .source()
            .current(DE, Written.NOW))
        .isEmpty();
  }

  @Test
  void readsTheSdksFileInEveryManner() throws IOException {
    DocumentGridSource source = holding(
            "\ufeff{\"Description\":\"x\",\"Date\":\"y\",\"Emissions\":["
                + "{\"Location\":\"DE\",\"Time\":\"2024-05-14T08:00:11.5092741+00:00\",\"Rating\":\"0.6\","
                + "\"Duration\":\"02:00:00\"},"
                + "{\"Location\":\"DE\",\"Time\":\"2024-05-14T10:00:01\",\"Rating\":70,"
                + "\"Duration\":\"02:00\"},"
                + "{\"Location\":\"US East\",\"Time\":\"2024-05-14T10:00:01\",\"Rating\":1}]}")
        .source();
    assertThat(history(source).toArray()).containsExactly(0.6, 70);
    assertThat(history(source).step()).isEqualTo(Duration.ofHours(2));
    assertThat(history(source).provenance()).isEqualTo(new Provenance("grid", Kind.MEASURED));
    assertThat(source.notes())
        .containsExactly(
            "times without an offset are taken as UTC",
            "ignored, because no zone keys: \"US East\"");
  }

  @Test
  void readsTheBareListAndSmallLetters() throws IOException {
    DocumentGridSource source = holding("[{\"location\":\"DE\",\"time\":\"2024-05-14T10:00:00Z\","
            + "\"rating\":70,\"duration\":\"01:00\"}]")
        .source();
    assertThat(history(source).toArray()).containsExactly(70);
  }

  @Test
  void aFileWithoutLocationsIsOfTheZoneAsked() throws IOException {
    DocumentGridSource source =
        holding("[{\"Time\":\"2024-05-14T10:00:00Z\",\"Rating\":70}]").source();
    assertThat(source.current(Zone.of("FR"), Written.NOW)).isPresent();
    assertThat(source.notes())
        .containsExactly("the document names no location; taken for that of FR");
  }

  @ParameterizedTest
  @CsvSource({"LIFECYCLE,false,false", "DIRECT,false,true", "DIRECT,true,false"})
  void aZeroIsUnknownWhereItMeansNoForecastYet(Basis basis, boolean generated, boolean counts)
      throws IOException {
    DocumentGridSource source = holding(
            "{" + (generated ? "\"GeneratedAt\":\"2024-05-14T09:00:00Z\"," : "")
                + "\"Emissions\":[{\"Time\":\"2024-05-14T10:00:00Z\",\"Rating\":0}]}")
        .source(basis);
    assertThat(source.current(DE, Written.NOW).isPresent()).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Emissions[1] with Time \"never\" | {\"Location\":\"DE\",\"Time\":\"never\"}",
        "Emissions[1] with time \"absent\" | {\"Location\":\"DE\"}",
        "Emissions[1] years away from the others of DE |"
            + " {\"Location\":\"DE\",\"Time\":\"1999-05-14T10:00Z\"}"
      })
  void namesTheDamagedEmission(String message, String row) throws IOException {
    DocumentGridSource source = holding(
            "[{\"Location\":\"DE\",\"Time\":\"2024-05-14T10:00:00Z\",\"Rating\":1}," + row + "]")
        .source();
    assertThatThrownBy(() -> source.current(DE, Written.NOW))
        .hasMessageContaining("grid: holds " + message);
  }

  @Test
  void namesLocationsThatAreNoZones() throws IOException {
    DocumentGridSource source = holding("[{\"Location\":\"US East\"},{\"Location\":\"São Paulo\"},"
            + "{\"Location\":\"a b\"},{\"Location\":\"c d\"},{\"Location\":\"e f\"}]")
        .source();
    assertThatThrownBy(() -> source.current(DE, Written.NOW))
        .hasMessageEndingWith("holds no Location that is a zone key, only \"US East\","
            + " \"São Paulo\", \"a b\" and 2 more");
  }
}
