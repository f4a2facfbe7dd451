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
import static org.carbonaware.forecast.MadeGrid.ridge;
import static org.carbonaware.forecast.MadeGrid.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned, and what it must not depend on. */
class LogRidgeTest {
  private static double error(double[] forecast, int from) {
    return IntStream.range(0, forecast.length)
        .mapToDouble(i -> Math.abs(forecast[i] / GRID[from + i] - 1))
        .average()
        .orElseThrow();
  }

  @Test
  void learnsTheWeekendThatABlendOfDaysDoesNotKnow() {
    double learned = 0;
    double blended = 0;
    LogRidge ridge = new LogRidge();
    for (int day = 110; day < 145; day++) {
      learned += error(forecast(ridge, grid(), hour(24 * day)), 24 * day);
      blended += error(blend(grid(), hour(24 * day)), 24 * day);
    }
    assertThat(learned).isLessThan(0.85 * blended);
  }

  @Test
  void aWeekThatRepeatsIsForecastAlmostExactly() {
    double[] weeks = new double[168 * 100];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(weeks, i -> i < 168 ? random.nextDouble(200, 400) : weeks[i - 168]);
    int issue = 168 * 99 + 77;
    double[] ahead = ridge(series(HOUR, weeks), hour(issue));
    for (int i = 0; i < ahead.length; i++) {
      assertThat(ahead[i]).isCloseTo(weeks[issue + i - 168], withPercentage(1));
    }
  }

