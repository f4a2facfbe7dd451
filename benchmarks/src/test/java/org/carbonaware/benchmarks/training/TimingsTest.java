package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The method is tried on times whose truth is known, with the noise of a shared computer. */
class TimingsTest {
  private static final int GROUPS = Pace.GROUPS;
  private static final int ROUNDS = GROUPS * 30;
  private static final int TRIALS = 250;
  private static final double PLANTED = 1.005;

  /**
   * Speed drifts by a few percent as clocks and neighbours do, each turn has noise of its own of 3
   * %, and in one turn of 25 something else takes the processor for up to twice the turn's time.
   */
  private static Timings made(SplittableRandom random) {
    Map<Arm, double[]> nanos = new EnumMap<>(Arm.class);
    for (Arm arm : new Arm[] {Arm.BARE, Arm.BARE_AGAIN, Arm.PLANTED}) {
      nanos.put(arm, new double[ROUNDS]);
    }
    double drift = 0;
    for (int i = 0; i < ROUNDS; i++) {
      drift = 0.98 * drift + 0.01 * normal(random);
      double speed = 1e6 * Math.exp(drift + 0.05 * Math.sin(i / 300.0));
      for (Map.Entry<Arm, double[]> each : nanos.entrySet()) {
        double taken = random.nextInt(25) == 0 ? 2 * random.nextDouble() : 0;
        double added = each.getKey() == Arm.PLANTED ? PLANTED : 1;
        each.getValue()[i] = speed * (added + taken + 0.03 * Math.abs(normal(random)));
      }
    }
    return new Timings(GROUPS, nanos);
  }

  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private interface Judge {
    Estimate of(Timings timings);
  }

  /** In how many of all trials an interval holds a value. */
  private static double share(Judge judge, double value) {
    SplittableRandom random = new SplittableRandom(42);
    int held = 0;
    for (int i = 0; i < TRIALS; i++) {
      Estimate estimate = judge.of(made(random));
      held += estimate.low() <= value && value <= estimate.high() ? 1 : 0;
    }
    return held / (double) TRIALS;
  }

  @Test
  void theIntervalOfNothingHoldsOneInNineteenOfTwentyCases() {
    assertThat(share(times -> times.ratio(Arm.BARE_AGAIN, Arm.BARE), 1)).isBetween(0.93, 0.98);
    assertThat(share(times -> times.meanRatio(Arm.BARE_AGAIN, Arm.BARE), 1)).isBetween(0.92, 0.99);
  }

  @Test
  void halfAPercentIsFoundAndNotTakenForNothing() {
    double asPlanted = share(
        times -> times.ratio(Arm.PLANTED, Arm.BARE),
        1 + (PLANTED - 1) / 1.025); // of all, with noise
    assertThat(asPlanted).isBetween(0.92, 0.99);
    assertThat(share(times -> times.ratio(Arm.PLANTED, Arm.BARE), 1)).isLessThan(0.05);
  }

  @Test
  void theTypicalTurnIsKnownFarBetterThanTheMean() {
    Timings times = made(new SplittableRandom(7));
    Estimate typical = times.ratio(Arm.BARE_AGAIN, Arm.BARE);
    Estimate mean = times.meanRatio(Arm.BARE_AGAIN, Arm.BARE);
    assertThat(typical.high() - typical.low()).isLessThan(0.006);
    assertThat(mean.high() - mean.low()).isGreaterThan(3 * (typical.high() - typical.low()));
  }

  @Test
  void theMiddleHalfIsWhatIsMeantByTypical() {
    assertThat(Timings.middle(new double[] {100, 1, 2, 3, 4, 5, -50, 0})).isEqualTo(2.5);
    assertThat(Timings.middle(new double[] {3})).isEqualTo(3);
  }
}
