package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * How long an answer may be given again before the source is asked anew: about as long as the
 * source takes to publish something new. Each is more than zero and at most 366 days.
 *
 * @param current for the present intensity
 * @param forecast for forecasts
 * @param history for what was
 */
public record Cadence(Duration current, Duration forecast, Duration history) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Checks the lengths. */
  public Cadence {
    if (isOutOfRange(current) || isOutOfRange(forecast) || isOutOfRange(history)) {
      throw new IllegalArgumentException(
          "cadence of " + current + " (current), " + forecast + " (forecast), " + history
              + " (history): expected more than zero and at most 366 days each");
    }
  }

  /**
   * The same for every question.
   *
   * @param length more than zero, at most 366 days
   * @return the cadence
   */
  public static Cadence every(Duration length) {
    return new Cadence(length, length, length);
  }

  /** Longer ones mean nothing here, and could leave the range of an instant. */
  static boolean isOutOfRange(Duration length) {
    return length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0;
  }
}
