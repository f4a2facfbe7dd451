package org.carbonaware.plan;

import java.time.Duration;

/**
 * What running, pausing and changing between them costs. The energy of a change is the running
 * power for as long as the checkpoint or the restore takes.
 *
 * @param runWatts power while training, in watts, above 0
 * @param pausedWatts power while paused, in watts, 0 or more: a paused machine still idles
 * @param checkpointTime time to write a checkpoint when a pause begins
 * @param restoreTime time from the end of a pause until training goes on
 */
public record Costs(
    double runWatts, double pausedWatts, Duration checkpointTime, Duration restoreTime) {
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
  }

  /**
   * Energy of beginning a pause.
   *
   * @return joules
   */
  public double suspendJoules() {
    return runWatts * seconds(checkpointTime);
  }

  /**
   * Energy of ending a pause.
   *
   * @return joules
   */
  public double resumeJoules() {
    return runWatts * seconds(restoreTime);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
