package org.carbonaware.examples.demo;

import java.time.Instant;
import org.carbonaware.control.TrainingClock;

/** Turns wishes into settings: measures this computer and chooses what was left open. */
final class DemoPlanner {
  private DemoPlanner() {}

  /** Blocks for about three seconds. */
  static DemoSettings settings(DemoWishes wishes, DigitsTraining training, DemoGrid grid) {
    Instant start = wishes.start().orElseGet(grid::defaultStart);
    grid.requireKnown(start);
    WorkChoice work = WorkChoice.of(
        Calibration.secondsPerEpoch(training, TrainingClock.system()),
        wishes.hoursPerSecond(),
        wishes.epochs(),
        wishes.deadline());
    return new DemoSettings(
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
}
