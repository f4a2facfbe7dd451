package org.carbonaware.benchmarks.published;

import java.util.Arrays;
import org.carbonaware.plan.Schedule;

/** What a schedule that was made on an expectation emits in truth. */
final class Paid {
  private Paid() {}

  /** The grams of a schedule whose first slot is a slot of the truth. */
  static double grams(Schedule schedule, double[] truth, int first) {
    double grams = 0;
    for (int slot = 0; slot < schedule.slots(); slot++) {
      grams += schedule.share(slot) * truth[first + slot];
    }
    return grams;
  }

  /** The slots from one to another, cut off at the end of the values. */
  static double[] window(double[] values, int from, int to) {
    return Arrays.copyOfRange(values, from, Math.min(values.length, to));
  }
}
