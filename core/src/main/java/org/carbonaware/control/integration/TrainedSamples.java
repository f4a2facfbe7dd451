package org.carbonaware.control.integration;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingFacts;

/**
 * Counts the samples that a training is fed, and tells the controller how many a batch and an epoch
 * have. Belongs to the training thread; counting costs a few nanoseconds.
 */
public final class TrainedSamples {
  private final CarbonController controller;
  private final DataPosition position;
  private boolean begun;
  private boolean whole;
  private long largestBatch;
  private long inEpoch;
  private long toldEpoch;
  private long toldBatch;

  /**
   * Nothing is counted yet.
   *
   * @param controller told
   * @param position knows whether an epoch begins
   */
  public TrainedSamples(CarbonController controller, DataPosition position) {
    this.controller = controller;
    this.position = position;
  }

  /**
   * A batch is given to the training; call it before the batch counts as trained.
   *
   * @param samples its samples
   * @return whether it is the first one: time to describe the training
   */
  public boolean given(long samples) {
    boolean first = !begun;
    begun = true;
    if (inEpoch == 0) {
      whole = position.batchesInEpoch() == 0;
    }
    inEpoch += samples;
    largestBatch = Math.max(largestBatch, samples);
    return first;
  }

  /** An epoch has ended. */
  public void epochEnded() {
    if (whole && inEpoch > 0 && (inEpoch != toldEpoch || largestBatch != toldBatch)) {
      toldEpoch = inEpoch;
      toldBatch = largestBatch;
      controller.describe(new TrainingFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.of(inEpoch),
          OptionalLong.of(largestBatch),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty()));
    }
    inEpoch = 0;
    whole = false;
  }
}
