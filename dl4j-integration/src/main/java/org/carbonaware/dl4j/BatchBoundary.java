package org.carbonaware.dl4j;

import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.jspecify.annotations.Nullable;

/**
 * The safe point between two batches, seen from a data iterator: DL4J asks it for the next batch on
 * the fitting thread when the one before is trained completely, counters and constraints included.
 */
final class BatchBoundary {
  private final CarbonController controller;
  private final Position position;
  private final NetworkState state;
  private final Runnable beforeLeaving;
  private NetworkState.@Nullable Restored pending;
  private boolean handedOut;
  private int iterationBefore;
  private boolean passed;
  private boolean epochOpen;
  private boolean continued;
  private @Nullable Thread announced;

  BatchBoundary(
      CarbonController controller,
      Position position,
      NetworkState state,
      NetworkState.@Nullable Restored pending,
      Runnable beforeLeaving) {
    this.controller = controller;
    this.position = position;
    this.state = state;
    this.pending = pending;
    this.beforeLeaving = beforeLeaving;
  }

  /** The iterator is asked whether there is more. */
  void asked(boolean more) {
    countHandedOut();
    if (more) {
      pass();
    } else if (epochOpen) {
      epochOpen = false;
      continued = false;
      position.epochEnded();
    }
  }

  /** The iterator is asked for a batch, perhaps without having been asked whether there is one. */
  void wanted() {
    countHandedOut();
    pass();
  }

  /** A batch is there and handed out. */
  void given() {
    handedOut = true;
    iterationBefore = state.iteration();
    epochOpen = true;
    continued = false;
    passed = false;
  }

  /**
   * The iterator is put back to its start; in the middle of an epoch, that epoch counts as ended.
   */
  void reset() {
    countHandedOut();
    if (continued) {
      continued = false;
      position.epochRestarted();
      controller.warn(
          "the data was reset before the interrupted epoch went on, so that epoch starts over: after a"
              + " resume, reset the data at the end of an epoch, not at its begin");
    } else if (epochOpen) {
      position.epochEnded();
    }
    epochOpen = false;
    passed = false;
    position.dataReset();
  }

  /** An epoch was begun by an earlier process and goes on here. */
  void continueEpoch() {
    epochOpen = true;
    continued = true;
  }

  private void countHandedOut() {
    if (handedOut) {
      handedOut = false;
      position.batchTrained();
      if (state.iteration() == iterationBefore && state.isExact()) {
        notBetweenBatches();
      }
    }
  }

  private void notBetweenBatches() {
    state.setInexact();
    controller.warn(
        "a batch was asked for while the model had not trained the one before (several workers, a"
            + " reader ahead of fit, or a batch left out): pauses and progress hold, but a resume may not be"
            + " bit-exact; pass the data to fit directly");
  }

  /** The thread that fitted does something else now. */
  void leave() {
    Thread before = announced;
    if (before != null) {
      announced = null;
      controller.gate().leave(before);
    }
  }

  private void pass() {
    if (passed) {
      return;
    }
    if (announced != Thread.currentThread()) {
      leave();
      announced = Thread.currentThread();
      controller.gate().join(announced); // so that a stop does not wait for it when it is gone
    }
    NetworkState.Restored restored = pending;
    if (restored != null) {
      pending = null;
      restored.setRandomState(); // on the thread that fits, after the data was skipped
    }
    try {
      controller.gate().safePoint(state);
    } catch (TrainingSuspendedException leaving) {
      beforeLeaving.run();
      throw leaving;
    }
    passed = true;
  }
}
