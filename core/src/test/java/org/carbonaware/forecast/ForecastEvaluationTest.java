package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

class ForecastEvaluationTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** Says of each hour, counted from the grid's first, what a function does. */
  private record Told(IntToDoubleFunction grams, double spread) implements Forecaster {
    Told(IntToDoubleFunction grams) {
      this(grams, -1);
    }

    @Override
    public String model() {
      return "told";
    }

    @Override
    public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
      int first = (int) Duration.between(MadeGrid.START, issuedAt).toHours();
      int steps = (int) horizon.toHours();
      return spread < 0
          ? new Forecast(issuedAt, model(), series(issuedAt, first, steps, 0))
          : new Forecast(
              issuedAt,
              model(),
              series(issuedAt, first, steps, 0),
              Optional.of(series(issuedAt, first, steps, -spread)),
              Optional.of(series(issuedAt, first, steps, spread)));
    }

    private IntensitySeries series(Instant start, int first, int steps, double plus) {
      double[] values = new double[steps];
      Arrays.setAll(values, i -> grams.applyAsDouble(first + i) + plus);
      return IntensitySeries.of(
          Zone.of("DE"),
          Basis.DIRECT,
          new Provenance("told", Provenance.Kind.FORECAST),
          start,
          MadeGrid.HOUR,
          values);
    }
  }

  private static IntensitySeries grid(int hours, IntToDoubleFunction grams) {
    double[] values = new double[hours];
    Arrays.setAll(values, grams);
    return MadeGrid.series(MadeGrid.HOUR, values);
  }

  private static ForecastEvaluation days(int first, int last, int horizonHours) {
    return new ForecastEvaluation(
        MadeGrid.hour(24 * first), MadeGrid.hour(24 * last), DAY, Duration.ofHours(horizonHours));
  }

  private static ForecastScore score(
      ForecastEvaluation evaluation, Forecaster forecaster, IntensitySeries series) {
    return evaluation.of(forecaster, List.of(series)).mean().orElseThrow();
  }

  @Test
  void errorsAreMeansOverAllHoursAndIssuesOfALeadDay() {
    // 10 % too much on even days, 30 % too little on odd ones
    IntToDoubleFunction said = i -> i / 24 % 2 == 0 ? 110 : 70;
    ForecastScore score = score(days(1, 3, 36), new Told(said), grid(24 * 6, i -> 100));
    // issues on days 1, 2, 3: the first day ahead 30, 10, 30; half of the second 10, 30, 10
    assertThat(score.mapePercentByDay()).hasSize(2);
    assertThat(score.mapePercentByDay().get(0)).isCloseTo(70 / 3.0, offset(1e-9));
    assertThat(score.mapePercentByDay().get(1)).isCloseTo(50 / 3.0, offset(1e-9));
    assertThat(score.mapePercent()).isCloseTo((24 * 70 + 12 * 50) / (3 * 36.0), offset(1e-9));
    assertThat(score.coverage80Percent()).isEmpty();
    assertThat(score.rankCorrelation()).isEmpty(); // nothing to tell apart
  }

  @Test
  void theLastIssueMayBeAtTheEndButItsHorizonMustBeKnown() {
    IntensitySeries fiveDays = grid(24 * 5, i -> 100);
    Told told = new Told(i -> 100);
    assertThat(days(0, 2, 24).of(told, List.of(fiveDays)).issues()).isEqualTo(3);
    assertThat(days(0, 9, 24).of(told, List.of(fiveDays)).issues()).isEqualTo(5);
    assertThat(days(0, 9, 25).of(told, List.of(fiveDays)).issues()).isEqualTo(4);
    ForecastEvaluation.Result none = days(5, 9, 24).of(told, List.of(fiveDays));
    assertThat(none.issues()).isZero();
    assertThat(none.mean()).isEmpty();
    assertThat(none.zones().get(0).score()).isEmpty();
  }

  @Test
  void whoeverListensHearsOfEveryIssueOfEveryZone() {
    List<String> heard = new ArrayList<>();
    IntensitySeries fiveDays = grid(24 * 5, i -> 100);
    IntensitySeries threeDays = grid(24 * 3, i -> 100);
    days(0, 9, 24)
        .of(
            new Told(i -> 100),
            List.of(fiveDays, threeDays),
            (done, all) -> heard.add(done + " of " + all));
    assertThat(heard)
        .containsExactly(
            "1 of 8", "2 of 8", "3 of 8", "4 of 8", "5 of 8", "6 of 8", "7 of 8", "8 of 8");
  }

  @Test
  void missingHoursAndHoursOfNothingAreNoErrors() {
    IntensitySeries series =
        grid(48, i -> i % 24 == 3 ? Double.NaN : i % 24 == 4 ? 0 : i % 24 == 5 ? 50 : 100);
    ForecastScore score = score(days(0, 1, 24), new Told(i -> 100, 40), series);
    assertThat(score.mapePercent()).isCloseTo(100 / 22.0, offset(1e-9));
    // of 23 hours the one of 0 g and the one of 50 lie outside 60 to 140
    assertThat(score.coverage80Percent().orElseThrow()).isCloseTo(100 * 21 / 23.0, offset(1e-9));
  }

  @Test
  void hoursOfLessThanAGramCount() {
    ForecastScore score = score(days(0, 1, 24), new Told(i -> 0.6), grid(48, i -> 0.5));
    assertThat(score.mapePercent()).isCloseTo(20, offset(1e-9));
  }

  @Test
  void intervalsIncludeTheirBounds() {
    ForecastScore score =
        score(days(0, 0, 24), new Told(i -> 100, 10), grid(24, i -> 80 + i % 24 * 2));
    assertThat(score.coverage80Percent().orElseThrow()).isCloseTo(100 * 11 / 24.0, offset(1e-9));
  }

  @Test
  void aForecastThatKeepsTheOrderHasNoRegretHoweverFarOffItIs() {
    ForecastScore score =
        score(days(0, 2, 24), new Told(i -> 3 * MadeGrid.GRID[i] + 50), MadeGrid.grid());
    assertThat(score.rankCorrelation().orElseThrow()).isCloseTo(1, offset(1e-12));
    assertThat(score.rankRegretPercent()).isCloseTo(0, offset(1e-9));
    assertThat(score.mapePercent()).isGreaterThan(200);
  }

  @Test
  void theRegretIsWhatTheQuarterChosenByTheForecastEmitsMore() {
    // truth 1..8; the forecast takes the hours of 7 and 3 for the cleanest
    IntensitySeries truth = grid(8, i -> i + 1);
    IntToDoubleFunction said = i -> i == 6 ? 0 : i == 2 ? 1 : 10 + i;
    ForecastScore score = score(
        new ForecastEvaluation(MadeGrid.START, MadeGrid.START, DAY, Duration.ofHours(8)),
        new Told(said),
        truth);
    assertThat(score.rankRegretPercent()).isCloseTo(100 * (10 / 3.0 - 1), offset(1e-9));
  }

  @Test
  void ranksThatAreEqualAreShared() {
    // ranks 0.5 0.5 2 3 and 0 1 2 3: 1 - 0.5 of 5, over the root of 4.5 * 5
    assertThat(Ranks.correlation(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 4})
            .getAsDouble())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), offset(1e-12));
    assertThat(Ranks.correlation(new double[] {1, 2, 3}, new double[] {9, 4, 1}).getAsDouble())
        .isCloseTo(-1, offset(1e-12));
    assertThat(Ranks.correlation(new double[] {1, 2, 3}, new double[] {4, 4, 4}))
        .isEmpty();
  }

  @Test
  void zonesAreAveragedWhateverTheirSize() {
    IntensitySeries exact = grid(48, i -> 100);
    IntensitySeries off = grid(96, i -> 200);
    ForecastEvaluation.Result result = days(0, 3, 24).of(new Told(i -> 100), List.of(exact, off));
    assertThat(result.zones())
        .extracting(ForecastEvaluation.ZoneScore::issues)
        .containsExactly(2, 4);
    assertThat(result.mean().orElseThrow().mapePercent()).isCloseTo(25, offset(1e-9));
    assertThat(result.issues()).isEqualTo(6);
    assertThat(result.model()).isEqualTo("told");
  }

  @Test
  void onlyEarlierRowsAreShown() {
    List<Instant> ends = Collections.synchronizedList(new ArrayList<>());
    Forecaster watching = new Forecaster() {
      @Override
      public String model() {
        return "watching";
      }

      @Override
      public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
        assertThat(history.end()).isEqualTo(issuedAt);
        ends.add(history.end());
        return new Told(i -> 1).forecast(history, issuedAt, horizon);
      }
    };
    days(2, 4, 24).of(watching, List.of(grid(24 * 9, i -> 100)));
    assertThat(ends).hasSize(3);
  }

  @Test
  void theSameScoresEveryTime() {
    List<IntensitySeries> zones = List.of(
        MadeGrid.grid(), MadeGrid.changed(0, 3600, i -> MadeGrid.GRID[3599 - i]), MadeGrid.grid());
    ForecastEvaluation evaluation = days(30, 60, 96);
    Forecaster fresh = Forecasters.withIntervals(new ProfileBlend());
    ForecastEvaluation.Result first = evaluation.of(fresh, zones);
    assertThat(evaluation.of(fresh, zones)).isEqualTo(first);
    assertThat(evaluation.of(Forecasters.withIntervals(new ProfileBlend()), zones))
        .isEqualTo(first);
    assertThat(first.zones().get(2)).isEqualTo(first.zones().get(0));
  }

  @Test
  void refusesTimesThatLeadNowhere() {
    Instant at = MadeGrid.START;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForecastEvaluation(at, at.minusSeconds(1), DAY, DAY))
        .withMessageContaining("not before the beginning");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForecastEvaluation(at, at, Duration.ZERO, DAY))
        .withMessageContaining("time between issues");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForecastEvaluation(at, at, DAY, Duration.ZERO))
        .withMessageContaining("horizon");
  }

  @Test
  void issuesBetweenStepsCountTheStepUnderWayToo() {
    // every 90 minutes: on an hour 24 steps are ahead, at half past 25
    ForecastEvaluation.Result result = new ForecastEvaluation(
            MadeGrid.hour(48), MadeGrid.hour(60), Duration.ofMinutes(90), DAY)
        .of(Forecasters.persistence(), List.of(grid(24 * 5, i -> i < 72 ? 100 : 200)));
    assertThat(result.issues()).isEqualTo(9);
    assertThat(result.mean().orElseThrow().mapePercentByDay()).hasSize(1);
    // an issue at hour 48, 49.5, ... sees the last 0, 1.5 (in 2 steps), 3, ... hours change
    double wrong = 2 + 3 + 5 + 6 + 8 + 9 + 11 + 12;
    assertThat(result.mean().orElseThrow().mapePercent())
        .isCloseTo(50 * wrong / (5 * 24 + 4 * 25), offset(1e-9));
  }

  @Test
  void aZoneOfNothingLeavesTheOthersTheirMean() {
    ForecastScore mean = days(1, 2, 24)
        .of(Forecasters.persistence(), List.of(grid(96, i -> i < 48 ? 80 : 100), grid(96, i -> 0)))
        .mean()
        .orElseThrow();
    assertThat(mean.mapePercent()).isCloseTo(10, offset(1e-9));
    assertThat(mean.mapePercentByDay().get(0)).isCloseTo(10, offset(1e-9));
    ForecastScore nothing = score(days(1, 2, 24), Forecasters.persistence(), grid(96, i -> 0));
    assertThat(nothing.mapePercent()).isNaN();
  }

  @Test
  void issuesBeforeTheSeriesAreLeftOutHoweverManyThereAre() {
    ForecastEvaluation since1900 = new ForecastEvaluation(
        Instant.parse("1900-01-01T00:00:00Z"),
        Instant.parse("2900-01-01T00:00:00Z"),
        Duration.ofHours(1),
        Duration.ofHours(6));
    assertThat(since1900.of(new Told(i -> 100), List.of(grid(12, i -> 100))).issues())
        .isEqualTo(7);
    Duration oneSecond = Duration.ofSeconds(1);
    assertThat(new ForecastEvaluation(
                Instant.parse("1900-01-01T00:00:00Z"),
                Instant.parse("2900-01-01T00:00:00Z"),
                oneSecond,
                Duration.ofHours(6))
            .of(Forecasters.persistence(), List.of(grid(6, i -> 100)))
            .issues())
        .isZero();
  }
}
