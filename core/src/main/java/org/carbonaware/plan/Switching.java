package org.carbonaware.plan;

/**
 * What pausing costs in an {@link Optimum}, relative to what running a whole slot emits, and how
 * short runs and pauses may be. Changes take no time. A change costs energy at the intensity of the
 * slot in which the new state begins, a constant, or both. Immutable.
 *
 * @param idleShare power while paused and not done, as a share of the running power, 0 or more
 * @param stopSlots energy of a change to pause, in slots of running power, 0 or more
 * @param startSlots energy of a change to running, in slots of running power, 0 or more
 * @param stopGrams what a change to pause emits besides, in grams, 0 or more
 * @param startGrams what a change to running emits besides, in grams, 0 or more
 * @param minimumRun slots that a run lasts at least, unless it ends the work; 1 or more
 * @param minimumPause slots that a pause lasts at least; 1 or more. Waiting for the first start is
 *     none
 * @param firstStart whether the first start is charged like any other
 * @param lastStop whether the stop at the end of the work is charged like any other; after the last
 *     slot at the last slot's intensity
 * @param idleGrams what a slot of waiting emits besides its power, in grams, 0 or more
 */
public record Switching(
    double idleShare,
    double stopSlots,
    double startSlots,
    double stopGrams,
    double startGrams,
    int minimumRun,
    int minimumPause,
    boolean firstStart,
    boolean lastStop,
    double idleGrams) {
  /** Checks the ranges. */
  public Switching {
    for (double cost :
        new double[] {idleShare, idleGrams, stopSlots, startSlots, stopGrams, startGrams}) {
      if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("switching: idle share " + idleShare + " and "
            + idleGrams + " g, stop "
            + stopSlots + " slots and " + stopGrams + " g, start " + startSlots + " slots and "
            + startGrams + " g: expected finite figures of 0 or more");
      }
    }
    if (minimumRun < 1 || minimumPause < 1) {
      throw new IllegalArgumentException("minimum run " + minimumRun + ", minimum pause "
          + minimumPause + " slots: expected 1 or more");
    }
  }

  /**
   * Changes that emit a constant each; the first start and the last stop are free.
   *
   * @param grams what each change emits, 0 or more
   * @return the costs, without idle power and minimum lengths
   */
  public static Switching constant(double grams) {
    return new Switching(0, 0, 0, grams, grams, 1, 1, false, false, 0);
  }

  /**
   * Changes that cost energy; the first start and the last stop are free.
   *
   * @param stopSlots energy of a change to pause, in slots of running power, 0 or more
   * @param startSlots energy of a change to running, in slots of running power, 0 or more
   * @return the costs, without idle power and minimum lengths
   */
  public static Switching energy(double stopSlots, double startSlots) {
    return new Switching(0, stopSlots, startSlots, 0, 0, 1, 1, false, false, 0);
  }

  /**
   * The same with a machine that draws power while paused.
   *
   * @param share of the running power, 0 or more
   * @return the costs
   */
  public Switching withIdleShare(double share) {
    return new Switching(
        share,
        stopSlots,
        startSlots,
        stopGrams,
        startGrams,
        minimumRun,
        minimumPause,
        firstStart,
        lastStop,
        idleGrams);
  }

  /**
   * The same with a price of waiting besides its power.
   *
   * @param grams of each slot, 0 or more
   * @return the costs
   */
  public Switching withIdleGrams(double grams) {
    return new Switching(
        idleShare,
        stopSlots,
        startSlots,
        stopGrams,
        startGrams,
        minimumRun,
        minimumPause,
        firstStart,
        lastStop,
        grams);
  }

  /**
   * The same with shortest runs and pauses.
   *
   * @param run slots that a run lasts at least, unless it ends the work; 1 or more
   * @param pause slots that a pause lasts at least, 1 or more
   * @return the costs
   */
  public Switching withMinimumLengths(int run, int pause) {
    return new Switching(
        idleShare,
        stopSlots,
        startSlots,
        stopGrams,
        startGrams,
        run,
        pause,
        firstStart,
        lastStop,
        idleGrams);
  }

  /**
   * The same with other rules for the two changes that every schedule has.
   *
   * @param start whether the first start is charged
   * @param stop whether the last stop is charged
   * @return the costs
   */
  public Switching withEndsCharged(boolean start, boolean stop) {
    return new Switching(
        idleShare,
        stopSlots,
        startSlots,
        stopGrams,
        startGrams,
        minimumRun,
        minimumPause,
        start,
        stop,
        idleGrams);
  }
}
