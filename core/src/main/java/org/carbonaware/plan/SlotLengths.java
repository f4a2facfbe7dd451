package org.carbonaware.plan;

import java.time.Duration;

/**
 * How many whole slots things take at least.
 *
 * @param stop a change to pause, 0 or more
 * @param start a change to training, 0 or more
 * @param run a run that does not end the work, 1 or more
 * @param pause a pause, 1 or more
 */
record SlotLengths(int stop, int start, int run, int pause) {
  /** Longer than any plan, and four of it are still an int. */
  private static final int MOST = Integer.MAX_VALUE / 4;

  /** Changes are instant, any slot may differ from the one before. */
  static final SlotLengths NONE = minimum(1, 1);

  static SlotLengths minimum(int run, int pause) {
    return new SlotLengths(0, 0, Math.min(MOST, run), Math.min(MOST, pause));
  }

  static SlotLengths minimum(Duration run, Duration pause, double slotSeconds) {
    return minimum(
        Math.max(1, slots(Moments.seconds(run), slotSeconds)),
        Math.max(1, slots(Moments.seconds(pause), slotSeconds)));
  }

  static int slots(double seconds, double slotSeconds) {
    return (int) Math.min(MOST, Math.round(seconds / slotSeconds));
  }

  SlotLengths withChanges(int stopSlots, int startSlots) {
    return new SlotLengths(stopSlots, startSlots, run, pause);
  }
}
