package org.carbonaware.benchmarks.training;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.carbonaware.benchmarks.training.Pauses.Pause;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.control.ControllerState;

/** What a controller tells of its pauses, waited for by another thread. */
final class PauseEvents implements ControllerListener {
  private static final long LONGEST_SECONDS = 60;

  private final BlockingQueue<ControllerEvent> events = new LinkedBlockingQueue<>();
  private double checkpointNanos;

  /**
   * A pause that has begun.
   *
   * @param dirty when the grid turned dirty
   * @param ordered when the controller ordered it
   * @param stands when the training stood
   * @param checkpointNanos what its checkpoint took
   */
  record Begun(Instant dirty, Instant ordered, Instant stands, double checkpointNanos) {
    Pause pause(double leave, double resume) {
      return new Pause(
          nanos(dirty, ordered), nanos(ordered, stands), checkpointNanos, leave, resume);
    }
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (event instanceof StateChanged || event instanceof CheckpointWritten) {
      events.add(event);
    }
  }

  /** When the run came to a state; waits for that. */
  Instant await(ControllerState state) throws InterruptedException {
    while (true) {
      ControllerEvent event = events.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new IllegalStateException("the run did not become " + state);
      }
      if (event instanceof CheckpointWritten written && written.forPause()) {
        checkpointNanos = written.took().toNanos();
      }
      if (event instanceof StateChanged change && change.to() == state) {
        return change.at();
      }
    }
  }

  /** What the checkpoint of the last pause took; 0 if none was written. */
  double checkpointNanos() {
    return checkpointNanos;
  }

  /** Before another pause. */
  void forget() {
    checkpointNanos = 0;
  }

  static double nanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }
}
