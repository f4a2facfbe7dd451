package org.carbonaware.control;

import java.time.Duration;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.plan.Reason;

/** What training threads do for a run while they stand still. */
final class AtTheGate implements Attendant {
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
  public boolean save(TrainingState training) {
    return keeper.save(training, true);
  }

  @Override
  public void snapshot(TrainingState training) {
    keeper.snapshot(training);
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
    run.beginRun();
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
