package org.carbonaware.dl4j;

import org.carbonaware.control.CarbonController;

/**
 * How far the data has been consumed. Belongs to the training thread; with several of them its
 * counts are not exact.
 */
final class Position {
  private final CarbonController controller;
  private long epochs;
  private long batchesInEpoch;
  private long resets;
  private boolean epochsTold;

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

  /**
   * Whether ends of epochs are seen. A listener in a loop over {@code fit(DataSet)} does not: all
   * its batches count as those of one epoch.
   */
  boolean epochsTold() {
    return epochsTold;
  }

  void epochsAreTold() {
    epochsTold = true;
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

  /** An epoch and a reset nobody told of turned out to be among the batches trained. */
  void epochFound(long batches) {
    controller.epochDone(batches);
    epochs++;
    resets++;
    batchesInEpoch -= batches;
  }

  void restore(long epochsDone, long batchesDone, long dataResets, boolean told) {
    epochs = epochsDone;
    batchesInEpoch = batchesDone;
    resets = dataResets;
    epochsTold = told;
  }
}
