package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;

/**
 * Time that a test moves. A thread that waits hands its wait to {@link #whoWaits} if that is set,
 * which may move the time; otherwise it looks again and again until somebody else has moved it.
 */
final class TestClock implements TrainingClock {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private volatile Instant now = START;
  private volatile Duration set = Duration.ZERO;
  private volatile Consumer<Duration> whoWaits = wait -> {};
  private volatile boolean handled;

  void whoWaits(Consumer<Duration> handler) {
    whoWaits = handler;
    handled = true;
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** Sets the moment, as somebody does to a computer's clock or its sleep does: no time passes. */
  synchronized void set(Duration by) {
    set = set.plus(by);
  }

  /** The moment if it had never been set. */
  Instant unset() {
    return now;
  }

  @Override
  public Instant instant() {
    return now.plus(set);
  }

  @Override
  public long nanoTime() {
    return Duration.between(START, now).toNanos();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    if (handled) {
      whoWaits.accept(atMost);
    } else if (condition.await(1, TimeUnit.MILLISECONDS)) {
      return;
    }
  }
}
