package org.carbonaware.control.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.carbonaware.control.TrainingClock;

/**
 * Time that nobody sits through: it passes when a test moves it, and while the thread that made the
 * clock waits, a minute at each of its looks. Safe for several threads.
 */
final class SteppedClock implements TrainingClock {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Thread training = Thread.currentThread();
  private volatile Instant now = START;

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanoTime() {
    return Duration.between(START, now).toNanos();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    if (Thread.currentThread() == training) {
      advance(atMost.compareTo(STEP) < 0 ? atMost : STEP);
    }
    boolean unused = condition.await(1, TimeUnit.MILLISECONDS);
  }
}
