package org.carbonaware.benchmarks.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.carbonaware.benchmarks.training.Pauses.BatchClock;
import org.carbonaware.benchmarks.training.Pauses.Pause;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;

/**
 * Trains through {@code CarbonAwareTraining} with a checkpoint directory, and turns the grid dirty
 * and clean again at moments that have nothing to do with the batches. Nothing but the grid's
 * source is in the benchmark's hands: the real controller decides, orders and saves.
 */
final class PauseBenchmark {
  private static final long SEED = 42;
  private static final Duration GRID_EVERY = Duration.ofMillis(10);
  private static final long SHORTEST_RUN_NANOS = 5_000_000;
  private static final long LONGEST_RUN_NANOS = 30_000_000;
  private static final Duration PAUSE_EXPECTED = Duration.ofHours(1);
  private static final long STANDSTILL_NANOS = 5_000_000;

  private final TrainingFramework framework;
  private final Workload workload;
  private final Target target;
  private final SplittableRandom random = new SplittableRandom(SEED);

  PauseBenchmark(TrainingFramework framework, Workload workload, Target target) {
    this.framework = framework;
    this.workload = workload;
    this.target = target;
  }

  /** Pauses so often at each depth, after a few times that do not count. */
  List<Pauses> measure(int count) throws Exception {
    List<Pauses> all = new ArrayList<>();
    double batch = 0;
    for (PauseDepth depth : PauseDepth.values()) {
      if (count > 0) {
        Path directory = Files.createTempDirectory("carbon-pauses");
        try {
          all.add(
              depth == PauseDepth.SUSPEND
                  ? suspended(directory, count, batch)
                  : held(depth, directory, count));
          batch = all.get(all.size() - 1).batchNanos();
        } finally {
          TrainingBenchmark.delete(directory);
        }
      }
    }
    return List.copyOf(all);
  }

  /** Pauses in the moment the grid turns dirty; policies that run for users would wait a while. */
  private static final class AtOnce implements Policy {
    @Override
    public String name() {
      return "at once";
    }

    @Override
    public Decision decide(Situation situation) {
      boolean dirty = situation
          .current()
          .filter(now -> now.gramsPerKwh() > SwitchedGrid.LIMIT)
          .isPresent();
      Instant until = situation.now().plus(PAUSE_EXPECTED);
      return dirty
          ? Decision.pause(until, Reason.Code.DIRTY_NOW, "dirty")
          : Decision.run(until, Reason.Code.CLEAN_NOW, "clean");
    }
  }

  private static int unmeasured(int count) {
    return Math.min(5, count);
  }

  private CarbonControllerBuilder control(
      PauseDepth depth, Path directory, SwitchedGrid grid, PauseEvents events) {
    return CarbonController.builder()
        .zone("DE")
        .grid(grid)
        .gridEvery(GRID_EVERY)
        .policy(new AtOnce())
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofDays(365))
        .depth(depth)
        .checkpoints(directory)
        .stopOnSignals(false, Duration.ZERO)
        .listener(events);
  }

  private Pauses held(PauseDepth depth, Path directory, int count) throws Exception {
    SwitchedGrid grid = new SwitchedGrid();
    PauseEvents events = new PauseEvents();
    BatchClock clock = new BatchClock();
    List<Pause> pauses = new ArrayList<>();
    try (CarbonController controller = control(depth, directory, grid, events).start()) {
      TrainingThread training =
          TrainingThread.start(() -> framework.fit(workload, target, controller, clock));
      events.await(ControllerState.RUNNING);
      training.awaitBatches(controller, 10);
      for (int i = -unmeasured(count); i < count; i++) {
        runForAWhile();
        PauseEvents.Begun begun = pause(grid, events, ControllerState.PAUSED);
        LockSupport.parkNanos(STANDSTILL_NANOS);
        grid.turnDirty(false);
        Instant order = events.await(ControllerState.RESUMING);
        Instant goesOn = events.await(ControllerState.RUNNING);
        if (i >= 0) {
          pauses.add(begun.pause(0, PauseEvents.nanos(order, goesOn)));
        }
      }
      controller.stop();
      training.leftAt();
    }
    return new Pauses(depth, clock.typical(), pauses);
  }

  /** A batch is known from the others: here a resumed training draws some that it skips. */
  private Pauses suspended(Path directory, int count, double batchNanos) throws Exception {
    List<Pause> pauses = new ArrayList<>();
    SwitchedGrid grid = new SwitchedGrid();
    PauseEvents.Begun before = null;
    double left = 0;
    for (int i = -1 - unmeasured(count); i <= count; i++) {
      PauseEvents events = new PauseEvents();
      long begin = System.nanoTime();
      try (CarbonController controller =
          control(PauseDepth.SUSPEND, directory, grid, events).start()) {
        long saved = controller.batchesDone();
        TrainingThread training =
            TrainingThread.start(() -> framework.fit(workload, target, controller, () -> {}));
        double resumed = (double) (training.awaitBatches(controller, saved + 1) - begin);
        if (before != null && i > 0) {
          pauses.add(before.pause(left, resumed));
        }
        events.await(ControllerState.RUNNING);
        runForAWhile();
        before = pause(grid, events, ControllerState.SUSPENDED);
        left = PauseEvents.nanos(before.ordered(), training.leftAt());
      }
      grid.turnDirty(false);
    }
    return new Pauses(PauseDepth.SUSPEND, batchNanos, pauses);
  }

  private void runForAWhile() {
    LockSupport.parkNanos(random.nextLong(SHORTEST_RUN_NANOS, LONGEST_RUN_NANOS));
  }

  private static PauseEvents.Begun pause(
      SwitchedGrid grid, PauseEvents events, ControllerState reached) throws Exception {
    events.forget();
    Instant dirty = Instant.now();
    grid.turnDirty(true);
    Instant ordered = events.await(ControllerState.PAUSING);
    Instant stands = events.await(reached);
    return new PauseEvents.Begun(dirty, ordered, stands, events.checkpointNanos());
  }
}
