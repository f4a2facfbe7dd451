package org.carbonaware.control;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.plan.Reason;

/** What the training threads do on the controller's behalf while they stand still. */
interface Attendant {
  /**
   * Saves the training durably, and waits for that while it is worth waiting; returns whether that
   * worked. Runs on a training thread.
   */
  boolean save(TrainingState state, BooleanSupplier worthWaiting);

  /** Copies the training's state for a periodic checkpoint. Runs on a training thread. */
  void snapshot(TrainingState state);

  /** Gives memory back; says what. Runs on a training thread. */
  String release(TrainingState state);

  /** A run left alone trains after all: begins it. Runs on a training thread. */
  void trainsOn();

  /** How long a pause waits for announced threads that do not come. Called under the lock. */
  Duration patience();

  /** The first thread stands at the gate. Called under the lock: must only take note. */
  void stands();

  /** The state of the run changed. Called under the lock: must only take note. */
  void changed(ControllerState from, ControllerState to, Reason reason);

  /** Something is worth knowing. Called under the lock: must only take note. */
  void warn(String text);
}
