package org.carbonaware.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs parallel work on so many threads. */
final class Threads {
  private Threads() {}

  /**
   * Runs it and waits.
   *
   * @param count how many threads, at least 1; null means the common pool
   */
  static <T> T run(@Nullable Integer count, Supplier<T> work)
      throws ExecutionException, InterruptedException {
    if (count == null) {
      return work.get();
    }
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("--threads " + count + ": expected 1 to 1024");
    }
    ForkJoinPool pool = new ForkJoinPool(count);
    try {
      return pool.submit(work::get).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
