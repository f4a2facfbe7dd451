package org.carbonaware.control.integration;

import java.util.function.BooleanSupplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one training its data, once: stands the data where the training goes on, and trains epoch
 * by epoch until those of the run are done. Belongs to the training thread, which a pause blocks.
 */
public final class TrainingFeed {
  private final CarbonController controller;
  private final DataPosition position;
  private final FedTraining training;
  private final @Nullable Runnable beforeFirstBatch;
  private volatile @Nullable BatchBoundary boundary; // isOpen() is asked on other threads
  private Runnable stopReading = () -> {};

  /**
   * Makes the feed of a training that has no data yet.
   *
   * @param controller the run's controller
   * @param position where the training goes on
   * @param training the training
   * @param beforeFirstBatch as {@link BatchBoundary} has it; null for nothing
   */
  public TrainingFeed(
      CarbonController controller,
      DataPosition position,
      FedTraining training,
      @Nullable Runnable beforeFirstBatch) {
    this.controller = controller;
    this.position = position;
    this.training = training;
    this.beforeFirstBatch = beforeFirstBatch;
  }

  /**
   * Gives the training its data.
   *
   * @param replay puts the data where the training goes on; answers whether that is the very end of
   *     an epoch which nobody has counted yet
   * @param stop ends reading, such as a thread that reads ahead; runs before the training leaves
   *     and after it has trained, perhaps more than once
   * @return the boundary that every question for a batch has to pass
   * @throws IllegalStateException if this training has data already
   */
  public BatchBoundary open(BooleanSupplier replay, Runnable stop) {
    if (boundary != null) {
      throw new IllegalStateException(
          "this training has its data already: call fit(…), data(…) or loop() once; to train in stages, pass"
              + " the result of data(…) to the framework's own fit more than once");
    }
    boolean epochEnded = replay.getAsBoolean();
    BatchBoundary opened =
        new BatchBoundary(controller, position, training, beforeFirstBatch, stop);
    if (epochEnded) {
      position.epochEnded();
    } else if (position.batchesInEpoch() > 0) {
      opened.continueEpoch();
    }
    position.epochsAreTold();
    stopReading = stop;
    boundary = opened;
    return opened;
  }

  /**
   * Whether the training has its data. Safe for several threads.
   *
   * @return true from {@link #open} on
   */
  public boolean isOpen() {
    return boundary != null;
  }

  /**
   * Saves the training, if it stands between two updates. Blocks until written.
   *
   * @return whether this state is stored
   */
  public boolean save() {
    BatchBoundary fed = boundary;
    if (fed != null && !fed.betweenUpdates()) {
      controller.warn("not saved: the newest batch has no update yet; save after the update");
      return false;
    }
    return controller.saveNow(training);
  }

  /** Trains an epoch. */
  @FunctionalInterface
  public interface Epoch<A extends Exception, B extends Exception> {
    /**
     * Trains to the end of the epoch.
     *
     * @throws A if the data can't be read
     * @throws B for another reason of the framework's
     */
    void train() throws A, B;
  }

  /**
   * Saves a training whose epochs are done already: reading over its data would be a long way to
   * nothing. A run that was complete when it was started is left as it is.
   *
   * @param epochs the epochs of the whole run
   * @return whether they are done
   */
  public boolean saveIfDone(long epochs) {
    boolean done = position.epochs() >= epochs;
    if (done) {
      controller.saveNow(training);
    }
    return done;
  }

  /**
   * Trains until a number of epochs is done in all, whichever processes did the earlier ones, and
   * saves the result. The data must have been given.
   *
   * @param epochs the epochs of the whole run
   * @param more asks the guarded data whether this epoch has more batches
   * @param epoch trains to the end of the epoch on the guarded data
   * @param <A> what the framework's training throws
   * @param <B> what else it throws
   * @throws A as the epoch
   * @throws B as the epoch
   * @throws IllegalStateException if an epoch trains nothing
   */
  public <A extends Exception, B extends Exception> void train(
      long epochs, BooleanSupplier more, Epoch<A, B> epoch) throws A, B {
    try {
      if (position.batchesInEpoch() > 0) {
        // An epoch saved at its very end is counted by that question, before another one begins.
        boolean unused = more.getAsBoolean();
      }
      while (position.epochs() < epochs) {
        long epochsBefore = position.epochs();
        long batchesBefore = position.batchesInEpoch();
        epoch.train();
        if (position.epochs() == epochsBefore && position.batchesInEpoch() == batchesBefore) {
          throw new IllegalStateException("there is no data for epoch " + (epochsBefore + 1)
              + " of " + epochs + ": the iterator is empty, or at its end and can't be reset");
        }
      }
      controller.saveNow(training);
    } catch (TrainingSuspendedException leaving) {
      end(leaving);
      throw leaving;
    } catch (Throwable failure) {
      controller.trainingFailed(failure);
      end(failure);
      throw failure;
    }
    end(null);
  }

  /** What fails here takes no exception's place, and is none for a training that is done. */
  private void end(@Nullable Throwable why) {
    try {
      stopReading.run();
    } catch (RuntimeException | Error e) {
      if (why == null) {
        controller.warn("the data is read, but reading it could not be ended: " + e);
      } else if (why != e) {
        why.addSuppressed(e);
      }
    }
    BatchBoundary fed = boundary;
    if (fed != null) {
      fed.leave();
    }
  }
}
