package org.carbonaware.grid.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.http.HttpLimits;
import org.junit.jupiter.api.Test;

/**
 * What a source that asks a provider over HTTP must do, beside what every source must. A provider's
 * test extends this class, says how to make the source, and puts rows into its service's words; it
 * then runs the cases of a service that is down, slow, lying or out of quota, and of odd data.
 */
public abstract class HttpGridSourceContract extends HttpFaultsContract {
  private static final Duration DAY = Duration.ofDays(1);

  /** Whether the service means "clean" by 0, or has an outage. */
  protected boolean zeroMeansClean() {
    return false;
  }

  /** The answer of a service that mistook the zone; empty if it does not repeat the zone. */
  protected Optional<String> answerForAnotherZone(HttpUrl question, List<GridRow> rows) {
    return Optional.empty();
  }

  private IntensitySeries lastDay(GridSource source) {
    return source.history(zone(), now().minus(DAY), now());
  }

  private void assertKnowsNothing(GridSource source) {
    assertThat(source.current(zone(), now())).isEmpty();
    assertThat(lastDay(source).mean()).isEmpty();
    assertThat(source.forecast(zone(), now(), DAY)).isEmpty();
  }

  private List<GridRow> changed(UnaryOperator<GridRow> change) {
    return rows().stream().map(change).toList();
  }

