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
 * @param lastStop whether the stop at the end of the work is charged as well
 * @param lengths what changes, runs and pauses take at least
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SlotGrams(
    double[] run,
    double[] idle,
    double[] stop,
    double[] start,
    boolean lastStop,
    SlotLengths lengths) {
  private static final double JOULES_PER_KWH = 3_600_000;
  private static final double SECONDS_PER_HOUR = 3600;

  /** With changes that take their time and draw their energy over it; the last stop is free. */
  static SlotGrams of(
      double[] gramsPerKwh, double slotSeconds, Costs costs, SlotLengths minimumLengths) {
    double stopSeconds = Moments.seconds(costs.checkpointTime());
    double startSeconds = Moments.seconds(costs.restoreTime());
    double kwh = slotSeconds / JOULES_PER_KWH;
    return new SlotGrams(
        scaled(gramsPerKwh, costs.runWatts() * kwh),
        charged(
            gramsPerKwh,
            costs.pausedWatts() * kwh,
            costs.pausedGramsPerHour() * slotSeconds / SECONDS_PER_HOUR),
        change(gramsPerKwh, slotSeconds, stopSeconds, costs.suspendJoules()),
        change(gramsPerKwh, slotSeconds, startSeconds, costs.resumeJoules()),
        false,
        minimumLengths.withChanges(
            SlotLengths.slots(stopSeconds, slotSeconds),
            SlotLengths.slots(startSeconds, slotSeconds)));
  }

  /**
   * The same where each slot until the work is done costs so many grams more: delay has a price.
   */
  SlotGrams withDelay(double gramsPerSlot) {
    return new SlotGrams(
        charged(run, 1, gramsPerSlot),
        charged(idle, 1, gramsPerSlot),
        charged(stop, 1, gramsPerSlot * lengths.stop()),
        charged(start, 1, gramsPerSlot * lengths.start()),
        lastStop,
        lengths);
  }

  /** The same with fewer slots. */
  SlotGrams until(int slots) {
    return new SlotGrams(
        Arrays.copyOf(run, slots),
        Arrays.copyOf(idle, slots),
        Arrays.copyOf(stop, slots),
        Arrays.copyOf(start, slots),
        lastStop,
        lengths);
  }

  /** With costs relative to what running a whole slot emits; changes take no time. */
  static SlotGrams of(double[] gramsPerSlot, Switching switching) {
    return new SlotGrams(
        gramsPerSlot,
        charged(gramsPerSlot, switching.idleShare(), switching.idleGrams()),
        charged(gramsPerSlot, switching.stopSlots(), switching.stopGrams()),
        charged(gramsPerSlot, switching.startSlots(), switching.startGrams()),
        switching.lastStop(),
        SlotLengths.minimum(switching.minimumRun(), switching.minimumPause()));
  }

  private static double[] scaled(double[] values, double factor) {
    return charged(values, factor, 0);
  }

  private static double[] charged(double[] values, double factor, double constant) {
    double[] charged = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      charged[t] = values[t] * factor + constant;
    }
    return charged;
  }

  /** What a change emits that begins with a slot: at the mean intensity of the time it takes. */
  private static double[] change(
      double[] gramsPerKwh, double slotSeconds, double seconds, double joules) {
    double kwh = joules / JOULES_PER_KWH;
    return seconds > slotSeconds
        ? scaled(sums(gramsPerKwh, slotSeconds, seconds), kwh / seconds)
        : scaled(gramsPerKwh, kwh);
  }

  /** The intensity of so many seconds from the start of each slot; the last slot goes on. */
  private static double[] sums(double[] gramsPerKwh, double slotSeconds, double seconds) {
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
  double straightThrough(int work, Before before) {
    boolean starts = before == Before.PAUSED;
    double sum = starts ? start[0] : 0;
    int first = starts ? lengths.start() : 0;
    int end = Math.min(slots(), first + work);
    for (int t = first; t < end; t++) {
      sum += run[t];
    }
    return sum + end(end);
  }

  /** What the end of the work emits if it comes just before a slot; the last slot goes on. */
  double end(int slot) {
    return lastStop ? stop[Math.min(slot, stop.length - 1)] : 0;
  }

  int slots() {
    return run.length;
  }
}
