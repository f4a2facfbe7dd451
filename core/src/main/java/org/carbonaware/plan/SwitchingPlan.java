package org.carbonaware.plan;

import java.util.Arrays;

/**
 * The exact cheapest way to run {@code work} of {@code T} equal slots when pausing costs energy:
 * dynamic programming over (slots left, work left, running or not). Per slot: running emits the
 * running energy, a pause before the work is done the idle energy; a change of state adds its
 * energy at the intensity of the slot in which the new state begins. The end of the work is no
 * change. O(T * work) time and memory.
 *
 * @param grams emissions of the cheapest plan, infinite if the work does not fit
 * @param gramsRunningFirst emissions of the cheapest plan that runs in the first slot
 * @param gramsPausingFirst emissions of the cheapest plan that pauses in the first slot, infinite
 *     if impossible
 * @param running the cheapest plan, true where it runs; slots after the work is done are false
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SwitchingPlan(
    double grams, double gramsRunningFirst, double gramsPausingFirst, boolean[] running) {
  private static final double JOULES_PER_KWH = 3_600_000;

  /**
   * Solves.
   *
   * @param gramsPerKwh the intensity of each slot, finite
   * @param work the slots of work, at least 1
   * @param slotSeconds the length of a slot
   * @param costs power and energy of a change
   * @param runningNow the state before the first slot
   */
  static SwitchingPlan solve(
      double[] gramsPerKwh, int work, double slotSeconds, Costs costs, boolean runningNow) {
    int slots = gramsPerKwh.length;
    // on[j], off[j]: cheapest emissions from the slot at hand to the end with j slots of work left,
    // having run or
    // paused in the slot before. Filled from the last slot backwards; keep remembers the choice for
    // the walk forwards.
    double[] on = new double[work + 1];
    double[] off = new double[work + 1];
    Arrays.fill(on, 1, work + 1, Double.POSITIVE_INFINITY);
    Arrays.fill(off, 1, work + 1, Double.POSITIVE_INFINITY);
    byte[][] choices = new byte[slots][work + 1];
    double firstRun = 0;
    double firstPause = 0;
    for (int t = slots - 1; t >= 0; t--) {
      double gramsPerJoule = gramsPerKwh[t] / JOULES_PER_KWH;
      double run = costs.runWatts() * slotSeconds * gramsPerJoule;
      double idle = costs.pausedWatts() * slotSeconds * gramsPerJoule;
      double start = costs.resumeJoules() * gramsPerJoule;
      double stop = costs.suspendJoules() * gramsPerJoule;
      if (t == 0) {
        firstRun = run + (runningNow ? 0 : start) + on[work - 1];
        firstPause = idle + (runningNow ? stop : 0) + off[work];
      }
      for (int j = work; j >= 1; j--) {
        double thenOn = run + on[j - 1];
        double thenOff = idle + off[j];
        boolean onRuns = thenOn <= thenOff + stop;
        boolean offRuns = thenOn + start <= thenOff;
        on[j] = onRuns ? thenOn : thenOff + stop;
        off[j] = offRuns ? thenOn + start : thenOff;
        choices[t][j] = (byte) ((onRuns ? 1 : 0) | (offRuns ? 2 : 0));
      }
    }
    boolean[] running = walk(choices, work, runningNow);
    return new SwitchingPlan(Math.min(firstRun, firstPause), firstRun, firstPause, running);
  }

  private static boolean[] walk(byte[][] choices, int work, boolean runningNow) {
    boolean[] running = new boolean[choices.length];
    boolean state = runningNow;
    int left = work;
    for (int t = 0; t < choices.length && left > 0; t++) {
      state = (choices[t][left] & (state ? 1 : 2)) != 0;
      running[t] = state;
      left -= state ? 1 : 0;
    }
    return running;
  }
}
