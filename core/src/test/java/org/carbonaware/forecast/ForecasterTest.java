package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecasterTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static IntensitySeries series(Duration step, double... values) {
    Provenance measured = new Provenance("test", Provenance.Kind.MEASURED);
    return IntensitySeries.of(Zone.of("DE"), Basis.DIRECT, measured, START, step, values);
  }

  private static double[] counting(int size) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> i);
    return values;
  }

  record Case(Forecaster forecaster, IntensitySeries history, Instant issuedAt, Duration horizon) {}

  // Steps from 5 minutes to a day, histories from none to two weeks, stale, gappy and too long.
  static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    int[] minutes = {5, 15, 30, 60, 120, 180, 1440};
    List<Forecaster> forecasters = List.of(
        new Persistence(),
        new Weekly(),
        new ProfileBlend(),
        new ErrorCarry(new ProfileBlend()),
        new LogRidge(),
        new AdaptiveIntervals(new ProfileBlend()));
    return Stream.generate(() -> {
          Duration step = Duration.ofMinutes(minutes[random.nextInt(minutes.length)]);
          int size = random.nextInt((int) Duration.ofDays(14).dividedBy(step) + 1);
          int holes = random.nextInt(1, 8);
          double[] values = new double[size];
          Arrays.setAll(
              values, i -> random.nextInt(8) < holes - 1 ? Double.NaN : random.nextDouble(1, 900));
          Instant issuedAt =
              START.plusSeconds(random.nextLong(-86_400, 20 * 86_400)).plusNanos(random.nextInt(2));
          Duration horizon = Duration.ofMinutes(random.nextLong(1, 6000));
          return new Case(
              forecasters.get(random.nextInt(forecasters.size())),
              series(step, values),
              issuedAt,
              horizon);
        })
        .limit(600);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coversTheHorizonWithoutMissingValuesOrIsEmpty(Case c) {
    Forecast forecast = c.forecaster.forecast(c.history, c.issuedAt, c.horizon);
    IntensitySeries mean = forecast.mean();
    assertThat(forecast.issuedAt()).isEqualTo(c.issuedAt);
    assertThat(forecast.model()).isEqualTo(c.forecaster.model());
    assertThat(mean.provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    assertThat(mean.basis()).isEqualTo(c.history.basis());
    assertThat(mean.zone()).isEqualTo(c.history.zone());
    double[] known = known(c);
    if (known.length == 0) {
      assertThat(mean.size()).isZero();
      return;
    }
    Instant end = c.issuedAt.plus(c.horizon);
    assertThat(mean.start()).isBeforeOrEqualTo(c.issuedAt);
    assertThat(mean.startOf(1)).isAfter(c.issuedAt);
    assertThat(mean.end()).isAfterOrEqualTo(end);
    assertThat(mean.startOf(mean.size() - 1)).isBefore(end);
    double lowest = Arrays.stream(known).min().orElseThrow() - 1e-9;
    double highest = Arrays.stream(known).max().orElseThrow() + 1e-9;
    if (c.forecaster instanceof ErrorCarry) {
      double largestError = highest - lowest;
      highest += largestError;
      lowest = Math.max(0, lowest - largestError);
    }
    assertWithin(mean, lowest, highest);
  }

  private static void assertWithin(IntensitySeries mean, double lowest, double highest) {
    assertThat(mean.toArray())
        .matches(values -> Arrays.stream(values).allMatch(v -> v >= lowest && v <= highest));
  }

  private static double[] known(Case c) {
    IntensitySeries h = c.history;
    return java.util.stream.IntStream.range(0, h.size())
        .filter(i -> h.startOf(i).isBefore(c.issuedAt))
        .mapToDouble(h::gramsPerKwh)
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void looksAtNothingThatStartsAtTheIssueOrLater(Case c) {
    double[] changed = c.history.toArray();
    for (int i = 0; i < changed.length; i++) {
      if (!c.history.startOf(i).isBefore(c.issuedAt)) {
        changed[i] = 12_345;
      }
    }
    IntensitySeries other = series(c.history.step(), changed);
    assertThat(c.forecaster.forecast(other, c.issuedAt, c.horizon))
        .isEqualTo(c.forecaster.forecast(c.history, c.issuedAt, c.horizon));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aLongerHorizonDoesNotChangeTheBeginning(Case c) {
    IntensitySeries near =
        c.forecaster.forecast(c.history, c.issuedAt, c.horizon).mean();
    IntensitySeries far =
        c.forecaster.forecast(c.history, c.issuedAt, c.horizon.multipliedBy(2)).mean();
    assertThat(Arrays.copyOf(far.toArray(), near.size())).isEqualTo(near.toArray());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aConstantGridIsForecastExactly(Case c) {
    double[] constant = new double[c.history.size()];
    Arrays.fill(constant, 435.36);
    Forecast forecast =
        c.forecaster.forecast(series(c.history.step(), constant), c.issuedAt, c.horizon);
    assertThat(Arrays.stream(forecast.mean().toArray()))
        .allSatisfy(v -> assertThat(v).isCloseTo(435.36, offset(1e-9)));
  }

  @Test
  void persistenceRepeatsTheLastDay() {
    IntensitySeries mean = new Persistence()
        .forecast(
            series(HOUR, counting(72)), START.plus(HOUR.multipliedBy(50)), HOUR.multipliedBy(48))
        .mean();
    assertThat(mean.start()).isEqualTo(START.plus(HOUR.multipliedBy(50)));
    for (int i = 0; i < 48; i++) {
      assertThat(mean.gramsPerKwh(i)).isEqualTo(26 + i % 24);
    }
  }

  @Test
  void theStepUnderWayIsTakenAsItIsKnown() {
    Instant issuedAt = START.plus(HOUR.multipliedBy(50)).plusSeconds(600);
    for (Forecaster forecaster : List.of(new Persistence(), new ProfileBlend())) {
      IntensitySeries mean =
          forecaster.forecast(series(HOUR, counting(51)), issuedAt, HOUR).mean();
      assertThat(mean.start()).isEqualTo(START.plus(HOUR.multipliedBy(50)));
      assertThat(mean.size()).isEqualTo(2);
      assertThat(mean.gramsPerKwh(0)).isEqualTo(50);
    }
  }

  @Test
  void persistenceGoesBackADayForAMissingHour() {
    double[] values = counting(48);
    values[30] = Double.NaN;
    IntensitySeries mean = new Persistence()
        .forecast(series(HOUR, values), START.plus(HOUR.multipliedBy(48)), HOUR.multipliedBy(24))
        .mean();
    assertThat(mean.gramsPerKwh(5)).isEqualTo(29);
    assertThat(mean.gramsPerKwh(6)).isEqualTo(6);
  }

  @Test
  void anHourNeverSeenGetsTheLevelOfTheLatestDay() {
    IntensitySeries mean = new Persistence()
        .forecast(series(HOUR, 10, 20, 30), START.plus(HOUR.multipliedBy(3)), HOUR.multipliedBy(24))
        .mean();
    assertThat(mean.gramsPerKwh(0)).isEqualTo(20);
    assertThat(mean.gramsPerKwh(21)).isEqualTo(10);
  }

  @Test
  void theBlendWeighsYesterdayAndTheWeek() {
    double[] values = new double[24 * 10];
    Arrays.setAll(values, i -> 10 * (i / 24) + i % 24); // day d: 10 d + hour
    Instant issuedAt = START.plus(Duration.ofDays(10));
    IntensitySeries mean = new ProfileBlend()
        .forecast(series(HOUR, values), issuedAt, Duration.ofDays(6))
        .mean();
    double[] weights = {0.6, 0.35, 0.2, 0.1, 0.1, 0.1};
    for (int i = 0; i < mean.size(); i++) {
      double a = weights[i / 24];
      // Yesterday was day 9; the mean of days 3 to 9 is day 6.
      assertThat(mean.gramsPerKwh(i)).isCloseTo(a * 90 + (1 - a) * 60 + i % 24, offset(1e-9));
    }
  }

  @Test
  void theBlendUsesTheDaysThereAre() {
    double[] values = new double[48];
    Arrays.setAll(values, i -> i < 24 ? 100 : 200);
    IntensitySeries mean = new ProfileBlend()
        .forecast(series(HOUR, values), START.plus(Duration.ofDays(2)), HOUR)
        .mean();
    assertThat(mean.gramsPerKwh(0)).isCloseTo(0.6 * 200 + 0.4 * 150, offset(1e-9));
  }

  @Test
  void theLatestErrorIsCarriedOnAndHalvedWithEveryHalfLife() {
    double[] values = new double[72];
    Arrays.fill(values, 100);
    values[71] = 180;
    IntensitySeries mean = new ErrorCarry(new Persistence(), Duration.ofHours(6))
        .forecast(series(HOUR, values), START.plus(Duration.ofDays(3)), HOUR.multipliedBy(23))
        .mean();
    for (int i = 0; i < 23; i++) {
      assertThat(mean.gramsPerKwh(i))
          .isCloseTo(100 + 80 * Math.pow(0.5, (i + 1) / 6.0), offset(1e-9));
    }
  }

  @Test
  void anErrorCarriedOnNeverMakesAnIntensityNegative() {
    double[] values = new double[56];
    Arrays.setAll(values, i -> i % 24 < 12 ? 500 : 10);
    values[55] = 0; // 500 less than expected, and clean hours ahead
    double[] mean = new ErrorCarry(new Persistence())
        .forecast(series(HOUR, values), START.plus(HOUR.multipliedBy(56)), HOUR.multipliedBy(24))
        .mean()
        .toArray();
    assertThat(Arrays.stream(mean).min()).hasValue(0);
  }

  @Test
  void refusesAHalfLifeOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorCarry(new Persistence(), Duration.ZERO))
        .withMessageContaining("half-life");
  }

  @Test
  void refusesStepsThatDoNotDivideADay() {
    IntensitySeries odd = series(Duration.ofMinutes(7), 1, 2);
    for (Forecaster forecaster : List.of(new Persistence(), new ProfileBlend())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forecaster.forecast(odd, START, HOUR))
          .withMessageContaining("divides 24 h");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forecaster.forecast(series(HOUR, 1), START, Duration.ZERO));
    }
  }
}
