package org.carbonaware.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;

/**
 * Everything that makes a run what it is, chosen or defaulted; kept beside its checkpoints so that
 * it can go on as the same run.
 *
 * @param expectedWork how long it takes without pauses, in grid time
 */
record DemoSettings(
    FrameworkChoice framework,
    Architecture model,
    Optional<Path> data,
    int epochs,
    Duration expectedWork,
    Duration deadline,
    PolicyChoice policy,
    Optional<Path> trace,
    String zone,
    Basis basis,
    Instant start,
    double hoursPerSecond,
    long seed) {
  /** When and how much. */
  RunPlan plan() {
    return new RunPlan(start, epochs, expectedWork, deadline, policy, hoursPerSecond);
  }
}
