package org.carbonaware;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception of this library. Unchecked: set-up throws it at once, with a message
 * that says what is wrong, where, and what would be right; a running training never sees it except
 * to be suspended.
 */
public class CarbonAwareException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, where, and what would be right
   */
  public CarbonAwareException(String message) {
    super(message);
  }

  /**
   * Creates an exception with its cause.
   *
   * @param message what is wrong, where, and what would be right
   * @param cause what led to it, or null
   */
  public CarbonAwareException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
