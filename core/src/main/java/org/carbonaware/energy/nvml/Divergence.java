package org.carbonaware.energy.nvml;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares a GPU's two sensors, its energy counter and its power summed up: on some boards they
 * differ by much, and then one of them is wrong.
 */
final class Divergence {
  /** The counter moves in steps and the power lags by up to a second: shorter says nothing. */
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Of the greater one. The power's sensor itself is within 5 percent. */
  private static final double TOLERATED = 0.1;

  private double counted;
  private double summed;
  private long nanos;

  /** Takes an interval in which power was sampled all the time. */
  void add(double countedJoules, double summedJoules, long intervalNanos) {
    if (intervalNanos >= LEAST_NANOS) {
      counted += countedJoules;
      summed += summedJoules;
      nanos += intervalNanos;
    }
  }

  /** The difference in words; empty if it is small or not known yet. */
  Optional<String> words() {
    double difference = Math.abs(counted - summed) / Math.max(counted, summed);
    return nanos >= ENOUGH_NANOS && difference > TOLERATED
        ? Optional.of(String.format(
            Locale.ROOT,
            "its power summed up gives %.0f J where the counter gives %.0f J (%.0f %% apart)",
            summed,
            counted,
            100 * difference))
        : Optional.empty();
  }
}
