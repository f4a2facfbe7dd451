package org.carbonaware.control.integration;

import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.jspecify.annotations.Nullable;

/**
 * The safe point between two batches, seen from the data: a framework asks its iterator for the
 * next batch on the training thread when the one before is trained completely, counters and
 * constraints included. Each batch counts when the next question comes.
 *
 * <p>Belongs to the training thread, which a pause blocks in {@link #asked}, {@link #wanted} and
 * {@link #trained}: they throw a {@link TrainingSuspendedException} if the training is to leave the
 * process.
 */
public final class BatchBoundary {
  private final CarbonController controller;
  private final DataPosition position;
  private final FedTraining training;
  private final Runnable beforeLeaving;
  private @Nullable Runnable beforeFirstBatch;
  private boolean handedOut;
  private boolean drawn;
  private boolean betweenUpdates = true;
  private boolean passed;
  private boolean epochOpen;
  private boolean continued;
  private @Nullable Thread announced;

  /**
   * Makes the boundary of one training.
   *
   * @param controller the run's controller
   * @param position counts what is trained
   * @param training asked what has become of each batch, and saved at a pause
   * @param beforeFirstBatch runs once on the training thread, before the first safe point, when the
   *     data stands where it should (sets a random state, for example); null for nothing
   * @param beforeLeaving runs before a {@link TrainingSuspendedException} is passed on
   */
  public BatchBoundary(
      CarbonController controller,
      DataPosition position,
      FedTraining training,
      @Nullable Runnable beforeFirstBatch,
      Runnable beforeLeaving) {
    this.controller = controller;
    this.position = position;
    this.training = training;
    this.beforeFirstBatch = beforeFirstBatch;
    this.beforeLeaving = beforeLeaving;
  }

  /** The data is about to be asked for a batch, or whether there is one. */
  public void draws() {
    if (!drawn) {
      drawn = true;
      training.batchDrawn(position.batchesInEpoch() + (handedOut ? 1 : 0));
    }
  }

  /**
   * The iterator is asked whether there is more.
   *
   * @param more its answer; false ends the epoch
   */
  public void asked(boolean more) {
    countHandedOut();
    if (more) {
      pass();
    } else if (epochOpen) {
      epochOpen = false;
      continued = false;
      epochEnded();
    }
  }

  private void epochEnded() {
    position.epochEnded();
    training.epochTaken();
  }

  /** The iterator is asked for a batch, perhaps without having been asked whether there is one. */
  public void wanted() {
    countHandedOut();
    pass();
  }

  /** A batch is there and handed out. */
  public void given() {
    handedOut = true;
    training.batchGiven();
    begun();
  }

  /**
   * A batch was trained that was not handed out here, in a loop that says so itself and stands
   * between two updates; {@code asked(false)} then ends an epoch.
   */
  public void trained() {
    begun();
    position.batchTrained();
    pass();
  }

  private void begun() {
    drawn = false;
    epochOpen = true;
    continued = false;
    passed = false;
  }

  /**
   * The iterator is put back to its start; in the middle of an epoch, that epoch counts as ended.
   */
  public void reset() {
    countHandedOut();
    if (continued) {
      continued = false;
      position.epochRestarted();
      controller.warn(
          "the data was reset before the interrupted epoch went on, so that epoch starts over: after a"
              + " resume, reset the data at the end of an epoch, not at its begin");
    } else if (epochOpen) {
      epochEnded();
    }
    epochOpen = false;
    passed = false;
    drawn = false;
    position.dataReset();
  }

  /** An epoch was begun by an earlier process and goes on here. */
  public void continueEpoch() {
    epochOpen = true;
    continued = true;
  }

  /**
   * The loop over the data says that it is done with the batch it was given, before it asks for the
   * next; that batch counts now.
   *
   * @return whether the training stands between two updates here, so that it can be saved
   */
  public boolean betweenUpdates() {
    countHandedOut();
    return betweenUpdates;
  }

  private void countHandedOut() {
    if (handedOut) {
      handedOut = false;
      position.batchTrained();
      betweenUpdates = training.batchTaken();
    }
  }

  /** The thread that trained does something else now. */
  public void leave() {
    Thread before = announced;
    if (before != null) {
      announced = null;
      controller.gate().leave(before);
    }
  }

  private void pass() {
    if (passed || !betweenUpdates) {
      return;
    }
    if (announced != Thread.currentThread()) {
      leave();
      announced = Thread.currentThread();
      controller.gate().join(announced); // so that a stop does not wait for it when it is gone
    }
    Runnable first = beforeFirstBatch;
    if (first != null) {
      beforeFirstBatch = null;
      first.run();
    }
    try {
      controller.gate().safePoint(training);
    } catch (TrainingSuspendedException leaving) {
      try {
        beforeLeaving.run();
      } catch (RuntimeException | Error e) {
        leaving.addSuppressed(e);
      }
      throw leaving;
    }
    passed = true;
  }
}
