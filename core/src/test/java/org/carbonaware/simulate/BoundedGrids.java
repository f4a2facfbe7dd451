package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.DoubleThreshold;

/**
 * Grids that keep to bounds which the 10th and 90th percentile of the week before tell: a week at
 * the bounds in turn, then hours that are made to do harm.
 */
record BoundedGrids(int work, double upper, double lower, double change) {
  static final int WEEK = 7 * 24;
  static final Instant START = RandomGrids.START.plus(Duration.ofDays(7));

  static BoundedGrids random(SplittableRandom random, double change) {
    double lower = random.nextDouble(20, 300);
    double upper = lower * random.nextDouble(1.3, 10);
    return new BoundedGrids(
        random.nextInt(2, 14), upper, lower, change * upper / 2); // of a pair of changes
  }

  DoubleThreshold rule() {
    return DoubleThreshold.observed(work, upper, lower, change, DoubleThreshold.Closing.TIGHT);
  }

  /** A trace whose hours from the start on are these. */
  IntensitySeries trace(double... hours) {
    double[] values = new double[WEEK + hours.length];
    for (int i = 0; i < WEEK; i++) {
      values[i] = i % 2 == 0 ? lower : upper;
    }
    System.arraycopy(hours, 0, values, WEEK, hours.length);
    return RandomGrids.series(Duration.ofHours(1), values);
  }

  /** So many hours taken, the last of them by luck at the lower bound, one trap, then the worst. */
  double[] trap(int taken, int lucky) {
    DoubleThreshold rule = rule();
    double[] hours = new double[Math.min(80, 2 * work + 6)];
    Arrays.fill(hours, upper);
    for (int i = 0; i < taken; i++) {
      hours[i] = i >= taken - lucky ? lower : Math.max(lower, rule.whileRunning(i) * (1 - 1e-9));
    }
    double bait = taken == work ? lower : rule.whileRunning(taken) * (1 + 1e-9);
    Arrays.fill(hours, taken, taken + work, Math.min(upper, Math.max(lower, bait)));
    return hours;
  }

  /** Noise, waves, or the bounds. */
  double[] hours(SplittableRandom random) {
    double[] hours = new double[work + random.nextInt(1, 60)];
    int kind = random.nextInt(3);
    Arrays.setAll(hours, t -> {
      double height = switch (kind) {
        case 0 -> random.nextDouble();
        case 1 -> 0.5 + 0.5 * Math.sin(t / 3.0);
        default -> random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2);
      };
      return lower + height * (upper - lower);
    });
    return hours;
  }
}
