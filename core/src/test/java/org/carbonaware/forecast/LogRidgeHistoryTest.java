package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.carbonaware.forecast.MadeGrid.FOUR_DAYS;
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
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that are short, gappy, late or not hourly. */
class LogRidgeHistoryTest {
  private static double difference(double[] forecast, double[] other) {
    return IntStream.range(0, forecast.length)
        .mapToDouble(i -> Math.abs(forecast[i] / other[i] - 1))
        .average()
        .orElseThrow();
  }

  @Test
  void isPersistenceForAWeekThenTheBlendForEightThenItself() {
    LogRidge daily = new LogRidge(Duration.ofDays(738), 1);
    for (int issue : new int[] {1, 24, 167}) {
      assertThat(forecast(daily, grid(), hour(issue))).isEqualTo(persistence(hour(issue)));
    }
    for (int issue : new int[] {168, 24 * 30, 24 * 56 - 1}) {
      assertThat(forecast(daily, grid(), hour(issue))).isEqualTo(blend(grid(), hour(issue)));
    }
    assertThat(forecast(daily, grid(), hour(24 * 56))).isNotEqualTo(blend(grid(), hour(24 * 56)));
    // Day 59 is the first on which a week of fits begins after 8 weeks.
    assertThat(ridge(grid(), hour(24 * 59 - 1))).isEqualTo(blend(grid(), hour(24 * 59 - 1)));
    assertThat(ridge(grid(), hour(24 * 59))).isNotEqualTo(blend(grid(), hour(24 * 59)));
  }

  @Test
  void shortGapsHardlyMatter() {
    SplittableRandom random = new SplittableRandom(7);
    IntensitySeries gappy =
        changed(0, GRID.length, i -> random.nextInt(20) == 0 && i != 2999 ? Double.NaN : GRID[i]);
    assertThat(difference(ridge(gappy, hour(3000)), ridge(grid(), hour(3000)))).isLessThan(0.01);
  }

  @Test
  void aLongOutageInThePastIsNotLearnedFrom() {
    int from = 24 * 60;
    IntensitySeries outage = changed(from, from + 240, i -> Double.NaN);
    assertThat(difference(ridge(outage, hour(3000)), ridge(grid(), hour(3000)))).isLessThan(0.05);
  }

  @Test
  void isTheBlendWhereTooMuchIsMissing() {
    Instant at = hour(3000);
    IntensitySeries weekOfGaps = changed(2900, 2943, i -> Double.NaN);
    assertThat(ridge(weekOfGaps, at)).isEqualTo(blend(weekOfGaps, at));
    IntensitySeries less = changed(2900, 2942, i -> Double.NaN);
    assertThat(ridge(less, at)).isNotEqualTo(blend(less, at));
    IntensitySeries nothingToLearn = changed(1, 2832, i -> Double.NaN);
    assertThat(ridge(nothingToLearn, at)).isEqualTo(blend(nothingToLearn, at));
  }

