package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that the clock was set or that the computer slept: from one look to the next its moments
 * and its nanoseconds tell of different times. Belongs to the control thread.
 */
final class ClockWatch {
  /** Less is corrected by time servers now and then, and does no harm. */
  private static final Duration TOLERATED = Duration.ofSeconds(10);

  /** A thread that was held up between two readings can't tell. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

  /**
   * The clock leapt.
   *
   * @param expected what it would show now
   * @param now what it shows
   */
  record Leap(Instant expected, Instant now) {
    Duration by() {
      return Duration.between(expected, now);
    }
  }

  private final TrainingClock clock;
  private Instant lastInstant;
  private long lastNanos;

  ClockWatch(TrainingClock clock) {
    this.clock = clock;
    this.lastInstant = clock.instant();
    this.lastNanos = clock.nanoTime();
  }

  /** Looks; tells of a leap once. */
  Optional<Leap> look() {
    long before = clock.nanoTime();
    Instant now = clock.instant();
    long nanos = clock.nanoTime();
    if (nanos - before > SAME_MOMENT.toNanos()) {
      return Optional.empty(); // the next look tells
    }
    Leap leap = new Leap(lastInstant.plusNanos(nanos - lastNanos), now);
    lastInstant = now;
    lastNanos = nanos;
    return Optional.of(leap).filter(far -> far.by().abs().compareTo(TOLERATED) > 0);
  }
}
