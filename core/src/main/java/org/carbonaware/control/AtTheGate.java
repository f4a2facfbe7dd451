package org.carbonaware.control;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.plan.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What training threads do for a run while they stand still. */
final class AtTheGate implements Attendant {
  private static final Logger log = LoggerFactory.getLogger(AtTheGate.class);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

  private final ControlledRun run;
  private final TrainingClock clock;
  private final EventQueue queue;
  private final WorkProgress progress;
  private final CheckpointKeeper keeper;

  AtTheGate(
      ControlledRun run,
      TrainingClock clock,
      EventQueue queue,
      WorkProgress progress,
      CheckpointKeeper keeper) {
    this.run = run;
    this.clock = clock;
    this.queue = queue;
    this.progress = progress;
    this.keeper = keeper;
  }

  @Override
  public boolean save(TrainingState training, BooleanSupplier worthWaiting) {
    try {
      return keeper.save(training, true, worthWaiting);
    } catch (RuntimeException | Error e) {
      return false; // such as no memory left to tell of no memory
    }
  }

  @Override
  public void snapshot(TrainingState training) {
    try {
      keeper.snapshot(training);
    } catch (RuntimeException | Error e) {
      // As above: the next one may do.
    }
  }

  @Override
  public String release(TrainingState training) {
    try {
      return training.releaseMemory();
    } catch (RuntimeException | Error e) {
      return "could not be released: " + e;
    }
  }

  @Override
  public void trainsOn() {
    try {
      run.beginRun();
    } catch (RuntimeException | Error e) {
      log.warn("the run could not be begun again; the training goes on without it", e);
    }
  }

  @Override
  public Duration patience() {
    double batch =
        progress.secondsPerBatch() * run.standstill().trainingThreads().size();
    Duration threeBatches = Duration.ofMillis((long) (3000 * batch)); // 0 while unknown
    return threeBatches.compareTo(LEAST_PATIENCE) > 0 ? threeBatches : LEAST_PATIENCE;
  }

  @Override
  public void stands() {
    queue.wake(); // from here on it is the pause's energy
  }

  @Override
  public void changed(ControllerState from, ControllerState to, Reason reason) {
    queue.add(new StateChanged(clock.instant(), from, to, reason));
    if (to.isFinal()) {
      run.ended();
    }
  }

  @Override
  public void warn(String text) {
    run.warn(text);
  }
}
