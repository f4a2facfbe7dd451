package org.carbonaware.djl;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.function.LongConsumer;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a DJL training while the grid is dirty, with one line:
 * {@code config.addTrainingListeners(new CarbonAwareTrainingListener(carbon))}. It counts batches
 * and epochs, so that the controller knows how much work is left. Works with {@code EasyTrain.fit}
 * and with loops of {@code EasyTrain.trainBatch} and {@code trainer.step()}.
 *
 * <p>It can't save. DJL calls {@code onTrainingBatch} before {@code step()}: the batch's gradient
 * is not applied yet, while batch normalisation has already seen the batch, so a state captured
 * there lies between two states and can't be resumed exactly. The training is therefore held in
 * memory; an order to suspend it holds it too and says so, and an order to stop (Ctrl-C, SIGTERM)
 * makes it leave unsaved. The controller's checkpoints, if it has any, are never written by this
 * listener.
 *
 * <p>Add it last, so that other listeners have seen the batch before it pauses. One listener serves
 * one trainer, on the thread that calls {@code EasyTrain}. It lets a
 * {@link TrainingSuspendedException} through and no other failure of its own.
 */
public final class CarbonAwareTrainingListener extends TrainingListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(CarbonAwareTrainingListener.class);

  private final Runnable batchDone;
  private final LongConsumer epochDone;
  private final Runnable gate;
  private long batchesInEpoch;
  private boolean failed;

  /**
   * Makes a listener.
   *
   * @param controller the run's controller; closed by whoever started it
   */
  public CarbonAwareTrainingListener(CarbonController controller) {
    this(controller::batchDone, controller::epochDone, () -> controller.gate().safePoint(null));
    controller.beginAnew(
        "a checkpoint was found, but a DJL training can't go on from one yet: it begins at its start");
  }

  CarbonAwareTrainingListener(Runnable batchDone, LongConsumer epochDone, Runnable gate) {
    this.batchDone = batchDone;
    this.epochDone = epochDone;
    this.gate = gate;
  }

  /**
   * Counts the batch and stands still while the controller wants it to.
   *
   * @throws TrainingSuspendedException if the process was asked to stop; let it pass
   */
  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batchData) {
    try {
      batchesInEpoch++;
      batchDone.run();
      gate.run();
    } catch (TrainingSuspendedException e) {
      throw e;
    } catch (RuntimeException e) {
      report(e);
    }
  }

  /** Counts the epoch. */
  @Override
  public void onEpoch(Trainer trainer) {
    try {
      epochDone.accept(batchesInEpoch);
    } catch (RuntimeException e) {
      report(e);
    } finally {
      batchesInEpoch = 0;
    }
  }

  private void report(RuntimeException failure) {
    if (!failed) {
      failed = true; // it will likely fail at every batch
      log.warn("carbon control failed; the training goes on without it", failure);
    }
  }
}
