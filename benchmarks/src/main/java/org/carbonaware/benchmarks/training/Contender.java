package org.carbonaware.benchmarks.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.Meters;
import org.carbonaware.plan.Policies;
import org.jspecify.annotations.Nullable;

/** One training of several that take turns, with the controller behind it if it has one. */
final class Contender implements AutoCloseable {
  private static final Duration LONG = Duration.ofHours(24);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final EnergyMeter NOTHING = () -> new EnergyReading(List.of());

  private final Arm arm;
  private final AtomicInteger checkpoints = new AtomicInteger();
  private final @Nullable SwitchedMeter meter;
  private final @Nullable CarbonController controller;
  private final TrainingFramework.Turns training;

  private Contender(
      Arm arm,
      TrainingFramework framework,
      Workload workload,
      Target target,
      Path directory,
      Duration often) {
    this.arm = arm;
    this.meter = arm.metered() ? new SwitchedMeter(Meters.detect(System::nanoTime)) : null;
    this.controller = arm.controlled() ? controller(directory, often) : null;
    this.training = framework.open(workload, arm, target, controller);
  }

  /**
   * Sets one up.
   *
   * @param directory an empty one for checkpoints
   * @param often how often a checkpoint is written
   */
  static Contender of(
      Arm arm,
      TrainingFramework framework,
      Workload workload,
      Target target,
      Path directory,
      Duration often) {
    return new Contender(arm, framework, workload, target, directory, often);
  }

  /**
   * As a user has it, except that it never pauses, leaves signals alone and looks at the meter four
   * times as often, so that every group of turns has some looks.
   */
  private CarbonController controller(Path directory, Duration often) {
    var builder = CarbonController.builder()
        .zone("DE")
        .deadline(LONG)
        .batches(Long.MAX_VALUE)
        .policy(Policies.runNow())
        .pace(TICK, Duration.ofMinutes(1))
        .gridEvery(LONG)
        .stopOnSignals(false, Duration.ZERO)
        .meter(meter == null ? NOTHING : meter)
        .listener(event -> {
          if (event instanceof CheckpointWritten) {
            checkpoints.incrementAndGet();
          }
        });
    return arm.saved()
        ? builder.checkpoints(directory).checkpointEvery(often).start()
        : builder.start();
  }

  Arm arm() {
    return arm;
  }

  /** Trains; returns how long it took, in nanoseconds. */
  long turn(int batches) throws Exception {
    if (meter != null) {
      meter.turn(true);
    }
    long start = System.nanoTime();
    training.train(batches);
    long end = System.nanoTime();
    if (meter != null) {
      meter.turn(false);
    }
    return end - start;
  }

  /** Checkpoints that were written so far. */
  int checkpoints() {
    return checkpoints.get();
  }

  /** How often its meter has looked so far. */
  int looks() {
    return meter == null ? 0 : meter.looks();
  }

  @Override
  public void close() {
    training.close();
    if (controller != null) {
      controller.close();
    }
  }
}
