package org.carbonaware.djl;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.ConcurrentModificationException;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.integration.AttachmentWatch;
import org.carbonaware.control.integration.DataPosition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a DJL training while the grid is dirty, with one line:
 * {@code config.addTrainingListeners(new CarbonAwareTrainingListener(carbon))}. It counts batches
 * and epochs, so that the controller knows how much work is left; validation counts as nothing.
 * Works with {@code EasyTrain.fit} and with loops of {@code EasyTrain.trainBatch} and
 * {@code trainer.step()}.
 *
 * <p>It can't save. DJL calls {@code onTrainingBatch} before {@code step()}: the batch's gradient
 * is not applied yet, while batch normalisation has already seen the batch, so a state captured
 * there lies between two states and can't be resumed exactly. The training is therefore held in
 * memory; an order to suspend it holds it too and says so, and an order to stop (Ctrl-C, SIGTERM)
 * makes it leave unsaved. To save and to resume, train through {@link CarbonAwareTraining}, which
 * needs no listener; one of the same controller leaves the work to it. If it is taken out of the
 * configuration's list, which is the trainer's, that is noticed and reported.
 *
 * <p>Add it before the trainer is made, and last, so that other listeners have seen the batch
 * before it pauses. One listener serves one trainer, on the thread that calls {@code EasyTrain}. It
 * lets a {@link TrainingSuspendedException} through and no other failure of its own.
 */
public final class CarbonAwareTrainingListener extends TrainingListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(CarbonAwareTrainingListener.class);

  private final CarbonController controller;
  private final DataPosition position;
  private final ToldTraining told;
  private @Nullable Trainer announced;
  private @Nullable Trainer served;
  private @Nullable Thread thread;
  private @Nullable BatchData counted; // let go of with the next batch or the end
  private boolean repeated;
  private boolean failed;
  private volatile boolean retired;

  /**
   * Makes a listener.
   *
   * @param controller the run's controller; closed by whoever started it
   */
  public CarbonAwareTrainingListener(CarbonController controller) {
    this.controller = controller;
    this.position = new DataPosition(controller);
    this.told = new ToldTraining(controller, position);
  }

  /** Leaves the work to {@link CarbonAwareTraining}, if that has the same controller. */
  void retireFor(CarbonController other) {
    retired |= other == controller;
  }

  @Override
  public void onTrainingBegin(Trainer trainer) {
    announced = trainer;
  }

  /**
   * Counts the batch and stands still while the controller wants it to.
   *
   * @throws TrainingSuspendedException if the process was asked to stop; let it pass
   */
  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batchData) {
    if (retired) {
      return;
    }
    try {
      if (served != trainer) {
        begin(trainer);
      }
      if (retired || repeats(batchData)) {
        return;
      }
      join();
      told.onTrainingBatch(trainer, batchData);
      position.batchTrained();
      controller.gate().safePoint(null);
    } catch (TrainingSuspendedException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      report(e);
    }
  }

  /** Whether a batch has been told of already. */
  private boolean repeats(BatchData batch) {
    boolean again = counted == batch;
    if (again && !repeated) {
      repeated = true;
      controller.warn("the carbon-aware listener is attached twice to the same trainer: each batch"
          + " counts once all the same; attach it once");
    }
    counted = batch;
    return again;
  }

  /** So that neither a pause nor the end of the process waits for a thread that is gone. */
  private void join() {
    Thread now = Thread.currentThread();
    if (thread != now) {
      leave();
      thread = now;
      controller.gate().join(now);
    }
  }

  private void leave() {
    Thread before = thread;
    if (before != null) {
      thread = null;
      controller.gate().leave(before);
    }
  }

  private boolean isServed(Trainer trainer) {
    boolean[] found = {false};
    trainer.notifyListeners(
        listener -> found[0] |= listener instanceof CarbonAwareTrainingListener other
            && other != this
            && other.controller == controller
            && other.served == trainer
            && !other.retired);
    return found[0];
  }

  private void begin(Trainer trainer) {
    if (isServed(trainer)) {
      retired = true;
      controller.warn(
          "a second carbon-aware listener of the same controller is attached to the trainer:"
              + " it leaves the work to the first");
      return;
    }
    if (served != null) {
      controller.warn(
          "a second trainer has the same carbon-aware listener: both pause and count as one training; give each its"
              + " own listener and controller");
    } else if (announced != trainer) {
      controller.warn(
          "the carbon-aware listener was added after the trainer was made: batches trained before are not counted;"
              + " call addTrainingListeners before model.newTrainer");
    }
    served = trainer;
    long[] looks = new long[1];
    controller.addListener(new AttachmentWatch(
        controller,
        () -> isAttachedTo(trainer),
        () -> ++looks[0], // nobody takes a listener off a training that is done
        "the carbon-aware listener was removed from its trainer's list: the training no longer pauses; leave it in"
            + " config.getTrainingListeners()"));
    controller.beginAnew(
        "a checkpoint was found, but this training begins at its start: to go on from the checkpoint, start"
            + " it with CarbonAwareTraining.resumeOrStart");
  }

  private boolean isAttachedTo(Trainer trainer) {
    boolean[] found = {!trainer.getManager().isOpen()}; // closed: there is nothing to pause
    try {
      trainer.notifyListeners(each -> found[0] |= each == this);
    } catch (ConcurrentModificationException e) {
      return true; // the list is being changed: the next look will tell
    }
    return found[0];
  }

  /** Counts the epoch. */
  @Override
  public void onEpoch(Trainer trainer) {
    boolean again = repeated && position.batchesInEpoch() == 0;
    if (retired || again) {
      return;
    }
    try {
      position.epochEnded();
      told.epochEnded();
    } catch (RuntimeException | LinkageError e) {
      report(e);
    }
  }

  /** The trainer is closed: its thread does something else now. */
  @Override
  public void onTrainingEnd(Trainer trainer) {
    counted = null;
    leave();
  }

  private void report(Throwable failure) {
    if (!failed) {
      failed = true; // it will likely fail at every batch
      log.warn("carbon control failed; the training goes on without it", failure);
    }
  }
}
