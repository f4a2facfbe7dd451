package org.carbonaware.dl4j;

import org.carbonaware.control.CarbonController;

/** How far the data has been consumed. Belongs to the training thread. */
final class Position {
  private final CarbonController controller;
  private long epochs;
  private long batchesInEpoch;
  private long resets;

  Position(CarbonController controller) {
    this.controller = controller;
  }

  /** Epochs trained to their end. */
  long epochs() {
    return epochs;
  }

  /** Batches trained since the last end of an epoch. */
  long batchesInEpoch() {
    return batchesInEpoch;
  }

  /** How often the data was put back to its start. */
  long resets() {
    return resets;
  }

  void dataReset() {
    resets++;
  }

  void batchTrained() {
    batchesInEpoch++;
    controller.batchDone();
  }

  void epochEnded() {
    controller.epochDone(batchesInEpoch);
    epochs++;
    batchesInEpoch = 0;
  }

  /** The interrupted epoch is begun again from its first batch. */
  void epochRestarted() {
    batchesInEpoch = 0;
  }

  void restore(long epochsDone, long batchesDone, long dataResets) {
    epochs = epochsDone;
    batchesInEpoch = batchesDone;
    resets = dataResets;
  }
}