  private void assertHistoryIsThatOf(List<GridRow> rows, IntensitySeries history) {
    int compared = 0;
    for (GridRow row : rows) {
      if (!row.start().isBefore(history.start()) && !row.end().isAfter(history.end())) {
        assertThat(history.at(row.start()).orElse(Double.NaN)).isEqualTo(past(row));
        assertThat(history.at(row.end().minusSeconds(1)).orElse(Double.NaN)).isEqualTo(past(row));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  public void tellsWhatTheServiceKnows() {
    serve(rows());
    IntensitySeries history = lastDay(source());
    assertThat(history.step()).isEqualTo(step());
    assertThat(history.size()).isGreaterThanOrEqualTo((int) DAY.dividedBy(step()) - 1);
    assertHistoryIsThatOf(rows(), history);

    IntensitySeries forecast = source().forecast(zone(), now(), DAY).orElseThrow();
    assertThat(forecast.step()).isEqualTo(step());
    assertThat(forecast.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    for (GridRow row : rows()) {
      if (row.start().isAfter(now()) && row.start().isBefore(forecast.end())) {
        assertThat(forecast.at(row.start()).orElseThrow()).isEqualTo(ahead(row));
      }
    }
  }

  @Test
  public void ignoresUnknownFields() throws Exception {
    serve(rows());
    List<Object> plain = answers(source());
    serve(rows(), body -> body.replace("{", "{\"new\":{\"x\":[1,null]},"));
    assertThat(answers(source())).isEqualTo(plain);
  }

  @Test
  public void nullsAreUnknown() {
    serve(changed(row -> row.with(Double.NaN, Double.NaN)));
    assertKnowsNothing(source());
  }

  @Test
  public void aNullBetweenValuesIsUnknown() {
    Instant hole = now().minus(Duration.ofHours(5));
    serve(changed(row -> row.start().isAfter(hole) || !row.end().isAfter(hole)
        ? row
        : row.with(Double.NaN, Double.NaN)));
    IntensitySeries history = lastDay(source());
    assertThat(history.at(hole)).isEmpty();
    assertThat(history.at(hole.plus(step()))).isPresent();
  }

  @Test
  public void anAbsentRowIsUnknown() {
    Instant hole = now().minus(Duration.ofHours(5));
    List<GridRow> rows = new ArrayList<>(rows());
    rows.removeIf(row -> !row.start().isAfter(hole) && row.end().isAfter(hole));
    serve(rows);
    assertThat(lastDay(source()).at(hole)).isEmpty();
    assertThat(lastDay(source()).at(hole.plus(step()))).isPresent();
    assertThat(lastDay(source()).at(hole.minus(step()))).isPresent();
  }

  @Test
  public void emptyListsAreNoFailure() {
    serve(List.of());
    assertKnowsNothing(source());
  }

  @Test
  public void anAnswerForAnotherZoneIsNotUsed() {
    assumeTrue(
        answerForAnotherZone(HttpUrl.get("http://localhost/"), rows()).isPresent(),
        "the service does not repeat the zone");
    serve(question ->
        FakeProvider.json(answerForAnotherZone(question, rows()).orElseThrow()).build());
    assertFails(source(), false, "zone ", zone().key());
  }

  @Test
  public void staleDataIsNotThePresent() {
    serve(GridRow.around(now().minus(Duration.ofDays(10)), step()));
    assertKnowsNothing(source());
  }

  @Test
  public void orderAndRepetitionDoNotMatter() throws Exception {
    serve(rows());
    List<Object> plain = answers(source());
    List<GridRow> rows = new ArrayList<>(rows());
    rows.addAll(rows().subList(rows.size() / 4, rows.size() * 3 / 4));
    Collections.reverse(rows);
    serve(rows);
    assertThat(answers(source())).isEqualTo(plain);
  }

  @Test
  public void contradictionsAreUnknown() {
    Instant at = now().minus(Duration.ofHours(5));
    List<GridRow> rows = new ArrayList<>(rows());
    for (GridRow row : rows()) {
      if (!row.start().isAfter(at) && row.end().isAfter(at)) {
        rows.add(row.with(row.actual() + 100, row.forecast() + 100));
      }
    }
    serve(rows);
    assertThat(lastDay(source()).at(at)).isEmpty();
  }

  @Test
  public void stepsMayDiffer() {
    Instant change = Instant.ofEpochSecond(now().getEpochSecond() / 3600 * 3600 - 36_000);
    Instant begin = change.minus(DAY);
    List<GridRow> rows =
        new ArrayList<>(GridRow.between(begin, change, now(), Duration.ofHours(1)));
    rows.addAll(GridRow.between(change, now().plus(DAY), now(), step()));
    serve(rows);
    IntensitySeries history = lastDay(source());
    assertThat(history.step()).isEqualTo(step());
    assertHistoryIsThatOf(rows, history);
  }

  @Test
  public void daysOfClockChangeHaveTheirHours() {
    ZoneId place = ZoneId.of("Europe/Berlin");
    for (String day : new String[] {"2024-03-31", "2024-10-27"}) {
      Instant from = LocalDate.parse(day).atStartOfDay(place).toInstant();
      Instant to = LocalDate.parse(day).plusDays(1).atStartOfDay(place).toInstant();
      Instant later = to.plus(Duration.ofHours(3));
      serve(GridRow.around(later, step()));
      IntensitySeries history = source(HttpLimits.ofDefaults(), later).history(zone(), from, to);
      assertThat(history.start()).isEqualTo(from);
      assertThat(history.end()).isEqualTo(to);
      assertThat(history.toArray()).doesNotContain(Double.NaN);
    }
  }

  @Test
  public void aForecastMayEndEarly() {
    Instant end = now().plus(Duration.ofHours(7));
    serve(changed(row -> row.start().isBefore(end) ? row : row.with(Double.NaN, Double.NaN)));
    IntensitySeries forecast = source().forecast(zone(), now(), DAY).orElseThrow();
    assertThat(forecast.end()).isBetween(end, end.plus(step()));
    assertThat(forecast.gramsPerKwh(forecast.size() - 1)).isPositive();
  }

  @Test
  public void zerosOfAnOutageAreNotClean() {
    serve(changed(row -> row.with(row.start().isAfter(now()) ? Double.NaN : 0, 0)));
    if (zeroMeansClean()) {
      assertThat(source().current(zone(), now()).orElseThrow().gramsPerKwh()).isZero();
    } else {
      assertKnowsNothing(source());
    }
  }

  @Test
  public void absurdValuesAreUnknown() {
    for (double absurd : new double[] {Double.POSITIVE_INFINITY, -5, 5935}) {
      serve(changed(row -> row.with(row.start().isAfter(now()) ? Double.NaN : absurd, absurd)));
      assertKnowsNothing(source());
    }
  }

  @Test
  public void numbersThatAreNoneAreUnknown() {
    for (String none : new String[] {"NaN", "\"n/a\"", "true", "[]"}) {
      serve(changed(row -> row.with(Double.NaN, Double.NaN)), body -> body.replace("null", none));
      assertKnowsNothing(source());
    }
  }

  @Test
  public void theUsersLocaleDoesNotMatter() throws Exception {
    serve(rows());
    List<Object> plain = answers(source());
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"de-DE", "tr-TR", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(answers(source())).isEqualTo(plain);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
