package org.carbonaware.benchmarks.published;

import java.util.Arrays;

/** What the tables are made of. */
final class Statistics {
  private Statistics() {}

  /** Percentage error of an expectation. */
  static double percentageError(double expected, double actual) {
    return 100 * Math.abs(expected - actual) / actual;
  }

  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** A quantile, linear between order statistics. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
