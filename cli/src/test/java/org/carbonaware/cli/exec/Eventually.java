package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a state that processes come to by themselves. */
public final class Eventually {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Eventually() {}

  /** Waits until it is so, at most a minute; then fails with what it is instead. */
  public static void until(String what, Callable<Boolean> holds, Supplier<?> instead)
      throws Exception {
    long begun = System.nanoTime();
    while (!holds.call()) {
      assertThat(System.nanoTime() - begun)
          .as("%s, but: %s", what, instead.get())
          .isLessThan(LONGEST_NANOS);
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }
}
