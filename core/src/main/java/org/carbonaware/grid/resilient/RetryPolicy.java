package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * When a question is asked again. Before try {@code n + 1} there is a wait of {@code firstWait *
 * 2^(n-1)}, at most {@code longestWait}, of which up to half is taken away at random. A source that
 * says when to come back is believed if that is no longer than {@code longestWait}; otherwise it is
 * not asked again.
 *
 * @param tries how often to ask in all, 1 or more
 * @param firstWait the wait before the second try, more than zero
 * @param longestWait no wait is longer; at least {@code firstWait}
 * @param budget no try begins later than this after the first; 0 or more
 */
public record RetryPolicy(int tries, Duration firstWait, Duration longestWait, Duration budget) {
  /** Checks the settings. */
  public RetryPolicy {
    if (tries < 1
        || firstWait.isNegative()
        || firstWait.isZero()
        || longestWait.compareTo(firstWait) < 0
        || budget.isNegative()) {
      throw new IllegalArgumentException("retry: " + tries + " tries, waits of " + firstWait
          + " up to " + longestWait + ", budget " + budget
          + ": expected 1 try or more, a first wait"
          + " above zero, a longest wait that is not shorter, and a budget of 0 or more");
    }
  }

  /**
   * Three tries, waits from 1 s to 30 s, within a minute.
   *
   * @return the policy
   */
  public static RetryPolicy ofDefaults() {
    return new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));
  }
}
