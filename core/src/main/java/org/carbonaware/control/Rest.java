package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which somebody is left alone. It is over, too, once the clock shows a moment before it
 * began: that was set back, and else the rest would last until it shows that time again.
 *
 * @param since when it began
 * @param length how long it lasts
 */
record Rest(Instant since, Duration length) {
  /** One that is over. */
  static final Rest OVER = new Rest(Instant.EPOCH, Duration.ZERO);

  /** Whether it lasts at a moment. */
  boolean lasts(Instant now) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }
}
