package org.carbonaware.plan;

/**
 * The exact cheapest way to run {@code work} of {@code T} equal slots when pausing costs energy and
 * time: the {@link CheapestPath} through (slot, work left, running or not). Per slot: running emits
 * the running energy, a pause before the work is done the idle energy; a change of state emits its
 * energy from the slot in which it begins, and takes its whole slots before the new state begins,
 * which then lasts its minimum. The end of the work is no change: the last run may be shorter.
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
  /**
   * Solves.
   *
   * @param grams what the slots, at least one, emit: finite figures
   * @param work the slots of work, at least 1
   * @param before the state before the first slot
   */
  static SwitchingPlan solve(SlotGrams grams, int work, Before before) {
    CheapestPath path = CheapestPath.solve(grams, work, before);
    boolean on = before == Before.RUNNING;
    return new SwitchingPlan(
        Math.min(path.keepGrams(), path.changeGrams()),
        on ? path.keepGrams() : path.changeGrams(),
        on ? path.changeGrams() : path.keepGrams(),
        grams.straightThrough(work, before),
        path.running());
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
}
