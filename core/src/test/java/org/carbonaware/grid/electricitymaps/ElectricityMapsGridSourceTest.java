package org.carbonaware.grid.electricitymaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.tck.FakeProvider;
import org.carbonaware.grid.tck.GridRow;
import org.carbonaware.grid.tck.HttpGridSourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElectricityMapsGridSourceTest {
  private static final Zone DE = Zone.of("DE");
  private static final Instant NOW = Instant.parse("2024-05-14T10:20:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String LATEST =
      "{\"zone\":\"DE\",\"carbonIntensity\":%s,\"datetime\":\"%s\",\"isEstimated\":%s}";

  private final FakeProvider provider = new FakeProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private GridSource source() {
    return source(Basis.LIFECYCLE);
  }

  private GridSource source(Basis basis) {
    return ElectricityMapsGridSource.at(
        provider.address().resolve("/v3"),
        ApiKey.of("some-key"),
        basis,
        HttpLimits.ofDefaults(),
        InstantSource.fixed(NOW));
  }

  abstract static class Shared extends HttpGridSourceContract {
    abstract Basis basis();

    @Override
    protected GridSource source(URI address, HttpLimits limits, InstantSource clock) {
      return ElectricityMapsGridSource.at(
          address.resolve("/v4"), ApiKey.of(KEY), basis(), limits, clock);
    }

    @Override
    protected boolean needsKey() {
      return true;
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
      return Duration.ofHours(1);
    }

    @Override
    protected String answer(HttpUrl question, List<GridRow> rows) {
      return answer(question, rows, "DE");
    }

    @Override
    protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
      return Optional.of(question.pathSize() < 3 ? "{}" : answer(question, rows, "US-CENT-SWPP"));
    }

    private String answer(HttpUrl question, List<GridRow> rows, String zone) {
      assertThat(question.encodedPath()).startsWith("/v4/carbon-intensity/");
      assertThat(question.queryParameter("disableCallerLookup")).isEqualTo("true");
      assertThat(question.queryParameter("emissionFactorType"))
          .isEqualTo(basis().label());
      List<GridRow> past =
          rows.stream().filter(row -> !row.start().isAfter(newest(rows))).toList();
      return switch (question.pathSegments().get(2)) {
        case "latest" ->
          past.stream()
              .filter(row -> row.start().equals(newest(rows)))
              .findFirst()
              .map(row -> row(row, zone, row.actual()))
              .orElse("{\"zone\":\"" + zone + "\",\"carbonIntensity\":null,\"datetime\":null}");
        case "history" ->
          list(zone, "history", past, row -> row.start().isAfter(newest(rows).minus(DAY)));
        case "past-range" ->
          list(
              zone,
              "data",
              past,
              row -> !row.start().isBefore(Instant.parse(question.queryParameter("start")))
                  && row.start().isBefore(Instant.parse(question.queryParameter("end"))));
        default ->
          rows.stream()
              .filter(row -> row.start().compareTo(newest(rows)) >= 0)
              .map(row -> "{\"carbonIntensity\":" + GridRow.json(row.forecast())
                  + ",\"datetime\":\"" + row.start() + "\"}")
              .collect(Collectors.joining(
                  ",", "{\"zone\":\"" + zone + "\",\"forecast\":[", "],\"updatedAt\":\"x\"}"));
      };
    }

    /** The hour that runs when the rows end in two days. */
    private static Instant newest(List<GridRow> rows) {
      return rows.stream()
          .map(GridRow::start)
          .max(Instant::compareTo)
          .orElse(NOW)
          .minus(Duration.ofDays(2));
    }

    private String list(String zone, String field, List<GridRow> rows, Predicate<GridRow> shown) {
      return rows.stream()
          .filter(shown)
          .map(row -> row(row, zone, row.actual()))
          .collect(Collectors.joining(",", "{\"zone\":\"" + zone + "\",\"" + field + "\":[", "]}"));
    }

    private String row(GridRow row, String zone, double grams) {
      return "{\"zone\":\"" + zone + "\",\"carbonIntensity\":" + GridRow.json(grams)
          + ",\"datetime\":\"" + row.start().toString().replace("Z", ".000Z")
          + "\",\"emissionFactorType\":\"" + basis().label() + "\",\"isEstimated\":false}";
    }
  }

  @Nested
  class Lifecycle extends Shared {
    @Override
    Basis basis() {
      return Basis.LIFECYCLE;
    }
  }

  @Nested
  class Direct extends Shared {
    @Override
    Basis basis() {
      return Basis.DIRECT;
    }

    @Override
    protected boolean zeroMeansClean() {
      return true;
    }
  }

  @Test
  void countsWhatItIsToldAndNothingMarginal() {
    assertThat(source().basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(source(Basis.DIRECT).basis()).isEqualTo(Basis.DIRECT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(Basis.MARGINAL))
        .withMessageContaining("expected lifecycle or direct");
  }

  @ParameterizedTest
  @CsvSource({
    "211, 2024-05-14T10:00:00.000Z, true, ESTIMATED",
    "58.765, 2024-05-14T09:00:00.000Z, false, MEASURED"
  })
  void readsThePresent(double grams, String time, boolean estimated, Kind kind) {
    provider.serve(String.format(LATEST, grams, time, estimated));
    assertThat(source().current(DE, NOW)).hasValueSatisfying(present -> {
      assertThat(present.gramsPerKwh()).isEqualTo(grams);
      assertThat(present.at()).isEqualTo(time);
      assertThat(present.provenance().kind()).isEqualTo(kind);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-05-14T08:00:00.000Z", "2024-05-14T11:00:00.000Z"})
  void whatIsOldOrAheadIsNotThePresent(String time) {
    provider.serve(String.format(LATEST, 211, time, false));
    assertThat(source().current(DE, NOW)).isEmpty();
  }

  @Test
  void refusesValuesOfAnotherBasis() {
    provider.serve(String.format(LATEST, 20, "2024-05-14T10:00:00.000Z", false)
        .replace("}", ",\"emissionFactorType\":\"direct\"}"));
    assertThatThrownBy(() -> source().current(DE, NOW))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("sent direct values of zone DE instead of lifecycle ones");
  }

  @Test
  void saysHowManyValuesAreEstimated() {
    provider.serve("{\"zone\":\"DE\",\"history\":["
        + String.format(LATEST, 1, "2024-05-14T09:00:00Z", false) + ","
        + String.format(LATEST, 2, "2024-05-14T10:00:00Z", true) + "]}");
    IntensitySeries history = source().history(DE, NOW.minus(Duration.ofHours(3)), NOW);
    assertThat(history.toArray()).containsExactly(1, 2);
    assertThat(history.provenance().source()).contains("1 of 2 values estimated");
  }

  @ParameterizedTest
  @CsvSource({"1,6", "6,6", "7,24", "48,48", "49,72", "500,72"})
  void asksForAHorizonThatTheServiceHas(int hours, String asked) {
    provider.serve("{\"zone\":\"DE\",\"forecast\":[]}");
    assertThat(source().forecast(DE, NOW, Duration.ofHours(hours))).isEmpty();
    HttpUrl url = provider.asked().get(0).getUrl();
    assertThat(url.encodedPath()).isEqualTo("/v3/carbon-intensity/forecast");
    assertThat(url.queryParameter("horizonHours")).isEqualTo(asked);
  }

  @Test
  void asksForALongHistoryTenDaysAtATime() {
    provider.serve("{\"zone\":\"DE\",\"history\":[],\"data\":[]}");
    assertThat(source().history(DE, NOW.minus(Duration.ofDays(14)), NOW).size()).isZero();
    assertThat(provider.asked())
        .extracting(request -> request.getUrl().pathSegments().get(2) + " "
            + request.getUrl().queryParameter("start") + " "
            + request.getUrl().queryParameter("end"))
        .containsExactly(
            "history null null",
            "past-range 2024-05-10T10:00:00Z 2024-05-13T11:00:00Z",
            "past-range 2024-04-30T10:00:00Z 2024-05-10T10:00:00Z");
    assertThatThrownBy(() -> source().history(DE, NOW.minus(Duration.ofDays(200)), NOW))
        .hasMessageContaining("asked for 200 days; expected at most 93");
  }

  @Test
  void aPlanWithoutPastRangeStillTellsTheLastDay() {
    String row = String.format(LATEST, 7, "2024-05-14T10:00:00Z", false);
    provider.serve(question -> question.encodedPath().endsWith("history")
        ? FakeProvider.json("{\"zone\":\"DE\",\"history\":[" + row + "]}").build()
        : FakeProvider.json("{\"error\":\"Request unauthorized for zoneKey=DE\"}")
            .code(401)
            .build());
    assertThat(source().history(DE, NOW.minus(Duration.ofDays(5)), NOW).toArray())
        .containsExactly(7);
    assertThatThrownBy(() ->
            source().history(DE, NOW.minus(DAY.multipliedBy(5)), NOW.minus(DAY.multipliedBy(3))))
        .hasMessageContaining("plan does not include past-range");
  }

  /** A refusal's text, the list of zones with its status, whether it passes, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invalid auth-token | - | 0 | false | key is not accepted",
        "Request unauthorized for zoneKey=DE | - | 0 | false | plan does not include latest",
        "Token unauthorized for zoneKey=DE | - | 0 | false | plan does not include latest",
        "Endpoint not available | - | 0 | false | plan does not include latest",
        "no | {\"DE\":{\"access\":[\"carbon-intensity/latest\"]}} | 200 | true | quota",
        "no | {\"DE\":{\"access\":\"*\"}} | 200 | true | quota",
        "no | {\"DE\":{\"access\":[\"carbon-intensity/history\"]}} | 200 | false | plan does not include",
        "no | {\"DE\":{\"zoneName\":\"Germany\"}} | 200 | false | key is not accepted",
        "no | {\"FR\":{},\"PL\":{}} | 200 | false | zone DE; it has FR, PL.",
        "no | {} | 200 | false | no zone at all",
        "no | {} | 401 | false | key is not accepted",
        "no | {} | 500 | false | HTTP 401, access refused"
      })
  void tellsTheMeaningsOfARefusal(
      String text, String zones, int zonesStatus, boolean passes, String said) {
    provider.serve(question -> question.encodedPath().equals("/v3/zones")
        ? FakeProvider.json(zones).code(zonesStatus).build()
        : FakeProvider.json("{\"error\":\"" + text + "\"}").code(401).build());
    GridException refusal =
        catchThrowableOfType(GridException.class, () -> source().current(DE, NOW));
    assertThat(refusal.mayHelpToRetry()).isEqualTo(passes);
    assertThat(refusal).hasMessageContainingAll("Electricity Maps: ", said);
    List<RecordedRequest> asked = provider.asked();
    assertThat(asked).hasSize(zonesStatus == 0 ? 1 : 2);
    assertThat(asked)
        .allSatisfy(
            request -> assertThat(request.getHeaders().get("auth-token")).isEqualTo("some-key"));
  }

  @Test
  void aKeyThatTheServiceSendsBackAsAZoneOrBasisIsNotShown() {
    provider.serve(
        "{\"zone\":\"some-key\",\"carbonIntensity\":1,\"datetime\":\"2024-05-14T10:00Z\"}");
    assertThatThrownBy(() -> source().current(DE, NOW))
        .hasMessageContaining("instead of zone DE")
        .hasMessageNotContaining("some-key");
    provider.serve("{\"zone\":\"DE\",\"carbonIntensity\":1,\"datetime\":\"2024-05-14T10:00Z\","
        + "\"emissionFactorType\":\"some-key\"}");
    assertThatThrownBy(() -> source().current(DE, NOW))
        .hasMessageContaining("instead of lifecycle")
        .hasMessageNotContaining("some-key");
    provider.serve(question -> question.encodedPath().endsWith("/zones")
        ? FakeProvider.json("{\"some-key\":{\"access\":\"*\"}}").build()
        : FakeProvider.json("{}").code(401).build());
    assertThatThrownBy(() -> source().current(DE, NOW))
        .hasMessageContaining("the key's plan does not include")
        .hasMessageNotContaining("some-key");
  }

  @Test
  void provenanceIsOfTheHoursGivenNotOfAllThatWereSent() {
    String row =
        "{\"zone\":\"DE\",\"carbonIntensity\":%d,\"datetime\":\"2024-05-14T%s:00Z\",\"isEstimated\":%s}";
    provider.serve("{\"zone\":\"DE\",\"history\":["
        + String.format(row, 300, "08", false) + ","
        + String.format(row, 310, "09", true) + ","
        + String.format(row, 320, "10", true) + "]}");
    IntensitySeries last = source().history(DE, NOW.minus(Duration.ofMinutes(60)), NOW);
    assertThat(last.toArray()).containsExactly(310, 320);
    assertThat(last.provenance().kind()).isEqualTo(Kind.ESTIMATED);
    IntensitySeries more = source().history(DE, NOW.minus(Duration.ofMinutes(130)), NOW);
    assertThat(more.provenance().source()).isEqualTo("Electricity Maps (2 of 3 values estimated)");
  }
}
