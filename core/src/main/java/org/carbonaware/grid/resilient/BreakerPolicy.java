package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * When a failing source is left alone.
 *
 * @param window how many of the last questions count, 2 or more
 * @param failureShare the share of failures among them that is too many, above 0 and at most 1
 * @param rest how long the source is then left alone, more than zero, at most 366 days; after that
 *     one question is a trial, and only if it is answered are others let through
 */
public record BreakerPolicy(int window, double failureShare, Duration rest) {
  /** Checks the settings. */
  public BreakerPolicy {
    if (window < 2 || !(failureShare > 0 && failureShare <= 1) || Cadence.isOutOfRange(rest)) {
      throw new IllegalArgumentException("breaker: window " + window + ", failure share "
          + failureShare + ", rest " + rest + ": expected 2 questions or more, a share above 0 and"
          + " at most 1, and a rest above zero, at most 366 days");
    }
  }

  /**
   * Half of the last 6 questions, and a rest of 2 minutes.
   *
   * @return the policy
   */
  public static BreakerPolicy ofDefaults() {
    return new BreakerPolicy(6, 0.5, Duration.ofMinutes(2));
  }
}
