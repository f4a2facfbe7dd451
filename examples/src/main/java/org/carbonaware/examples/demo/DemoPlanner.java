package org.carbonaware.examples.demo;

import java.time.Instant;
import org.carbonaware.examples.training.DemoTraining;

/** Turns wishes into settings: measures this computer and chooses what was left open. */
final class DemoPlanner {
  private DemoPlanner() {}

  /** Blocks for about three seconds. */
  static DemoSettings settings(DemoWishes wishes, DemoTraining<?> training, DemoGrid grid) {
    Instant start = wishes.start().orElseGet(grid::defaultStart);
    grid.requireKnown(start);
    RunPlan plan = RunPlan.of(
        RunPlan.secondsPerEpoch(training),
        start,
        wishes.policy(),
        wishes.hoursPerSecond(),
        wishes.epochs(),
        wishes.deadline());
    return new DemoSettings(
        wishes.framework(),
        wishes.model(),
        wishes.data(),
        plan.epochs(),
        plan.expectedWork(),
        plan.deadline(),
        plan.policy(),
        wishes.trace(),
        wishes.zone(),
        wishes.basis(),
        plan.start(),
        plan.hoursPerSecond(),
        wishes.seed());
  }
}
