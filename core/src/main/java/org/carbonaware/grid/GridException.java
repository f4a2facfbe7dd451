package org.carbonaware.grid;

import java.time.Duration;
import java.util.Optional;
import org.carbonaware.CarbonAwareException;
import org.jspecify.annotations.Nullable;

/**
 * A grid source could not answer. {@link #mayHelpToRetry()} tells a passing failure (network,
 * overload) from a lasting one (wrong key, unknown zone, malformed file).
 */
public final class GridException extends CarbonAwareException {
  private static final long serialVersionUID = 1L;

  private final boolean mayHelpToRetry;
  private final boolean isOfUnknownZone;
  private final @Nullable Duration retryAfter;

  private GridException(
      String message,
      @Nullable Throwable cause,
      boolean mayHelpToRetry,
      boolean isOfUnknownZone,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.mayHelpToRetry = mayHelpToRetry;
    this.isOfUnknownZone = isOfUnknownZone;
    this.retryAfter = retryAfter;
  }

  /**
   * A passing failure.
   *
   * @param message what failed and where; no secrets
   * @param cause what led to it, or null
   * @return the exception
   */
  public static GridException passing(String message, @Nullable Throwable cause) {
    return new GridException(message, cause, true, false, null);
  }

  /**
   * A passing failure of a source that says when to ask again.
   *
   * @param message what failed and where; no secrets
   * @param cause what led to it, or null
   * @param retryAfter how long the source wants to be left alone, not negative
   * @return the exception
   */
  public static GridException passing(
      String message, @Nullable Throwable cause, Duration retryAfter) {
    return new GridException(message, cause, true, false, retryAfter);
  }

  /**
   * A failure that stays until somebody changes something.
   *
   * @param message what is wrong, where, and what would be right; no secrets
   * @return the exception
   */
  public static GridException lasting(String message) {
    return new GridException(message, null, false, false, null);
  }

  /**
   * A failure that stays until somebody changes something, with what led to it.
   *
   * @param message what is wrong, where, and what would be right; no secrets
   * @param cause what led to it, or null
   * @return the exception
   */
  public static GridException lasting(String message, @Nullable Throwable cause) {
    return new GridException(message, cause, false, false, null);
  }

  /**
   * A lasting failure of a source that knows zones, but not the one asked for.
   *
   * @param message which zone it does not know, and some that it does
   * @return the exception
   */
  public static GridException unknownZone(String message) {
    return new GridException(message, null, false, true, null);
  }

  /**
   * Whether asking again later may work.
   *
   * @return true for a passing failure
   */
  public boolean mayHelpToRetry() {
    return mayHelpToRetry;
  }

  /**
   * Whether asking for another zone may work, because the source said that it has none of this
   * name.
   *
   * @return false if something else failed, or the source did not say what
   */
  public boolean isOfUnknownZone() {
    return isOfUnknownZone;
  }

  /**
   * How long the source wants to be left alone. Not capped: whoever waits decides how long.
   *
   * @return a duration of 0 or more, or empty if the source did not say
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
