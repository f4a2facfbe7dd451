package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant START = RandomGrids.START;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Costs COSTS =
      new Costs(1000, 100, Duration.ofMinutes(6), Duration.ofMinutes(12));

  private static Policy threshold() {
    return Policies.threshold(300, 300).withMinimumLengths(Duration.ZERO, Duration.ZERO);
  }

  private static Replay on(IntensitySeries trace) {
    return Replay.of(trace, Outlook.none(), ReplaySettings.of(COSTS, HOUR));
  }

  @Test
  void chargesRunningPausingAndChangingByHand() {
    // Runs an hour at 200; saves 6 min and idles 54 min at 400, and idles an hour at 500;
    // comes back in 12 min and runs 48 min at 100, and the last 12 min at 150.
    IntensitySeries trace = RandomGrids.series(HOUR, 200, 400, 500, 100, 150, 150);
    ReplayResult result =
        on(trace).run(threshold(), ReplayJob.of(START, Duration.ofHours(2), Duration.ofHours(20)));
    assertThat(result.activeGrams()).isCloseTo(200 + 0.8 * 100 + 0.2 * 150, offset(1e-9));
    assertThat(result.pausedGrams()).isCloseTo(0.9 * 40 + 50, offset(1e-9));
    assertThat(result.switchGrams()).isCloseTo(0.1 * 400 + 0.2 * 100, offset(1e-9));
    assertThat(result.grams()).isCloseTo(310 + 86 + 60, offset(1e-9));
    assertThat(result.runNowGrams()).isCloseTo(600, offset(1e-9));
    assertThat(result.savedGrams()).isCloseTo(144, offset(1e-9));
    assertThat(result.pauses()).isEqualTo(1);
    assertThat(result.finishedAt()).isEqualTo(START.plus(Duration.ofMinutes(4 * 60 + 12)));
    assertThat(result.delay()).isEqualTo(Duration.ofMinutes(2 * 60 + 12));
    assertThat(result.met()).isTrue();
  }

  @Test
  void chargesWhatWaitingKeepsOfTheHardware() {
    IntensitySeries trace = RandomGrids.series(HOUR, 200, 400, 500, 100, 150, 150);
    ReplaySettings settings = ReplaySettings.of(COSTS.withPausedGramsPerHour(5), HOUR);
    ReplayResult result = Replay.of(trace, Outlook.none(), settings)
        .run(threshold(), ReplayJob.of(START, Duration.ofHours(2), Duration.ofHours(20)));
    assertThat(result.pausedGrams()).isCloseTo(0.9 * 45 + 55, offset(1e-9));
    assertThat(result.switchGrams()).isCloseTo(0.1 * 400 + 0.2 * 100, offset(1e-9));
  }

  @Test
  void chargesTheEnergyOfAChangeApartFromItsTime() {
    IntensitySeries trace = RandomGrids.series(HOUR, 200, 400, 500, 100, 150, 150);
    Costs atOnce = new Costs(1000, 0, Duration.ZERO, Duration.ZERO, 1_800_000, 3_600_000);
    ReplayJob job = ReplayJob.of(START, HOUR.multipliedBy(2), HOUR.multipliedBy(20));
    ReplayResult result =
        Replay.of(trace, Outlook.none(), ReplaySettings.of(atOnce, HOUR)).run(threshold(), job);
    assertThat(result.switchGrams()).isCloseTo(0.5 * 400 + 100, offset(1e-9));
    assertThat(result.activeGrams()).isCloseTo(200 + 100, offset(1e-9));

    Costs slow = new Costs(1000, 0, HOUR.multipliedBy(2), Duration.ZERO, 3_600_000, 0);
    ReplayResult spread =
        Replay.of(trace, Outlook.none(), ReplaySettings.of(slow, HOUR)).run(threshold(), job);
    assertThat(spread.switchGrams()).isCloseTo(0.5 * 400 + 0.5 * 500, offset(1e-9));
  }

  @Test
  void aTrainingThatMayWaitFirstStartsForFree() {
    IntensitySeries trace = RandomGrids.series(HOUR, 400, 500, 100, 400, 150, 150);
    ReplaySettings settings = new ReplaySettings(COSTS, HOUR, HOUR, Duration.ZERO, true);
    ReplayResult result = Replay.of(trace, Outlook.none(), settings)
        .run(threshold(), ReplayJob.of(START, HOUR, HOUR.multipliedBy(20)));
    assertThat(result.pausedGrams()).isCloseTo(40 + 50, offset(1e-9));
    assertThat(result.switchGrams()).isZero();
    assertThat(result.activeGrams()).isCloseTo(100, offset(1e-9));
    assertThat(result.pauses()).isZero();
    assertThat(result.delay()).isEqualTo(HOUR.multipliedBy(2));

    ReplayResult twice = Replay.of(trace, Outlook.none(), settings)
        .run(threshold(), ReplayJob.of(START, HOUR.multipliedBy(2), HOUR.multipliedBy(20)));
    assertThat(twice.pauses()).isEqualTo(1);
    assertThat(twice.switchGrams()).isCloseTo(0.1 * 400 + 0.2 * 150, offset(1e-9));
  }

  @Test
  void noShortestPauseKeepsAWaitingTrainingFromItsFirstStart() {
    IntensitySeries trace = RandomGrids.series(HOUR, 100, 100, 100);
    ReplaySettings settings = new ReplaySettings(COSTS, HOUR, HOUR, Duration.ZERO, true);
    Policy patient = threshold().withMinimumLengths(Duration.ZERO, HOUR.multipliedBy(2));
    ReplayResult result = Replay.of(trace, Outlook.none(), settings)
        .run(patient, ReplayJob.of(START, HOUR, HOUR.multipliedBy(20)));
    assertThat(result.delay()).isZero();
  }

  @Test
  void runningStraightThroughSavesNothingAndDelaysNothing() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 200; i++) {
      IntensitySeries trace = RandomGrids.random(random, HOUR, Duration.ofDays(2));
      Instant start = START.plusSeconds(random.nextLong(-100_000, 200_000));
      Duration work = Duration.ofSeconds(random.nextLong(1, 100_000));
      ReplayResult result = on(trace).run(Policies.runNow(), ReplayJob.of(start, work, HOUR));
      assertThat(result.grams()).isCloseTo(result.runNowGrams(), offset(1e-6));
      assertThat(result.delay()).isZero();
      assertThat(result.pauses()).isZero();
    }
  }

  @Test
  void whereTheTraceHasNoValueItsMeanIsChargedAndTheTrainingRuns() {
    IntensitySeries trace = RandomGrids.series(HOUR, 400, Double.NaN, 100, 400);
    ReplayResult result = on(trace)
        .run(
            threshold(), ReplayJob.of(START.plus(HOUR), Duration.ofHours(2), Duration.ofHours(20)));
    assertThat(result.activeGrams()).isCloseTo(300 + 100, offset(1e-9));
    assertThat(result.pauses()).isZero();
  }

  @Test
  void theSameReplayGivesTheSameResult() {
    IntensitySeries trace =
        RandomGrids.random(new SplittableRandom(7), Duration.ofMinutes(15), Duration.ofDays(4));
    Outlook outlook = Outlook.forecast(new Persistence());
    ReplayJob job = ReplayJob.of(
        START.plus(HOUR.multipliedBy(30)), HOUR.multipliedBy(5), HOUR.multipliedBy(24));
    Replay replay = Replay.of(trace, outlook, ReplaySettings.of(COSTS, Duration.ofMinutes(15)));
    assertThat(replay.run(Policies.plan(), job)).isEqualTo(replay.run(Policies.plan(), job));
  }

  @Test
  void aForecastOutlookSeesNothingThatBeginsNowOrLater() {
    double[] values = new double[96];
    Arrays.setAll(values, i -> i);
    double[] changed = values.clone();
    Arrays.fill(changed, 48, 96, 12_345);
    Outlook outlook = Outlook.forecast(new Persistence());
    Instant now = START.plus(HOUR.multipliedBy(48));
    Optional<IntensitySeries> seen = outlook.at(RandomGrids.series(HOUR, values), now, HOUR);
    assertThat(seen).isPresent();
    assertThat(outlook.at(RandomGrids.series(HOUR, changed), now, HOUR)).isEqualTo(seen);
    assertThat(outlook.at(RandomGrids.series(HOUR, values), START, HOUR)).isEmpty();
  }

  @Test
  void aForecastOutlookSeesAsMuchHistoryAsItsModelRemembers() {
    double[] values = new double[96];
    Arrays.setAll(values, i -> i);
    Instant now = START.plus(HOUR.multipliedBy(90));
    IntensitySeries trace = RandomGrids.series(HOUR, values);
    Forecaster model = new Forecaster() {
      @Override
      public String model() {
        return "length of history";
      }

      @Override
      public Duration memory() {
        return HOUR.multipliedBy(60);
      }

      @Override
      public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
        double[] length = {history.size()};
        return new Forecast(issuedAt, model(), RandomGrids.series(HOUR, length));
      }
    };
    assertThat(Outlook.forecast(model).at(trace, now, HOUR).orElseThrow().gramsPerKwh(0))
        .isEqualTo(60);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplaySettings.of(COSTS, Duration.ZERO))
        .withMessageContaining("expected 0 < decide every <= reaction");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayJob.of(START, Duration.ZERO, HOUR))
        .withMessageContaining("expected durations above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> on(RandomGrids.series(HOUR, Double.NaN)))
        .withMessageContaining("holds no value");
  }
}
