package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * How long an answer may be given again before the source is asked anew: about as long as the
 * source takes to publish something new. Each is more than zero.
 *
 * @param current for the present intensity
 * @param forecast for forecasts
 * @param history for what was
 */
public record Cadence(Duration current, Duration forecast, Duration history) {
  /** Checks the lengths. */
  public Cadence {
    if (!isPositive(current) || !isPositive(forecast) || !isPositive(history)) {
      throw new IllegalArgumentException("cadence of " + current + " (current), " + forecast
          + " (forecast), " + history + " (history): expected more than zero each");
    }
  }

  /**
   * The same for every question.
   *
   * @param length more than zero
   * @return the cadence
   */
  public static Cadence every(Duration length) {
    return new Cadence(length, length, length);
  }

  private static boolean isPositive(Duration length) {
    return !length.isNegative() && !length.isZero();
  }
}
