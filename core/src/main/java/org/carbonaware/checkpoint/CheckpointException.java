package org.carbonaware.checkpoint;

import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;

/** A checkpoint could not be written, read or used. */
public final class CheckpointException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, where, and what would be right
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates an exception with its cause.
   *
   * @param message what is wrong, where, and what would be right
   * @param cause what led to it, or null
   */
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
