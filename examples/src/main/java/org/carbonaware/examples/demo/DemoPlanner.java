package org.carbonaware.examples.demo;

import java.time.Instant;
import org.carbonaware.control.InfeasibleDeadlineException;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;

/** Turns wishes into settings: measures this computer and chooses what was left open. */
final class DemoPlanner {
  private DemoPlanner() {}

  /** Blocks for about three seconds. */
  static DemoSettings settings(DemoWishes wishes, DemoTraining training, DemoGrid grid) {
    Instant start = wishes.start().orElseGet(grid::defaultStart);
    grid.requireKnown(start);
    WorkChoice work = WorkChoice.of(
        Calibration.secondsPerEpoch(training, TrainingClock.system()),
        wishes.hoursPerSecond(),
        wishes.epochs(),
        wishes.deadline());
    return new DemoSettings(
        wishes.framework(),
        wishes.model(),
        wishes.data(),
        work.epochs(),
        work.work(),
        work.deadline(),
        wishes.policy(),
        wishes.trace(),
        wishes.zone(),
        wishes.basis(),
        start,
        wishes.hoursPerSecond(),
        wishes.seed());
  }

  /** Throws what a controller would refuse at its start, before anything is deleted for the run. */
  static void requirePossible(DemoSettings settings, DemoGrid grid) {
    Instant start = settings.start();
    settings.policy().policy(grid.source(() -> start), grid.zone(), start);
    Job job =
        new Job(settings.expectedWork(), settings.expectedWork(), start.plus(settings.deadline()));
    Feasibility feasibility = Feasibility.of(job, start);
    if (!feasibility.feasible()) {
      throw new DemoException(
          feasibility + "; give it more time (--deadline) or less work (--epochs)",
          InfeasibleDeadlineException.EXIT_CODE);
    }
  }
}
