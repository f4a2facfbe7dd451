package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * How many requests a source may get: no more than {@code requests} in any interval of the length
 * {@code per}.
 *
 * @param requests 1 to 100,000
 * @param per more than zero, at most 366 days
 */
public record RateLimit(int requests, Duration per) {
  private static final int MOST = 100_000;

  /** Checks the settings. */
  public RateLimit {
    if (requests < 1 || requests > MOST || Cadence.isOutOfRange(per)) {
      throw new IllegalArgumentException("rate limit of " + requests + " requests per " + per
          + ": expected 1 to 100000 requests and a length above zero, at most 366 days");
    }
  }
}
