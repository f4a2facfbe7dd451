package org.carbonaware.plan;

import java.util.Arrays;

/**
 * The exact cheapest way to run {@code work} of {@code T} equal slots when pausing costs energy and
 * time: dynamic programming over (slots left, work left, running or not). Per slot: running emits
 * the running energy, a pause before the work is done the idle energy; a change of state emits its
 * energy from the slot in which it begins, and takes its whole slots before the new state begins.
 * The end of the work is no change. O(T * work) time and memory.
 *
 * @param grams emissions of the cheapest plan, infinite if the work does not fit
 * @param gramsRunningFirst emissions of the cheapest plan that runs (or begins to) in the first
 *     slot
 * @param gramsPausingFirst emissions of the cheapest plan that pauses (or begins to) in the first
 *     slot, infinite if impossible
 * @param gramsStraightThrough emissions of running from the first slot until the work is done
 * @param running the cheapest plan, true where it runs or is coming back; slots after the work is
 *     done are false. Of equally cheap plans, one that runs earlier
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SwitchingPlan(
    double grams,
    double gramsRunningFirst,
    double gramsPausingFirst,
    double gramsStraightThrough,
    boolean[] running) {
  private static final int ON_RUNS = 1;
  private static final int OFF_RUNS = 2;

  /**
   * Solves.
   *
   * @param gramsPerKwh the intensity of each slot, finite
   * @param work the slots of work, at least 1
   * @param slotSeconds the length of a slot
   * @param costs power, and time of a change
   * @param runningNow the state before the first slot
   */
  static SwitchingPlan solve(
      double[] gramsPerKwh, int work, double slotSeconds, Costs costs, boolean runningNow) {
    return solve(SlotGrams.of(gramsPerKwh, slotSeconds, costs), work, runningNow);
  }

  static SwitchingPlan solve(SlotGrams grams, int work, boolean runningNow) {
    byte[][] choices = new byte[grams.slots()][work + 1];
    Ahead ahead = new Ahead(grams, work);
    for (int t = grams.slots() - 1; t >= 0; t--) {
      ahead.step(t, choices[t]);
    }
    double run = runningNow ? ahead.keepRunning(0, work) : ahead.begin(0, work);
    double pause = runningNow ? ahead.stop(0, work) : ahead.keepPausing(0, work);
    return new SwitchingPlan(
        Math.min(run, pause),
        run,
        pause,
        grams.straightThrough(work, runningNow),
        walk(grams, choices, work, runningNow));
  }

  /** How many slots stay in the state of the first. */
  int firstBlock() {
    int end = 1;
    while (end < running.length && running[end] == running[0]) {
      end++;
    }
    return end;
  }

  /** The share of the emissions of running straight through that pausing now saves. */
  double gainOfPausing() {
    return gramsStraightThrough > 0
        ? (gramsStraightThrough - gramsPausingFirst) / gramsStraightThrough
        : 0;
  }

  /**
   * The cheapest emissions from a slot to the end by work left, for having run or paused before it:
   * filled from the last slot backwards, kept for as many slots as a change reaches ahead.
   */
  private static final class Ahead {
    private final SlotGrams grams;
    private final int work;
    private final double[][] on;
    private final double[][] off;

    Ahead(SlotGrams grams, int work) {
      this.grams = grams;
      this.work = work;
      int reach = Math.max(grams.stopSlots(), grams.startSlots());
      int rows = Math.min(reach, grams.slots()) + 2;
      this.on = new double[rows][work + 1];
      this.off = new double[rows][work + 1];
      for (int row = 0; row < rows; row++) {
        Arrays.fill(on[row], 1, work + 1, Double.POSITIVE_INFINITY);
        Arrays.fill(off[row], 1, work + 1, Double.POSITIVE_INFINITY);
      }
    }

    /** Only amounts of work that can be left at this slot and still fit are looked at. */
    void step(int t, byte[] choices) {
      double[] onNow = on[t % on.length];
      double[] offNow = off[t % off.length];
      for (int j = Math.min(work, grams.slots() - t); j >= Math.max(1, work - t); j--) {
        double goOn = keepRunning(t, j);
        double stop = stop(t, j);
        double begin = begin(t, j);
        double stay = keepPausing(t, j);
        onNow[j] = Math.min(goOn, stop);
        offNow[j] = Math.min(begin, stay);
        choices[j] = (byte) ((goOn <= stop ? ON_RUNS : 0) | (begin <= stay ? OFF_RUNS : 0));
      }
    }

    double keepRunning(int t, int left) {
      return grams.run()[t] + on[(t + 1) % on.length][left - 1];
    }

    double keepPausing(int t, int left) {
      return grams.idle()[t] + off[(t + 1) % off.length][left];
    }

    double stop(int t, int left) {
      int then = t + grams.stopSlots();
      return then < grams.slots()
          ? grams.stop()[t] + keepPausing(then, left)
          : Double.POSITIVE_INFINITY;
    }

    double begin(int t, int left) {
      int then = t + grams.startSlots();
      return then < grams.slots()
          ? grams.start()[t] + keepRunning(then, left)
          : Double.POSITIVE_INFINITY;
    }
  }

  private static boolean[] walk(SlotGrams grams, byte[][] choices, int work, boolean runningNow) {
    boolean[] running = new boolean[choices.length];
    boolean state = runningNow;
    int left = work;
    int t = 0;
    while (t < choices.length && left > 0) {
      boolean run = (choices[t][left] & (state ? ON_RUNS : OFF_RUNS)) != 0;
      int change = run == state ? 0 : run ? grams.startSlots() : grams.stopSlots();
      int past = Math.min(choices.length, t + change + 1);
      Arrays.fill(running, t, past, run);
      left -= run ? 1 : 0;
      state = run;
      t = past;
    }
    return running;
  }
}
