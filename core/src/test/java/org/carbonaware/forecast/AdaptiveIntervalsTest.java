package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.grid.IntensitySeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveIntervalsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static Forecaster intervals() {
    return new AdaptiveIntervals(new Persistence());
  }

  /** Days that are all of one value, the exponential of what is given. */
  private static IntensitySeries days(int count, IntToDoubleFunction logOfDay) {
    double[] values = new double[24 * count];
    Arrays.setAll(values, i -> Math.exp(logOfDay.applyAsDouble(i / 24)));
    return MadeGrid.series(MadeGrid.HOUR, values);
  }

  /** Days between 100 g and what differs from it by the errors that persistence makes. */
  private static double zigzag(double[] errors, int day) {
    double log = Math.log(100);
    for (int i = 1; i <= day; i++) {
      log += (i % 2 == 0 ? -1 : 1) * errors[i];
    }
    return log;
  }

  /** ln of how far p90 is above the mean at a step. */
  private static double width(Forecast forecast, int step) {
    return Math.log(
        forecast.p90().orElseThrow().gramsPerKwh(step) / forecast.mean().gramsPerKwh(step));
  }

  @Test
  void fourFifthsOfTheKnownErrorsLieWithin() {
    double[] errors = new double[21];
    Arrays.setAll(errors, i -> i * 7 % 20 / 100.0); // 0.00 to 0.19 in some order, after the first
    errors[20] = 0.0;
    IntensitySeries history = days(21, day -> zigzag(errors, day));
    Forecast forecast = intervals().forecast(history, history.end(), DAY);
    // 20 issues are known; the 17th of their errors in order: ceil(0.8 * 21)
    for (int step = 0; step < 24; step++) {
      assertThat(width(forecast, step)).isCloseTo(0.16, offset(1e-9));
      double p10 = forecast.p10().orElseThrow().gramsPerKwh(step);
      assertThat(Math.log(p10 / forecast.mean().gramsPerKwh(step))).isCloseTo(-0.16, offset(1e-9));
    }
  }

  @Test
  void onlyTheLast180KnownIssuesCount() {
    double[] errors = new double[400];
    Arrays.setAll(errors, i -> i < 400 - 180 - 91 ? 5 : 0.1); // those followed do not know others
    IntensitySeries history = days(400, day -> zigzag(errors, day));
    assertThat(width(intervals().forecast(history, history.end(), DAY), 0))
        .isCloseTo(0.1, offset(1e-9));
  }

  @Test
  void missesOfLateWidenWhatMissesLongAgoDoNot() {
    double[] early = new double[81];
    double[] late = new double[81];
    for (int i = 1; i <= 80; i++) {
      early[i] = i <= 16 ? 1 : 0.01 * (i % 10);
      late[81 - i] = early[i];
    }
    IntensitySeries missedEarly = days(81, day -> zigzag(early, day));
    IntensitySeries missedLate = days(81, day -> zigzag(late, day));
    assertThat(width(intervals().forecast(missedEarly, missedEarly.end(), DAY), 0))
        .isLessThan(0.1);
    assertThat(width(intervals().forecast(missedLate, missedLate.end(), DAY), 0))
        .isCloseTo(1, offset(1e-9));
  }

  @Test
  void noIntervalWithoutAKnownIssueAndAWideOneOnTheSecondDay() {
    SplittableRandom random = new SplittableRandom(42);
    double[] values = random.doubles(24 * 4, 100, 200).toArray();
    IntensitySeries four = MadeGrid.series(MadeGrid.HOUR, values);
    Forecast first = intervals().forecast(four, MadeGrid.hour(24), MadeGrid.FOUR_DAYS);
    assertThat(first.mean().size()).isEqualTo(96);
    assertThat(first.p10()).isEmpty();
    Forecast second = intervals().forecast(four, MadeGrid.hour(48), MadeGrid.FOUR_DAYS);
    for (int step = 0; step < 96; step++) {
      assertThat(width(second, step)).isBetween(0.05, 1.0);
    }
    // nothing is known of the second day ahead but what is near its beginning
    double widest = 0;
    for (int step = 0; step < 30; step++) {
      widest = Math.max(widest, width(second, step));
    }
    assertThat(width(second, 30)).isCloseTo(widest, offset(1e-9));
    assertThat(width(second, 95)).isCloseTo(widest, offset(1e-9));
  }

  @Test
  void stepsNearByAreNotThoseAtTheOtherEnd() {
    // Persistence errs the more the later in the day: 0 at midnight, at most before midnight.
    double[] values = new double[24 * 6];
    Arrays.setAll(values, i -> 100 * Math.exp((i / 24 % 2) * (i % 24) / 24.0));
    Forecast forecast =
        intervals().forecast(MadeGrid.series(MadeGrid.HOUR, values), MadeGrid.hour(24 * 6), DAY);
    assertThat(width(forecast, 0)).isLessThan(0.2);
    assertThat(width(forecast, 23)).isGreaterThan(0.8);
  }

  @Test
  void aGridThatIsKnownExactlyHasNoWidth() {
    IntensitySeries flat = days(40, day -> 5);
    Forecast forecast = intervals().forecast(flat, flat.end(), MadeGrid.FOUR_DAYS);
    assertThat(forecast.p10().orElseThrow().toArray()).isEqualTo(forecast.mean().toArray());
    assertThat(forecast.p90().orElseThrow().toArray()).isEqualTo(forecast.mean().toArray());
  }

  @Test
  void intervalsStayAtZeroOrMoreOnAGridThatIsCleanAtTimes() {
    double[] values = new double[24 * 60];
    Arrays.setAll(values, i -> i / 24 % 3 == 0 ? 0 : 50);
    Forecast forecast =
        intervals().forecast(MadeGrid.series(MadeGrid.HOUR, values), MadeGrid.hour(24 * 58), DAY);
    assertThat(forecast.mean().gramsPerKwh(0)).isZero();
    assertThat(forecast.p10().orElseThrow().gramsPerKwh(0)).isZero();
    assertThat(forecast.p90().orElseThrow().gramsPerKwh(0)).isCloseTo(49, offset(1e-9));
  }

  @Test
  void fourOfFiveValuesOfAMadeGridLieWithin() {
    ForecastScore score = new ForecastEvaluation(
            MadeGrid.hour(24 * 70), MadeGrid.hour(24 * 145), DAY, MadeGrid.FOUR_DAYS)
        .of(new AdaptiveIntervals(new ProfileBlend()), List.of(MadeGrid.grid()))
        .mean()
        .orElseThrow();
    assertThat(score.coverage80Percent().orElseThrow()).isBetween(75.0, 85.0);
  }

  @Test
  void keepsTheExpectationsAndTheNameOfTheOther() {
    Instant at = MadeGrid.hour(24 * 100 + 7);
    Forecast without = new ProfileBlend().forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS);
    Forecast with =
        new AdaptiveIntervals(new ProfileBlend()).forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS);
    assertThat(with.mean()).isEqualTo(without.mean());
    assertThat(with.model()).isEqualTo("climatology");
    assertThat(with.p90().orElseThrow().provenance().source()).startsWith("p90 of climatology");
  }

  @Test
  void anIntervalDoesNotDependOnTheHorizon() {
    // with few issues, with many, and between two steps
    double[] values = new double[24 * 320];
    SplittableRandom random = new SplittableRandom(42);
    Arrays.setAll(values, i -> random.nextDouble(100, 200));
    IntensitySeries history = MadeGrid.series(MadeGrid.HOUR, values);
    Forecaster forecaster = new AdaptiveIntervals(new ProfileBlend());
    for (int minutes : new int[] {6 * 1440, 120 * 1440 + 30, 310 * 1440, 310 * 1440 + 330}) {
      Instant at = MadeGrid.START.plus(Duration.ofMinutes(minutes));
      Forecast far = forecaster.forecast(history, at, Duration.ofDays(6));
      for (int hours : new int[] {1, 5, 24, 30, 96}) {
        Forecast near = forecaster.forecast(history, at, Duration.ofHours(hours));
        assertThat(near.p10().orElseThrow().toArray())
            .as("%d minutes, %d hours", minutes, hours)
            .isEqualTo(
                Arrays.copyOf(far.p10().orElseThrow().toArray(), near.mean().size()));
      }
    }
  }

  @Test
  void aNearHorizonAskedForFirstShowsInNoLaterOne() {
    Instant at = MadeGrid.hour(24 * 120);
    Forecaster used = new AdaptiveIntervals(new ProfileBlend());
    used.forecast(MadeGrid.grid(), at, Duration.ofHours(1));
    assertThat(used.forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS))
        .isEqualTo(new AdaptiveIntervals(new ProfileBlend())
            .forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS));
  }

  @Test
  void theStepUnderWayIsKnown() {
    Instant at = MadeGrid.hour(24 * 120).plusSeconds(1800);
    Forecast forecast =
        new AdaptiveIntervals(new ProfileBlend()).forecast(MadeGrid.grid(), at, DAY);
    assertThat(width(forecast, 0)).isZero();
    assertThat(width(forecast, 1)).isPositive();
  }

  @Test
  void moreThanAFortnightAheadTheWidestHolds() {
    Instant at = MadeGrid.hour(24 * 120);
    Forecast far = new AdaptiveIntervals(new ProfileBlend())
        .forecast(MadeGrid.grid(), at, Duration.ofDays(20));
    double widest = 0;
    for (int step = 0; step < 24 * 14; step++) {
      widest = Math.max(widest, width(far, step));
    }
    for (int step = 24 * 14; step < 24 * 20; step++) {
      assertThat(width(far, step)).isCloseTo(widest, offset(1e-9));
    }
  }

  @Test
  void whatComesAfterTheIssueShowsInNothing() {
    for (int minutes : new int[] {100 * 1440, 100 * 1440 + 30}) {
      Instant at = MadeGrid.START.plus(Duration.ofMinutes(minutes));
      int begun = minutes / 60 + (minutes % 60 == 0 ? 0 : 1);
      IntensitySeries changed = MadeGrid.changed(begun, MadeGrid.GRID.length, i -> 7);
      Forecaster used = new AdaptiveIntervals(new ProfileBlend());
      Forecast expected = used.forecast(MadeGrid.grid(), at, MadeGrid.FOUR_DAYS);
      assertThat(used.forecast(changed, at, MadeGrid.FOUR_DAYS)).isEqualTo(expected);
      assertThat(used.forecast(MadeGrid.grid().between(MadeGrid.START, at), at, MadeGrid.FOUR_DAYS))
          .isEqualTo(expected);
    }
  }

  @Test
  void whatWasAskedBeforeShowsInNothing() {
    Forecaster used = new AdaptiveIntervals(new LogRidge(Duration.ofDays(64)));
    IntensitySeries revised = MadeGrid.changed(24 * 60, 24 * 61, i -> 500);
    for (int day : new int[] {90, 91, 100, 90}) {
      Instant at = MadeGrid.hour(24 * day);
      for (IntensitySeries history : new IntensitySeries[] {MadeGrid.grid(), revised}) {
        assertThat(used.forecast(history, at, MadeGrid.FOUR_DAYS))
            .isEqualTo(new AdaptiveIntervals(new LogRidge(Duration.ofDays(64)))
                .forecast(history, at, MadeGrid.FOUR_DAYS));
      }
    }
  }

  @Test
  void historyBeyondItsMemoryChangesNothing() {
    double[] values = new double[24 * 400];
    SplittableRandom random = new SplittableRandom(42);
    Arrays.setAll(values, i -> random.nextDouble(100, 200));
    IntensitySeries history = MadeGrid.series(MadeGrid.HOUR, values);
    Forecaster forecaster = intervals();
    Instant at = MadeGrid.hour(24 * 390 + 5);
    IntensitySeries remembered = history.between(at.minus(forecaster.memory()), at);
    assertThat(remembered.size()).isEqualTo(24 * (14 + 274));
    assertThat(forecaster.forecast(remembered, at, MadeGrid.FOUR_DAYS))
        .isEqualTo(forecaster.forecast(history, at, MadeGrid.FOUR_DAYS));
  }

  /**
   * The rule written down again, for a series of one step a day and persistence: how wide the
   * interval of a day ahead is.
   */
  private static double ruled(double[] values, int lead) {
    int oldest = Math.min(270 + 4, values.length);
    double[] errors = new double[400]; // by age of the issue
    for (int age = 0; age < errors.length; age++) {
      int said = values.length - age - 1;
      errors[age] = age <= lead || said < 0
          ? Double.NaN
          : Math.abs(StrictMath.log(values[said + 1 + lead]) - StrictMath.log(values[said]));
    }
    int delay = lead + 1;
    int begin = Math.min(90 + delay, oldest);
    double[] shares = new double[400];
    Arrays.fill(shares, 0.2);
    for (int age = begin; age >= 0; age--) {
      double[] before = sorted(errors, age + 2 * delay, lead);
      double error = age + delay <= oldest ? errors[age + delay] : Double.NaN;
      double missed = 0.2;
      if (before.length >= 20 && !Double.isNaN(error)) {
        missed = error > before[rank(before.length, shares[age + delay])] ? 1 : 0;
      }
      shares[age] = Math.max(0.02, Math.min(0.6, shares[age + 1] + 0.1 * (0.2 - missed)));
    }
    double[] known = sorted(errors, delay, lead);
    return known.length < 5 ? Double.NaN : known[rank(known.length, shares[0])];
  }

  private static double[] sorted(double[] errors, int from, int lead) {
    int to = Math.min(270 + lead + 2, from + 180);
    return Arrays.stream(errors, Math.min(from, to), to)
        .filter(error -> error >= 0)
        .sorted()
        .toArray();
  }

  private static int rank(int count, double share) {
    int rank = (int) Math.ceil((count + 1) * (1 - share));
    return Math.max(1, Math.min(count, rank)) - 1;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.98, 1, 1.01, 1.02})
  void widthsAreThoseOfTheRuleWrittenDownAgain(double growth) {
    // restless days become calm or calm ones restless, and a third of the errors are equal
    SplittableRandom random = new SplittableRandom(42);
    double[] values = new double[420];
    for (int i = 0; i < values.length; i++) {
      double spread = 0.3 * Math.pow(growth, growth < 1 ? i : i - values.length);
      values[i] = random.nextInt(3) > 0 || i == 0
          ? 500 * Math.exp(spread * random.nextDouble(-1, 1))
          : values[i - 1];
    }
    for (int days = 1; days <= values.length; days += days < 50 ? 1 : 7) {
      double[] first = Arrays.copyOf(values, days);
      IntensitySeries history = MadeGrid.series(DAY, first);
      Forecast forecast = intervals().forecast(history, history.end(), MadeGrid.FOUR_DAYS);
      assertThat(forecast.p90().isPresent()).as("%d days", days).isEqualTo(ruled(first, 0) >= 0);
      double widest = 0;
      for (int lead = 0; lead < 4 && forecast.p90().isPresent(); lead++) {
        double ruled = ruled(first, lead);
        double expected = Double.isNaN(ruled) ? widest : ruled;
        assertThat(width(forecast, lead))
            .as("%d days, lead %d", days, lead)
            .isCloseTo(expected, offset(1e-9));
        widest = Math.max(widest, expected);
      }
    }
  }
}
