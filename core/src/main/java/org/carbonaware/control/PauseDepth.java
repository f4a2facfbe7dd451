package org.carbonaware.control;

/** How deep a pause goes. Each depth frees more and takes longer to come back from. */
public enum PauseDepth {
  /** The training thread waits; everything stays in memory. */
  HOLD,
  /** As HOLD, and device memory that can be given back is given back. */
  RELEASE,
  /**
   * The training is saved and leaves the process by {@link TrainingSuspendedException}; somebody
   * starts it again.
   */
  SUSPEND
}
