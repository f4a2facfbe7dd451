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
  private final SeedPlan seeds;
  private final Runnable epochTrained;

  StepLoop(DataPosition position, BatchBoundary boundary, SeedPlan seeds, Runnable epochTrained) {
    this.position = position;
    this.boundary = boundary;
    this.seeds = seeds;
    this.epochTrained = epochTrained;
    if (position.batchesInEpoch() > 0) {
      boundary.continueEpoch();
    }
    seeds.batchBegins(position.epochs(), position.batchesInEpoch());
  }

  /**
   * Counts a batch, and stands still while the controller wants it to.
   *
   * @throws TrainingSuspendedException if the training is to leave the process; let it pass
   */
  public void stepDone() {
    boundary.trained();
    seeds.batchBegins(position.epochs(), position.batchesInEpoch());
  }

  /** Counts an epoch. Validation before or after it counts as nothing. */
  public void epochDone() {
    boundary.asked(false);
    epochTrained.run();
    seeds.epochBegins(position.epochs());
    seeds.batchBegins(position.epochs(), position.batchesInEpoch());
  }
}
