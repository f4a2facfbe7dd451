package org.carbonaware.control;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The one class that reads the computer's clocks. */
final class SystemClock implements TrainingClock {
  /** What fits into a long of nanoseconds; callers wait again. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final InstantSource instants;
  private final double speed;
  private final long begin = System.nanoTime();

  private SystemClock(InstantSource instants, double speed) {
    this.instants = instants;
    this.speed = speed;
  }

  static SystemClock realTime() {
    return new SystemClock(InstantSource.system(), 1);
  }

  static SystemClock scaled(Instant start, double speed) {
    if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "clock speed " + speed + ": expected a finite factor above 0");
    }
    long begin = System.nanoTime();
    return new SystemClock(
        () -> start.plusNanos((long) ((System.nanoTime() - begin) * speed)), speed);
  }

  @Override
  public Instant instant() {
    return instants.instant();
  }

  @Override
  public long nanoTime() {
    long nanos = System.nanoTime() - begin; // small, so that a fast clock does not overflow
    return speed == 1 ? nanos : (long) (nanos * speed);
  }

  /** How long this process has been there, in this clock's time. */
  Duration processAge() {
    long millis = ManagementFactory.getRuntimeMXBean().getUptime();
    return Duration.ofMillis((long) (millis * speed));
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    Duration bounded = atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST;
    long nanos = (long) (bounded.toNanos() / speed); // a cast saturates
    boolean signalled = condition.await(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    assert signalled || nanos >= 0;
  }
}
