package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;

/**
 * The time a controller lives in: the moment, a monotonic count for durations, and waiting. All
 * three run at the same rate, so that a controller can be driven through days within seconds. Safe
 * for use by several threads.
 */
public interface TrainingClock extends InstantSource {
  /**
   * Monotonic time for measuring durations; only differences mean something.
   *
   * @return nanoseconds of this clock
   */
  long nanoTime();

  /**
   * Waits on a condition whose lock the caller holds. May return early; callers loop.
   *
   * @param condition the condition
   * @param atMost the longest wait in this clock's time
   * @throws InterruptedException if the thread is interrupted
   */
  void await(Condition condition, Duration atMost) throws InterruptedException;

  /**
   * The computer's own time.
   *
   * @return the clock
   */
  static TrainingClock system() {
    return SystemClock.realTime();
  }

  /**
   * A clock that begins at a given moment and runs faster than the computer's: for demonstrations.
   *
   * @param start the moment at which it begins, now
   * @param speed how many of its seconds pass in one real second, above 0
   * @return the clock
   */
  static TrainingClock scaled(Instant start, double speed) {
    return SystemClock.scaled(start, speed);
  }
}
