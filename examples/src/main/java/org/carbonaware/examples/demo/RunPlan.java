package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;

/**
 * When a run takes place and how much it trains; the same for all processes of the run.
 *
 * @param start when it begins, in grid time
 * @param epochs of the whole run, at least 1
 * @param expectedWork how long that takes without pauses, in grid time
 * @param deadline the time for it, in grid time from the start
 * @param policy when to run
 * @param hoursPerSecond the grid's hours in a real second, above 0
 */
public record RunPlan(
    Instant start,
    int epochs,
    Duration expectedWork,
    Duration deadline,
    PolicyChoice policy,
    double hoursPerSecond) {
  /**
   * Measures how fast this computer trains; blocks for about three seconds.
   *
   * @param training what is to be trained
   * @return the real seconds of an epoch
   */
  public static double secondsPerEpoch(DemoTraining<?> training) {
    return Calibration.secondsPerEpoch(training, TrainingClock.system());
  }

  /**
   * Chooses what was left open.
   *
   * @param secondsPerEpoch the real seconds of an epoch
   * @param start when the run begins, in grid time
   * @param policy when to run
   * @param hoursPerSecond the grid's hours in a real second, above 0
   * @param epochs what the user wants, if anything
   * @param deadline what the user wants, if anything
   * @return the plan
   */
  public static RunPlan of(
      double secondsPerEpoch,
      Instant start,
      PolicyChoice policy,
      double hoursPerSecond,
      Optional<Integer> epochs,
      Optional<Duration> deadline) {
    WorkChoice work = WorkChoice.of(secondsPerEpoch, hoursPerSecond, epochs, deadline);
    return new RunPlan(start, work.epochs(), work.work(), work.deadline(), policy, hoursPerSecond);
  }

  /**
   * Throws what a controller would refuse at its start, before anything is deleted for the run.
   *
   * @param grid where it takes place
   */
  public void requirePossible(DemoGrid grid) {
    policy.policy(grid.source(() -> start), grid.zone(), start);
    Feasibility feasibility = Feasibility.of(new Job(expectedWork, expectedWork, endsAt()), start);
    if (!feasibility.feasible()) {
      throw new DemoException(
          feasibility + "; give it more time (--deadline) or less work (--epochs)",
          InfeasibleDeadlineException.EXIT_CODE);
    }
  }

  /** The deadline as a moment. */
  Instant endsAt() {
    return start.plus(deadline);
  }

  /** Grid time that passes in some real time. */
  Duration gridTime(Duration real) {
    return Duration.ofNanos((long) (real.toNanos() * speed()));
  }

  /** Seconds of grid time in a real second. */
  double speed() {
    return hoursPerSecond * 3600;
  }
}
