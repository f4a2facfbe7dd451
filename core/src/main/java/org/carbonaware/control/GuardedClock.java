package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock of the user's that may fail: time then goes on from its last answer as the computer's
 * does, since training threads ask it too. Before its first answer a failure is the caller's. Safe
 * for several threads.
 */
final class GuardedClock implements TrainingClock {
  private static final Logger log = LoggerFactory.getLogger(GuardedClock.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What a clock answered, and the computer's count then. */
  private record Answer<T>(T value, long computersNanos) {}

  private final TrainingClock clock;
  private final TrainingClock computers = TrainingClock.system();
  private volatile @Nullable Answer<Instant> lastInstant;
  private volatile @Nullable Answer<Long> lastNanos;
  private volatile boolean failed;

  private GuardedClock(TrainingClock clock) {
    this.clock = clock;
  }

  /** Guards a clock, unless it is one that does not fail. */
  static TrainingClock of(TrainingClock clock) {
    return clock instanceof SystemClock || clock instanceof GuardedClock
        ? clock
        : new GuardedClock(clock);
  }

  @Override
  public Instant instant() {
    try {
      Instant now = Objects.requireNonNull(clock.instant(), "the clock tells no time");
      lastInstant = new Answer<>(now, computers.nanoTime());
      return now;
    } catch (RuntimeException | Error e) {
      Answer<Instant> last = lastInstant;
      if (last == null) {
        throw e;
      }
      report(e);
      return last.value().plusNanos(computers.nanoTime() - last.computersNanos());
    }
  }

  @Override
  public long nanoTime() {
    try {
      long now = clock.nanoTime();
      lastNanos = new Answer<>(now, computers.nanoTime());
      return now;
    } catch (RuntimeException | Error e) {
      Answer<Long> last = lastNanos;
      if (last == null) {
        throw e;
      }
      report(e);
      return last.value() + computers.nanoTime() - last.computersNanos();
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    try {
      clock.await(condition, atMost);
    } catch (RuntimeException | Error e) {
      report(e);
      Duration wait = atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT;
      boolean unused = condition.await(Math.max(1, wait.toNanos()), TimeUnit.NANOSECONDS);
    }
  }

  private void report(Throwable failure) {
    if (!failed) {
      failed = true; // one is enough in the log: it will likely fail at every question
      log.warn("the clock failed; time goes on as the computer's does", failure);
    }
  }
}
