package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.carbonaware.forecast.MadeGrid.GRID;
import static org.carbonaware.forecast.MadeGrid.HOUR;
import static org.carbonaware.forecast.MadeGrid.START;
import static org.carbonaware.forecast.MadeGrid.assertWithin;
import static org.carbonaware.forecast.MadeGrid.blend;
import static org.carbonaware.forecast.MadeGrid.changed;
import static org.carbonaware.forecast.MadeGrid.forecast;
import static org.carbonaware.forecast.MadeGrid.grid;
import static org.carbonaware.forecast.MadeGrid.hour;
import static org.carbonaware.forecast.MadeGrid.persistence;
import static org.carbonaware.forecast.MadeGrid.ridge;
import static org.carbonaware.forecast.MadeGrid.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.grid.IntensitySeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pooling changes, and what stays as it is without. */
class PooledRidgeTest {
  private static double[] best(IntensitySeries history, Instant at) {
    return forecast(new PooledRidge(), history, at);
  }

  private static double error(double[] forecast, int from) {
    return IntStream.range(0, forecast.length)
        .mapToDouble(i -> Math.abs(forecast[i] / GRID[from + i] - 1))
        .average()
        .orElseThrow();
  }

  // By a second implementation of the recipe, in another language, on the same made grid.
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(1560, new double[] {
          332.262374361, 352.589912030, 270.204808970, 327.976400713, 228.454571297
        }),
        Arguments.of(3000, new double[] {
          161.814948006, 178.926124262, 175.498273187, 284.492078750, 281.255500490
        }),
        Arguments.of(3007, new double[] {
          221.716676006, 225.812991077, 311.983140930, 308.571177439, 426.167279949
        }));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isWhatASecondImplementationSays(int issue, double[] expected) {
    double[] ahead = best(grid(), hour(issue));
    int[] leads = {0, 1, 23, 50, 95};
    for (int i = 0; i < leads.length; i++) {
      assertThat(ahead[leads[i]]).isCloseTo(expected[i], withPercentage(1e-8));
    }
  }

  @Test
  void learnsMoreFromAShortHistoryThanAnHourByItself() {
    double pooled = 0;
    double alone = 0;
    PooledRidge best = new PooledRidge();
    LogRidge ridge = new LogRidge();
    for (int issue = 24 * 62; issue < 24 * 140; issue += 31) {
      pooled += error(forecast(best, grid(), hour(issue)), issue);
      alone += error(forecast(ridge, grid(), hour(issue)), issue);
    }
    assertThat(pooled).isLessThan(0.99 * alone);
  }

  @Test
  void otherHoursOfTheDayTeachItToo() {
    // No lag, level or profile of the issue reaches back that far.
    int issue = 24 * 122;
    IntensitySeries otherPast = changed(300, 1000, i -> i % 24 == 13 ? 1.5 * GRID[i] : GRID[i]);
    assertThat(best(otherPast, hour(issue))).isNotEqualTo(best(grid(), hour(issue)));
    assertThat(best(grid(), hour(issue))).isNotEqualTo(ridge(grid(), hour(issue)));
  }

  @Test
  void anotherScaleGivesTheSameForecastAtThatScale() {
    double[] once = best(grid(), hour(3000));
    double[] threefold = best(changed(0, GRID.length, i -> 3 * GRID[i]), hour(3000));
    for (int i = 0; i < once.length; i++) {
      assertThat(threefold[i]).isCloseTo(3 * once[i], withPercentage(1e-9));
    }
  }

  @Test
  void aConstantGridIsForecastExactlyAndZerosAsLittle() {
    assertWithin(
        best(changed(0, GRID.length, i -> 435.36), hour(3000)), 435.36 - 1e-9, 435.36 + 1e-9);
    assertWithin(best(changed(0, GRID.length, i -> 0), hour(3000)), 0.5, 2);
  }

  @Test
  void aWeekThatRepeatsIsForecastAlmostExactly() {
    double[] weeks = new double[168 * 100];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(weeks, i -> i < 168 ? random.nextDouble(200, 400) : weeks[i - 168]);
    int issue = 168 * 99 + 77;
    double[] ahead = best(series(HOUR, weeks), hour(issue));
    for (int i = 0; i < ahead.length; i++) {
      assertThat(ahead[i]).isCloseTo(weeks[issue + i - 168], withPercentage(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 1560, 2400, 3007})
  void whatTheIssueAndLaterHoldsChangesNoBit(int issue) {
    Instant at = hour(issue);
    double[] expected = best(grid(), at);
    List<IntToDoubleFunction> others = List.of(i -> 12_345, i -> Double.NaN, i -> 0, i -> i);
    for (IntToDoubleFunction other : others) {
      assertThat(best(changed(issue, GRID.length, other), at)).isEqualTo(expected);
    }
    assertThat(best(grid().between(START, at), at)).isEqualTo(expected);
  }

  @Test
  void whatWasAskedBeforeChangesNoBit() {
    PooledRidge used = new PooledRidge();
    IntensitySeries other = changed(0, GRID.length, i -> 500 - Math.min(400, GRID[i]));
    List<double[]> answers = IntStream.range(2800, 2840)
        .parallel()
        .mapToObj(issue -> {
          forecast(used, other, hour(issue));
          return forecast(used, grid(), hour(issue));
        })
        .toList();
    for (int i = 0; i < answers.size(); i += 9) {
      assertThat(answers.get(i)).isEqualTo(best(grid(), hour(2800 + i)));
    }
  }

  @Test
  void historyBeforeItsMemoryChangesNoBit() {
    PooledRidge best = new PooledRidge(Duration.ofDays(70));
    // The latest moment that a fit serves: the 167th hour of its week.
    Instant at = hour(24 * 122 - 1);
    assertThat(forecast(best, grid().between(at.minus(best.memory()), at), at))
        .isEqualTo(forecast(best, grid(), at))
        .isNotEqualTo(best(grid(), at));
  }

  @Test
  void isPersistenceForAWeekThenTheBlendForEightThenItself() {
    assertThat(best(grid(), hour(167))).isEqualTo(persistence(hour(167)));
    assertThat(best(grid(), hour(168))).isEqualTo(blend(grid(), hour(168)));
    // Day 59 is the first on which a week of fits begins after 8 weeks.
    assertThat(best(grid(), hour(24 * 59 - 1))).isEqualTo(blend(grid(), hour(24 * 59 - 1)));
    assertThat(best(grid(), hour(24 * 59))).isNotEqualTo(blend(grid(), hour(24 * 59)));
  }

  @Test
  void gapsHardlyMatterUntilTooMuchIsMissing() {
    SplittableRandom random = new SplittableRandom(7);
    double[] whole = best(grid(), hour(3000));
    double[] gappy =
        best(changed(0, 2999, i -> random.nextInt(20) == 0 ? Double.NaN : GRID[i]), hour(3000));
    double[] outage = best(changed(24 * 60, 24 * 70, i -> Double.NaN), hour(3000));
    for (int i = 0; i < whole.length; i++) {
      assertThat(gappy[i]).isCloseTo(whole[i], withPercentage(10));
      assertThat(outage[i]).isCloseTo(whole[i], withPercentage(15));
    }
    IntensitySeries nothingToLearn = changed(1, 2832, i -> Double.NaN);
    assertThat(best(nothingToLearn, hour(3000))).isEqualTo(blend(nothingToLearn, hour(3000)));
  }

  @Test
  void aMonthOfAllHoursIsTooLittleForAnHour() {
    // On day 125 the fit is 3 days old: some 22 origins at its hour, 100 at all hours.
    IntensitySeries month = changed(1, 3000 - 24 * 33, i -> Double.NaN);
    assertThat(best(month, hour(3000))).isEqualTo(blend(month, hour(3000)));
    IntensitySeries twoMonths = changed(1, 3000 - 24 * 60, i -> Double.NaN);
    assertThat(best(twoMonths, hour(3000))).isNotEqualTo(blend(twoMonths, hour(3000)));
  }

  @ParameterizedTest
  @MethodSource("org.carbonaware.forecast.LogRidgeHistoryTest#cases")
  void whateverIsMissingItCoversTheHorizonFromThePastOrIsEmpty(LogRidgeHistoryTest.Case c) {
    PooledRidge best = new PooledRidge(Duration.ofDays(64));
    IntensitySeries mean = best.forecast(c.history(), c.issuedAt(), c.horizon()).mean();
    IntensitySeries past = c.history().between(START, c.issuedAt());
    assertThat(best.forecast(past, c.issuedAt(), c.horizon()).mean()).isEqualTo(mean);
    assertThat(mean.size() > 0).isEqualTo(past.mean().isPresent());
    assertWithin(mean.toArray(), 0, 1800);
  }

  @Test
  void saysWhatItIsAndHowMuchHistoryItWants() {
    assertThat(new PooledRidge().model()).isEqualTo("best");
    assertThat(new PooledRidge().memory()).isEqualTo(Duration.ofDays(738));
    assertThat(new PooledRidge(Duration.ofDays(64)).memory()).isEqualTo(Duration.ofDays(64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PooledRidge(Duration.ofDays(63)))
        .withMessage("memory of 63 days: expected 64 to 3650 days");
  }
}
