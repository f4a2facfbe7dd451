package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits; a test's sleeper advances a clock instead. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Waits on the calling thread.
   *
   * @param length how long; not more than zero means not at all
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration length) throws InterruptedException;

  /**
   * Waits in real time.
   *
   * @return the sleeper
   */
  static Sleeper realTime() {
    return length -> {
      boolean opened = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
      assert !opened : "nobody opens it";
    };
  }
}
