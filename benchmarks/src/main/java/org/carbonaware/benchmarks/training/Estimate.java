package org.carbonaware.benchmarks.training;

import java.util.Arrays;

/**
 * A median with the interval that holds the true one with at least 95 % confidence, whatever the
 * distribution: between two of the sorted values, chosen by the binomial distribution.
 *
 * @param median the middle value
 * @param low the interval's lower end
 * @param high the interval's upper end; with fewer than 6 values the ends are the least and the
 *     greatest, and hold with less confidence
 * @param count of how many values
 */
record Estimate(double median, double low, double high, int count) {
  private static final double OUTSIDE = 0.05;

  /**
   * Estimates.
   *
   * @param values at least one, independent of each other
   */
  static Estimate of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    int rank = rank(n);
    return new Estimate(median, sorted[rank], sorted[n - 1 - rank], n);
  }

  /** The greatest number of values at each end that can be left out; 0 if none can. */
  static int rank(int n) {
    double logOfOne = -n * Math.log(2); // of the probability that no value is below the median
    double logTerm = logOfOne;
    double below = 0;
    int rank = 0;
    for (int k = 0; k < n / 2; k++) {
      below += Math.exp(logTerm);
      if (2 * below > OUTSIDE) {
        break;
      }
      rank = k;
      logTerm += Math.log((double) (n - k) / (k + 1));
    }
    return rank;
  }
}
