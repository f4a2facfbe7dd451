package org.carbonaware.forecast;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Compares values by their order. */
final class Ranks {
  private Ranks() {}

  /** The indices of values from the least to the greatest; of equal ones the first comes first. */
  static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Spearman's rank correlation, equal values sharing their ranks; empty if all of one are. */
  static OptionalDouble correlation(double[] a, double[] b) {
    double[] ranksOfA = ranks(a);
    double[] ranksOfB = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (ranksOfA[i] - mean) * (ranksOfB[i] - mean);
      ofA += (ranksOfA[i] - mean) * (ranksOfA[i] - mean);
      ofB += (ranksOfB[i] - mean) * (ranksOfB[i] - mean);
    }
    return ofA == 0 || ofB == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(both / Math.sqrt(ofA * ofB));
  }

  private static double[] ranks(double[] values) {
    int[] order = order(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