  @Test
  void lateDataAreForecastFromWhereTheyEnd() {
    double[] onTime = ridge(grid(), hour(3000));
    IntensitySeries late = grid().between(START, hour(3000));
    double[] ahead = forecast(new LogRidge(), late, hour(3095));
    assertThat(ahead[0]).isEqualTo(onTime[95]);
    assertThat(ridge(late, hour(3096))).isEqualTo(blend(late, hour(3096)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15, 30})
  void shorterStepsHoldTheExpectationOfTheirHour(int minutes) {
    int perHour = 60 / minutes;
    double[] fine = new double[GRID.length * perHour];
    // Their mean is that of the hour.
    Arrays.setAll(fine, i -> GRID[i / perHour] * (i % 2 == 0 ? 1.2 : 0.8));
    IntensitySeries history = series(Duration.ofMinutes(minutes), fine);
    // The hour under way isn't over, so its known steps count for nothing but themselves.
    Instant at = hour(3000).plus(Duration.ofSeconds(1201));
    IntensitySeries mean = new LogRidge().forecast(history, at, FOUR_DAYS).mean();
    double[] hourly = ridge(grid(), hour(3000));
    assertThat(mean.gramsPerKwh(0)).isEqualTo(history.at(at).orElseThrow());
    for (int i = 1; i < 90 * perHour; i++) {
      int lead = (int) Duration.between(hour(3000), mean.startOf(i)).toHours();
      assertThat(mean.gramsPerKwh(i)).isCloseTo(hourly[lead], withPercentage(1e-9));
    }
  }

  @Test
  void theFirstHourMayBeKnownInPart() {
    double[] fine = new double[GRID.length * 4];
    Arrays.setAll(fine, i -> GRID[i / 4]);
    IntensitySeries whole = series(Duration.ofMinutes(15), fine);
    IntensitySeries cut = whole.between(hour(9).plusSeconds(1800), whole.end());
    assertThat(ridge(cut, hour(3000)))
        .isEqualTo(ridge(whole.between(hour(9), whole.end()), hour(3000)));
  }

  @Test
  void longerStepsHoldTheMeanOfTheirHours() {
    double[] coarse = new double[GRID.length / 3];
    Arrays.setAll(coarse, i -> GRID[3 * i]);
    double[] held = new double[GRID.length];
    Arrays.setAll(held, i -> coarse[i / 3]);
    double[] ahead = ridge(series(Duration.ofHours(3), coarse), hour(3000));
    double[] hourly = ridge(series(HOUR, held), hour(3000));
    assertThat(ahead).hasSize(32);
    for (int i = 0; i < ahead.length; i++) {
      double mean = (hourly[3 * i] + hourly[3 * i + 1] + hourly[3 * i + 2]) / 3;
      assertThat(ahead[i]).isCloseTo(mean, withPercentage(1e-9));
    }
  }

  @Test
  void hoursMayBeginAtHalfPast() {
    IntensitySeries shifted = IntensitySeries.of(
        Zone.of("DE"),
        Basis.DIRECT,
        grid().provenance(),
        START.plus(Duration.ofMinutes(30)),
        HOUR,
        GRID);
    assertThat(ridge(shifted, hour(3000).plus(Duration.ofMinutes(30))))
        .isEqualTo(ridge(grid(), hour(3000)));
  }

  @Test
  void stepsThatDoNotFitIntoHoursGetTheBlend() {
    double[] values = Arrays.copyOf(GRID, 36 * 90);
    IntensitySeries odd = series(Duration.ofMinutes(40), values);
    Instant at = START.plus(Duration.ofDays(89));
    assertThat(ridge(odd, at)).isEqualTo(blend(odd, at));
  }

  record Case(IntensitySeries history, Instant issuedAt, Duration horizon) {}

  // Up to 80 days in steps from 15 minutes to a day, with outages of up to 70 days.
  static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    int[] minutes = {15, 60, 60, 60, 90, 180, 1440};
    return Stream.generate(() -> {
          Duration step = Duration.ofMinutes(minutes[random.nextInt(minutes.length)]);
          double[] values = new double[(int) Duration.ofDays(80).dividedBy(step)];
          Arrays.setAll(values, i -> random.nextInt(20) == 0 ? 0 : random.nextDouble(1, 900));
          for (int outage = random.nextInt(4); outage > 0; outage--) {
            int from = random.nextInt(values.length);
            int length = random.nextInt(values.length * 7 / 8);
            Arrays.fill(values, from, Math.min(values.length, from + length), Double.NaN);
          }
          return new Case(
              series(step, values),
              START.plusSeconds(random.nextLong(82 * 86_400)),
              Duration.ofMinutes(random.nextLong(1, 10_000)));
        })
        .limit(300);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whateverIsMissingItCoversTheHorizonFromThePastOrIsEmpty(Case c) {
    LogRidge ridge = new LogRidge(Duration.ofDays(64));
    IntensitySeries mean = ridge.forecast(c.history, c.issuedAt, c.horizon).mean();
    IntensitySeries past = c.history.between(START, c.issuedAt);
    assertThat(ridge.forecast(past, c.issuedAt, c.horizon).mean()).isEqualTo(mean);
    assertThat(mean.size() > 0).isEqualTo(past.mean().isPresent());
    assertWithin(mean.toArray(), 0, 1800);
    if (mean.size() > 0) {
      assertThat(mean.start()).isBeforeOrEqualTo(c.issuedAt);
      assertThat(mean.end()).isAfterOrEqualTo(c.issuedAt.plus(c.horizon));
    }
  }

  @Test
  void aHistoryWithNothingToLearnFromGetsTheBlend() {
    // On day 100 the fit is 6 days old and made from 56 days, in which nothing is known.
    int issue = 24 * 100;
    int learned = issue - 24 * 62;
    IntensitySeries history =
        changed(0, issue - 24 * 6, i -> i == learned - 12 ? GRID[i] : Double.NaN);
    assertThat(forecast(new LogRidge(Duration.ofDays(64)), history, hour(issue)))
        .isEqualTo(blend(history, hour(issue)));
  }
}
