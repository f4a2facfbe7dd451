package org.carbonaware.plan;

import java.time.Duration;

/**
 * What running, pausing and changing between them costs.
 *
 * @param runWatts power while training, in watts, above 0
 * @param pausedWatts power while paused, in watts, 0 or more: a paused machine still idles
 * @param checkpointTime time to write a checkpoint when a pause begins
 * @param restoreTime time from the end of a pause until training goes on
 * @param suspendJoules energy of beginning a pause, in joules, 0 or more; drawn evenly over the
 *     {@code checkpointTime}, at once if that is zero
 * @param resumeJoules energy of ending a pause, in joules, 0 or more; drawn evenly over the
 *     {@code restoreTime}, at once if that is zero
 * @param pausedGramsPerHour what an hour of waiting costs besides its energy, in gCO2e, 0 or more:
 *     the share of making the hardware that it keeps from others meanwhile
 */
public record Costs(
    double runWatts,
    double pausedWatts,
    Duration checkpointTime,
    Duration restoreTime,
    double suspendJoules,
    double resumeJoules,
    double pausedGramsPerHour) {
  /** Checks the ranges. */
  public Costs {
    if (!(runWatts > 0 && runWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "runWatts " + runWatts + ": expected a finite power above 0 W");
    }
    if (!(pausedWatts >= 0 && pausedWatts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "pausedWatts " + pausedWatts + ": expected a finite power of 0 W or more");
    }
    if (checkpointTime.isNegative() || restoreTime.isNegative()) {
      throw new IllegalArgumentException("checkpointTime " + checkpointTime + ", restoreTime "
          + restoreTime + ": expected durations of 0 or more");
    }
    if (!(suspendJoules >= 0 && suspendJoules < Double.POSITIVE_INFINITY)
        || !(resumeJoules >= 0 && resumeJoules < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("suspendJoules " + suspendJoules + ", resumeJoules "
          + resumeJoules + ": expected finite energies of 0 J or more");
    }
    if (!(pausedGramsPerHour >= 0 && pausedGramsPerHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "pausedGramsPerHour " + pausedGramsPerHour + ": expected a finite figure of 0 g or more");
    }
  }

  /**
   * Costs of waiting that is paid for by its energy alone.
   *
   * @param runWatts power while training, in watts, above 0
   * @param pausedWatts power while paused, in watts, 0 or more
   * @param checkpointTime time to write a checkpoint when a pause begins
   * @param restoreTime time from the end of a pause until training goes on
   * @param suspendJoules energy of beginning a pause, in joules, 0 or more
   * @param resumeJoules energy of ending a pause, in joules, 0 or more
   */
  public Costs(
      double runWatts,
      double pausedWatts,
      Duration checkpointTime,
      Duration restoreTime,
      double suspendJoules,
      double resumeJoules) {
    this(runWatts, pausedWatts, checkpointTime, restoreTime, suspendJoules, resumeJoules, 0);
  }

  /**
   * Costs of changes that draw the running power for as long as they take.
   *
   * @param runWatts power while training, in watts, above 0
   * @param pausedWatts power while paused, in watts, 0 or more
   * @param checkpointTime time to write a checkpoint when a pause begins
   * @param restoreTime time from the end of a pause until training goes on
   */
  public Costs(double runWatts, double pausedWatts, Duration checkpointTime, Duration restoreTime) {
    this(
        runWatts,
        pausedWatts,
        checkpointTime,
        restoreTime,
        runWatts * Moments.seconds(checkpointTime),
        runWatts * Moments.seconds(restoreTime));
  }

  /**
   * The same with every power and energy multiplied, as by what a facility draws for each unit of
   * its computers' energy (PUE). What waiting costs besides its energy stays.
   *
   * @param factor above 0
   * @return the costs
   */
  public Costs times(double factor) {
    return new Costs(
        factor * runWatts,
        factor * pausedWatts,
        checkpointTime,
        restoreTime,
        factor * suspendJoules,
        factor * resumeJoules,
        pausedGramsPerHour);
  }

  /**
   * The same with another power while paused.
   *
   * @param watts power while paused, 0 or more
   * @return the costs
   */
  public Costs withPausedWatts(double watts) {
    return new Costs(
        runWatts,
        watts,
        checkpointTime,
        restoreTime,
        suspendJoules,
        resumeJoules,
        pausedGramsPerHour);
  }

  /**
   * The same with another price of waiting besides its energy.
   *
   * @param grams gCO2e of an hour, 0 or more
   * @return the costs
   */
  public Costs withPausedGramsPerHour(double grams) {
    return new Costs(
        runWatts, pausedWatts, checkpointTime, restoreTime, suspendJoules, resumeJoules, grams);
  }
}
