package org.carbonaware.djl;

import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;

/**
 * What an own training loop calls: once after each {@code trainer.step()}, and once after each
 * epoch.
 *
 * <pre>{@code
 * StepLoop loop = training.loop();
 * for (long epoch = training.epochsDone(); epoch < 20; epoch++) {
 *   for (long batch = training.batchesInEpoch(); batch < batches; batch++) {
 *     // forward, backward, …
 *     trainer.step();
 *     loop.stepDone();
 *   }
 *   loop.epochDone();
 * }
 * training.save();
 * }</pre>
 *
 * <p>Belongs to the training thread.
 */
public final class StepLoop {
  private final DataPosition position;
  private final BatchBoundary boundary;
  private final TrainerState state;

  StepLoop(DataPosition position, BatchBoundary boundary, TrainerState state) {
    this.position = position;
    this.boundary = boundary;
    this.state = state;
    state.epochBegins();
    state.batchDrawn(position.batchesInEpoch());
  }

  /**
   * Counts a batch, and stands still while the controller wants it to.
   *
   * @throws TrainingSuspendedException if the training is to leave the process; let it pass
   */
  public void stepDone() {
    boundary.trained();
    state.batchDrawn(position.batchesInEpoch());
  }

  /** Counts an epoch. Validation before or after it counts as nothing. */
  public void epochDone() {
    boundary.asked(false);
    state.epochBegins();
    state.batchDrawn(position.batchesInEpoch());
  }
}
