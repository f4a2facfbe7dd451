package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;

/** What the plan is worth when its outlook is right. */
class PlannedReplayTest {
  private static final Duration STEP = Duration.ofMinutes(5);

  private static IntensitySeries spikes(SplittableRandom random) {
    double[] values = new double[24 * 12];
    int rarity = random.nextInt(2, 8);
    Arrays.setAll(values, i -> random.nextInt(rarity) == 0 ? random.nextDouble(900) : 100);
    return RandomGrids.series(STEP, values);
  }

  /** Spikes of 5 minutes, checkpoints and restores of up to 40: a pause can't dodge a spike. */
  @Test
  void seldomEmitsMoreThanRunningStraightThroughEvenIfChangesTakeLongerThanSpikes() {
    SplittableRandom random = new SplittableRandom(42);
    int worse = 0;
    double saved = 0;
    double runNow = 0;
    int cases = 600;
    for (int i = 0; i < cases; i++) {
      Costs costs = new Costs(
          1000,
          random.nextDouble(200),
          Duration.ofSeconds(random.nextLong(2400)),
          Duration.ofSeconds(random.nextLong(2400)));
      ReplayJob job = ReplayJob.of(
          RandomGrids.START,
          Duration.ofMinutes(random.nextLong(20, 480)),
          Duration.ofMinutes(random.nextLong(720)));
      ReplayResult result = Replay.of(
              spikes(random), Outlook.perfect(), ReplaySettings.of(costs, STEP))
          .run(Policies.plan(), job);
      assertThat(result.met()).isTrue();
      worse += result.grams() > result.runNowGrams() * (1 + 1e-9) ? 1 : 0;
      saved += result.savedGrams();
      runNow += result.runNowGrams();
    }
    String summary = "%d of %d replays emit more than running straight through; %.2f %% saved"
        .formatted(worse, cases, 100 * saved / runNow);
    // Were changes taken as instant, a fifth would.
    assertThat(worse).as(summary).isLessThan(cases / 40);
    assertThat(saved).as(summary).isGreaterThan(0.04 * runNow);
  }

  /** Hour by hour with free pauses nothing is left to do better. */
  @Test
  void onAPerfectForecastAnHourlyPlanIsTheOptimum() {
    SplittableRandom random = new SplittableRandom(43);
    Duration hour = Duration.ofHours(1);
    Costs free = new Costs(1000, 0, Duration.ZERO, Duration.ZERO);
    for (int i = 0; i < 40; i++) {
      int work = random.nextInt(2, 25);
      double[] hours = random.doubles(work + random.nextInt(60), 100, 500).toArray();
      ReplayJob job = ReplayJob.of(
          RandomGrids.START, hour.multipliedBy(work), hour.multipliedBy(hours.length - work));
      ReplayResult result = Replay.of(
              RandomGrids.series(hour, hours), Outlook.perfect(), ReplaySettings.of(free, hour))
          .run(Policies.plan(0), job);
      assertThat(result.met()).isTrue();
      double least = Optimum.interruptible(hours, work).grams();
      assertThat(result.grams()).isCloseTo(least, offset(1e-6 * least));
    }
  }
}
