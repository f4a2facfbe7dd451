package org.carbonaware.benchmarks.training;

import java.util.Arrays;

/** Sums up what the listeners of a training take, batch by batch. Belongs to one thread. */
final class Stopwatch {
  private double[] nanos = new double[1024];
  private int batches;

  /** Times a listener's call for a batch. */
  void time(Runnable call) {
    long begin = System.nanoTime();
    call.run();
    add(System.nanoTime() - begin);
  }

  private void add(long took) {
    if (batches == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * batches);
    }
    nanos[batches++] = took;
  }

  /** What was taken since {@link #reset}, a value for each call. */
  double[] nanos() {
    return Arrays.copyOf(nanos, batches);
  }

  void reset() {
    batches = 0;
  }
}
