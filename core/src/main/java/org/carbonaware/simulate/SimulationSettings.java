package org.carbonaware.simulate;

import java.time.Duration;
import org.carbonaware.plan.Costs;

/**
 * The job that a {@link Simulation} starts again and again.
 *
 * @param work running time it needs, whole seconds above 0
 * @param slack time beyond the work until the deadline, whole seconds, 0 or more
 * @param costs power, and energy of changes. Their time is for the policies alone: the optima that
 *     they are measured against change at once
 * @param replan time between two decisions of a policy, whole seconds above 0
 * @param tail what to do at the end of the trace
 */
public record SimulationSettings(
    Duration work, Duration slack, Costs costs, Duration replan, Tail tail) {
  /** Checks the durations. */
  public SimulationSettings {
    if (!wholeSeconds(work) || work.isZero()) {
      throw new IllegalArgumentException(
          "work " + work + ": expected whole seconds, more than zero");
    }
    if (!wholeSeconds(slack)) {
      throw new IllegalArgumentException("slack " + slack + ": expected whole seconds, 0 or more");
    }
    if (!wholeSeconds(replan) || replan.isZero()) {
      throw new IllegalArgumentException(
          "replan every " + replan + ": expected whole seconds, more than zero");
    }
  }

  static boolean wholeSeconds(Duration length) {
    return !length.isNegative() && length.equals(Duration.ofSeconds(length.toSeconds()));
  }

  /**
   * From the start to the deadline.
   *
   * @return work and slack
   */
  public Duration window() {
    return work.plus(slack);
  }

  ReplaySettings replay() {
    return new ReplaySettings(costs, replan, replan, Duration.ZERO, true);
  }
}
