package org.carbonaware.plan;

import java.util.Arrays;

/**
 * What each slot of a plan emits, in grams. A change of state that begins in a slot takes whole
 * slots first (none if it is short against a slot); then comes the first slot of the new state.
 *
 * @param run a slot of training
 * @param idle a slot of pause
 * @param stop a change to pause that begins in this slot
 * @param start a change to training that begins in this slot
 * @param stopSlots whole slots that a change to pause takes
 * @param startSlots whole slots that a change to training takes
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SlotGrams(
    double[] run, double[] idle, double[] stop, double[] start, int stopSlots, int startSlots) {
  private static final double JOULES_PER_KWH = 3_600_000;

  static SlotGrams of(double[] gramsPerKwh, double slotSeconds, Costs costs) {
    double stopSeconds = Moments.seconds(costs.checkpointTime());
    double startSeconds = Moments.seconds(costs.restoreTime());
    double perSecond = costs.runWatts() / JOULES_PER_KWH;
    return new SlotGrams(
        scaled(gramsPerKwh, perSecond * slotSeconds),
        scaled(gramsPerKwh, costs.pausedWatts() / JOULES_PER_KWH * slotSeconds),
        scaled(weighted(gramsPerKwh, slotSeconds, stopSeconds), perSecond),
        scaled(weighted(gramsPerKwh, slotSeconds, startSeconds), perSecond),
        wholeSlots(stopSeconds, slotSeconds),
        wholeSlots(startSeconds, slotSeconds));
  }

  private static int wholeSlots(double seconds, double slotSeconds) {
    return (int) Math.min(Integer.MAX_VALUE / 4, Math.round(seconds / slotSeconds));
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }

  /** The intensity of so many seconds from the start of each slot; the last slot goes on. */
  private static double[] weighted(double[] gramsPerKwh, double slotSeconds, double seconds) {
    double[] sums = new double[gramsPerKwh.length];
    for (int t = 0; t < sums.length; t++) {
      double left = seconds;
      int slot = t;
      for (; slot < sums.length - 1 && left > slotSeconds; slot++) {
        sums[t] += slotSeconds * gramsPerKwh[slot];
        left -= slotSeconds;
      }
      sums[t] += left * gramsPerKwh[slot];
    }
    return sums;
  }

  /** Running from the first slot until the work is done, or to the end if it does not fit. */
  double straightThrough(int work, boolean runningNow) {
    double sum = runningNow ? 0 : start[0];
    int first = runningNow ? 0 : startSlots;
    for (int t = first; t < Math.min(slots(), first + work); t++) {
      sum += run[t];
    }
    return sum;
  }

  int slots() {
    return run.length;
  }
}
