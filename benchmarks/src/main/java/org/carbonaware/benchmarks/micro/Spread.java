package org.carbonaware.benchmarks.micro;

import java.util.Arrays;

/**
 * A median with the interval that holds the true one with at least 95 % confidence, whatever the
 * distribution: between two of the sorted values. With fewer than 6 values the ends are the least
 * and the greatest, and hold with less confidence.
 *
 * @param median the middle value
 * @param low the interval's lower end
 * @param high the interval's upper end
 */
record Spread(double median, double low, double high) {
  private static final double OUTSIDE = 0.05;

  /** Of at least one value, independent of each other. */
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int cut = cut(n);
    return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[cut], sorted[n - 1 - cut]);
  }

  /** How many values can be left out at each end. */
  private static int cut(int n) {
    double term = Math.pow(0.5, n); // probability that no value is below the true median
    double below = 0;
    int cut = 0;
    for (int k = 0; k < n / 2; k++) {
      below += term;
      if (2 * below > OUTSIDE) {
        break;
      }
      cut = k;
      term *= (double) (n - k) / (k + 1);
    }
    return cut;
  }

  Spread times(double factor) {
    return new Spread(median * factor, low * factor, high * factor);
  }
}
