package org.carbonaware.control;

import org.carbonaware.CarbonAwareException;
import org.carbonaware.plan.Reason;

/**
 * Takes a training out of its loop at a safe point: it was suspended to be started again later, or
 * {@link CarbonController#stop()} was called. Let it pass; a runner ends the process with
 * {@link #EXIT_CODE}. Not thrown when a signal ends the process.
 */
public final class TrainingSuspendedException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  /** The exit code that says "suspended, run me again" to a scheduler. */
  public static final int EXIT_CODE = 75;

  private final transient Reason reason;
  private final boolean saved;

  TrainingSuspendedException(Reason reason, boolean saved) {
    super("training suspended (" + reason.text() + "); "
        + (saved
            ? "a checkpoint is saved: start it again to go on from there"
            : "no checkpoint could be saved"));
    this.reason = reason;
    this.saved = saved;
  }

  /**
   * Why the training left.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Whether a checkpoint of this very moment is stored.
   *
   * @return true if the training can go on exactly from here
   */
  public boolean saved() {
    return saved;
  }
}
