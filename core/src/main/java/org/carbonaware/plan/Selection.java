package org.carbonaware.plan;

import java.util.Arrays;

/** Order statistics without sorting (C. A. R. Hoare, Algorithm 65: FIND, 1961). */
final class Selection {
  private Selection() {}

  /**
   * The value that would stand at a place if the values were sorted. Expected time is linear, the
   * worst that of sorting.
   *
   * @param values numbers, left as they are
   * @param place from 1 (the smallest) to as many as there are
   */
  static double smallest(double[] values, int place) {
    double[] some = values.clone();
    int low = 0;
    int high = some.length; // the place lies within [low, high)
    for (int patience = 4 * (33 - Integer.numberOfLeadingZeros(high)); patience > 0; patience--) {
      double pivot = median(some[low], some[(low + high) >>> 1], some[high - 1]);
      int smaller = low;
      int larger = high;
      for (int i = low; i < larger; ) {
        double value = some[i];
        if (value < pivot) {
          some[i++] = some[smaller];
          some[smaller++] = value;
        } else if (value > pivot) {
          some[i] = some[--larger];
          some[larger] = value;
        } else {
          i++;
        }
      }
      if (place - 1 < smaller) {
        high = smaller;
      } else if (place - 1 < larger) {
        return pivot;
      } else {
        low = larger;
      }
    }
    Arrays.sort(some, low, high);
    return some[place - 1];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