  @Test
  void anotherScaleGivesTheSameForecastAtThatScale() {
    double[] once = ridge(grid(), hour(3000));
    double[] threefold = ridge(changed(0, GRID.length, i -> 3 * GRID[i]), hour(3000));
    for (int i = 0; i < once.length; i++) {
      assertThat(threefold[i]).isCloseTo(3 * once[i], withPercentage(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 1560, 2400, 3007})
  void whatTheIssueAndLaterHoldsChangesNoBit(int issue) {
    Instant at = hour(issue);
    double[] expected = ridge(grid(), at);
    List<IntToDoubleFunction> others = List.of(i -> 12_345, i -> Double.NaN, i -> 0, i -> i);
    for (IntToDoubleFunction other : others) {
      assertThat(ridge(changed(issue, GRID.length, other), at)).isEqualTo(expected);
    }
    assertThat(ridge(grid().between(START, at), at)).isEqualTo(expected);
  }

  @Test
  void theLastHourBeforeTheIssueCounts() {
    assertThat(ridge(changed(2999, 3000, i -> 2 * GRID[i]), hour(3000))[0])
        .isGreaterThan(1.2 * ridge(grid(), hour(3000))[0]);
  }

  @Test
  void whatWasAskedBeforeChangesNoBit() {
    LogRidge used = new LogRidge();
    IntensitySeries other = changed(0, GRID.length, i -> 500 - Math.min(400, GRID[i]));
    List<double[]> answers = IntStream.range(2800, 2900)
        .parallel()
        .mapToObj(issue -> {
          forecast(used, other, hour(issue));
          return forecast(used, grid(), hour(issue));
        })
        .toList();
    for (int i = 0; i < answers.size(); i += 9) {
      assertThat(answers.get(i)).isEqualTo(ridge(grid(), hour(2800 + i)));
    }
  }

  @Test
  void historyBeforeItsMemoryChangesNoBit() {
    LogRidge ridge = new LogRidge(Duration.ofDays(70));
    Instant at = hour(3000);
    assertThat(forecast(ridge, grid().between(at.minus(ridge.memory()), at), at))
        .isEqualTo(forecast(ridge, grid(), at))
        .isNotEqualTo(ridge(grid(), at));
    // The fit is 3 days old, and learned from 62 days.
    assertThat(forecast(ridge, grid().between(at.minus(Duration.ofDays(65)), at), at))
        .isEqualTo(forecast(ridge, grid(), at));
  }

  @Test
  void aFitServesAWeek() {
    // The weeks of fits begin on Thursdays, the first of them on day 3.
    double[] before = ridge(grid(), hour(24 * 108));
    IntensitySeries otherTuesday =
        changed(24 * 99, 24 * 100, i -> GRID[i] * 1.3); // 9 days ago: no feature of a lag
    assertThat(ridge(otherTuesday, hour(24 * 108))).isNotEqualTo(before);
    LogRidge daily = new LogRidge(Duration.ofDays(738), 1);
    assertThat(forecast(daily, grid(), hour(24 * 108))).isEqualTo(before);
    assertThat(forecast(daily, grid(), hour(24 * 109))).isNotEqualTo(ridge(grid(), hour(24 * 109)));
  }

  @Test
  void fitsAreToldApartByAllTheyAreMadeFrom() {
    KnownHours hours = KnownHours.of(grid(), 3000, 3000);
    KnownHours changed = KnownHours.of(changed(2990, 2991, i -> 7), 3000, 3000);
    KnownHours gap = KnownHours.of(changed(2990, 2991, i -> Double.NaN), 3000, 3000);
    long end = hours.end();
    RidgeData data = new RidgeData(hours, end - 2000, end - 5, 3600);
    RidgeData same = new RidgeData(hours.part(end - 2000, end), end - 2000, end - 5, 3600);
    assertThat(data).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(data)
        .isNotEqualTo(new RidgeData(changed, end - 2000, end - 5, 3600))
        .isNotEqualTo(new RidgeData(gap, end - 2000, end - 5, 3600))
        .isNotEqualTo(new RidgeData(hours, end - 2001, end - 5, 3600))
        .isNotEqualTo(new RidgeData(hours, end - 2000, end - 6, 3600))
        .isNotEqualTo(new RidgeData(hours, end - 2000, end - 5, 0));
    assertThat(new RidgeData(gap, end - 2000, end - 5, 0))
        .isEqualTo(new RidgeData(gap, end - 2000, end - 5, 0));
  }

  @Test
  void repeatsTheFourthDayBeyondIt() {
    double[] week =
        new LogRidge().forecast(grid(), hour(3000), Duration.ofDays(7)).mean().toArray();
    assertThat(Arrays.copyOf(week, 96)).isEqualTo(ridge(grid(), hour(3000)));
    for (int i = 96; i < week.length; i++) {
      assertThat(week[i]).isEqualTo(week[i - 24]);
    }
  }

  @Test
  void staysBetweenHalfTheLeastAndTwiceTheMost() {
    // Dirty days after clean ones and clean ones after dirty; then hours dirtier than any before.
    SplittableRandom random = new SplittableRandom(3);
    double[] days = new double[125];
    Arrays.setAll(days, day -> random.nextDouble(-0.3, 0.3) - (day == 0 ? 0 : 0.8 * days[day - 1]));
    IntensitySeries swinging = changed(0, 3000, i -> 1000 * Math.exp(i < 2994 ? days[i / 24] : 10));
    double lowest =
        Arrays.stream(swinging.toArray()).limit(3000).skip(3000 - 1344).min().orElseThrow();
    assertThat(Arrays.stream(ridge(swinging, hour(3000))).min().orElseThrow())
        .isCloseTo(lowest / 2, withPercentage(1e-9));
    IntensitySeries zeros = changed(0, GRID.length, i -> i % 24 < 12 ? 0 : 700);
    assertWithin(ridge(zeros, hour(3000)), 0.5, 1400);
  }

  @Test
  void weekdaysAreThoseOfTheStandardTime() {
    // 1970-01-01 was a Thursday, weekday 0.
    assertThat(RidgeData.weekday(0, 0)).isZero();
    assertThat(RidgeData.weekday(23, 0)).isZero();
    assertThat(RidgeData.weekday(23, 3600)).isEqualTo(1);
    assertThat(RidgeData.weekday(18, 19_800)).isZero();
    assertThat(RidgeData.weekday(19, 19_800)).isEqualTo(1);
    assertThat(RidgeData.weekday(4, -5 * 3600)).isEqualTo(6);
    IntensitySeries elsewhere =
        IntensitySeries.of(Zone.of("AU-QLD"), Basis.DIRECT, grid().provenance(), START, HOUR, GRID);
    IntensitySeries unknown = IntensitySeries.of(
        Zone.of("nowhere-at-all"), Basis.DIRECT, grid().provenance(), START, HOUR, GRID);
    // At 20 UTC it is tomorrow in Queensland; at 03 UTC it is today everywhere.
    assertThat(ridge(elsewhere, hour(3000 + 20))).isNotEqualTo(ridge(unknown, hour(3000 + 20)));
    assertThat(ridge(elsewhere, hour(3000 + 3))).isEqualTo(ridge(unknown, hour(3000 + 3)));
  }

  @Test
  void saysHowMuchHistoryItWants() {
    assertThat(new LogRidge().memory()).isEqualTo(Duration.ofDays(738));
    assertThat(new LogRidge(Duration.ofDays(64)).memory()).isEqualTo(Duration.ofDays(64));
    assertThat(new ErrorCarry(new LogRidge()).memory()).isEqualTo(Duration.ofDays(738));
    assertThat(new ProfileBlend().memory()).isEqualTo(Duration.ofDays(14));
    for (int days : new int[] {0, 63, 3651}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LogRidge(Duration.ofDays(days)))
          .withMessage("memory of " + days + " days: expected 64 to 3650 days");
    }
  }

  @Test
  void aConstantGridIsForecastExactly() {
    assertWithin(
        ridge(changed(0, GRID.length, i -> 435.36), hour(3000)), 435.36 - 1e-9, 435.36 + 1e-9);
  }
}
