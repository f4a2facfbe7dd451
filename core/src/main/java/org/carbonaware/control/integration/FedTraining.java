package org.carbonaware.control.integration;

import org.carbonaware.checkpoint.TrainingState;

/**
 * A training that is fed batch by batch through a {@link BatchBoundary}, which asks it what has
 * become of each batch. Called on the training thread only.
 */
public interface FedTraining extends TrainingState {
  /**
   * A batch is about to be drawn from the data, or again in a resumed process that reads over it:
   * time to seed random generators.
   *
   * @param batch its place in the epoch, from 0; perhaps there is none any more
   */
  default void batchDrawn(long batch) {}

  /** An epoch has been counted. */
  default void epochTaken() {}

  /** A batch is handed out. */
  void batchGiven();

  /**
   * The batch given before has been trained, or should have been. If it was not, the training warns
   * and calls itself inexact from here on.
   *
   * @return whether the training stands between two updates here; false for example in the middle
   *     of an accumulated gradient: the batch then counts, but this is no safe point
   */
  boolean batchTaken();
}
