package org.carbonaware.grid;

import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;

/**
 * A grid source could not answer. {@link #mayHelpToRetry()} tells a passing failure (network,
 * overload) from a lasting one (wrong key, unknown zone, malformed file).
 */
public final class GridException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  private final boolean mayHelpToRetry;

  private GridException(String message, @Nullable Throwable cause, boolean mayHelpToRetry) {
    super(message, cause);
    this.mayHelpToRetry = mayHelpToRetry;
  }

  /**
   * A passing failure.
   *
   * @param message what failed and where; no secrets
   * @param cause what led to it, or null
   * @return the exception
   */
  public static GridException passing(String message, @Nullable Throwable cause) {
    return new GridException(message, cause, true);
  }

  /**
   * A failure that stays until somebody changes something.
   *
   * @param message what is wrong, where, and what would be right; no secrets
   * @return the exception
   */
  public static GridException lasting(String message) {
    return new GridException(message, null, false);
  }

  /**
   * A failure that stays until somebody changes something, with what led to it.
   *
   * @param message what is wrong, where, and what would be right; no secrets
   * @param cause what led to it, or null
   * @return the exception
   */
  public static GridException lasting(String message, @Nullable Throwable cause) {
    return new GridException(message, cause, false);
  }

  /**
   * Whether asking again later may work.
   *
   * @return true for a passing failure
   */
  public boolean mayHelpToRetry() {
    return mayHelpToRetry;
  }
}
