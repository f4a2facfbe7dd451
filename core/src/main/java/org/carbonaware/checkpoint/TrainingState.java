package org.carbonaware.checkpoint;

/**
 * What an integration offers the controller at a safe point. Called on the training thread only,
 * while the training stands still.
 */
public interface TrainingState {
  /**
   * Copies the state out of the training. Must not keep a reference into live state.
   *
   * @return the snapshot
   * @throws CheckpointException if this training's state can't be captured exactly here; the
   *     message says why
   */
  Snapshot capture();

  /**
   * Gives back what device memory it can, at a pause of depth RELEASE. Does nothing by default.
   *
   * @return what was released, in words, for the record
   */
  default String releaseMemory() {
    return "nothing to release";
  }
}
