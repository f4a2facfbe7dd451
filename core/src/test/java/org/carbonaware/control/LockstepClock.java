package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual time for a number of threads that wait by it: when all of them wait, it jumps to the
 * first moment that one of them waits for. So nobody is ever late, however slow the computer is,
 * and a year passes as fast as they do what they have to.
 */
final class LockstepClock implements TrainingClock {
  private static final long LOOK_NANOS = 20_000;

  /** A look may miss that it was woken: then it returns early, as any wait may. */
  private static final int MOST_LOOKS = 1_000;

  private final int threads;
  private final Map<Thread, Long> waiting = new HashMap<>();
  private final ReentrantLock sleeping = new ReentrantLock();
  private final Condition never = sleeping.newCondition();
  private volatile long nanos;

  /** For so many threads. */
  LockstepClock(int threads) {
    this.threads = threads;
  }

  @Override
  public Instant instant() {
    return TestClock.START.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    long wakeAt = nanos + atMost.toNanos();
    add(wakeAt);
    try {
      for (int look = 0; look < MOST_LOOKS && nanos < wakeAt; look++) {
        if (condition.awaitNanos(LOOK_NANOS) > 0) {
          return; // woken
        }
        moveOn();
      }
    } finally {
      remove();
    }
  }

  /** Lets the time pass that a batch takes. */
  void compute(Duration time) throws InterruptedException {
    long end = nanos + time.toNanos();
    sleeping.lock();
    try {
      while (nanos < end) {
        await(never, Duration.ofNanos(end - nanos));
      }
    } finally {
      sleeping.unlock();
    }
  }

  private synchronized void add(long wakeAt) {
    waiting.put(Thread.currentThread(), wakeAt);
  }

  private synchronized void remove() {
    waiting.remove(Thread.currentThread());
  }

  private synchronized void moveOn() {
    if (waiting.size() == threads) {
      long first = waiting.values().stream().mapToLong(Long::longValue).min().orElse(nanos);
      nanos = Math.max(nanos, first);
    }
  }
}
