package org.carbonaware.benchmarks.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A middle value with the interval that holds the true one with at least 95 % confidence.
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
   * The median; whatever the distribution, the interval lies between two of the sorted values,
   * chosen by the binomial distribution (the sign test).
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

  /**
   * The Hodges-Lehmann estimate, the median of the means of all pairs; the interval is that of
   * Wilcoxon's signed ranks, exact for any distribution that is symmetric, as a difference of two
   * alike is. Narrower than {@link #of} by a fifth where the noise is normal.
   *
   * @param values at least one, independent of each other
   */
  static Estimate symmetric(double... values) {
    int n = values.length;
    double[] means = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        means[next++] = (values[i] + values[j]) / 2;
      }
    }
    Arrays.sort(means);
    int last = means.length - 1;
    int rank = signedRank(n);
    return new Estimate(
        (means[last / 2] + means[means.length / 2]) / 2, means[rank], means[last - rank], n);
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

  /** The greatest number of means of pairs at each end that can be left out; 0 if none can. */
  static int signedRank(int n) {
    double[] probability = new double[n * (n + 1) / 2 + 1]; // of each sum of the positive ranks
    probability[0] = 1;
    int greatest = 0;
    for (int rank = 1; rank <= n; rank++) {
      greatest += rank;
      for (int sum = greatest; sum >= 0; sum--) {
        double with = sum >= rank ? probability[sum - rank] : 0;
        probability[sum] = (probability[sum] + with) / 2;
      }
    }
    double below = 0;
    int left = 0;
    for (int sum = 0; sum < probability.length; sum++) {
      below += probability[sum];
      if (2 * below > OUTSIDE) {
        break;
      }
      left = sum;
    }
    return left;
  }

  /** The same in another, growing scale. */
  Estimate map(DoubleUnaryOperator scale) {
    return new Estimate(
        scale.applyAsDouble(median), scale.applyAsDouble(low), scale.applyAsDouble(high), count);
  }
}
