package org.carbonaware.benchmarks.training;

/** Is busy for a known time. Belongs to one thread. */
final class Spin implements Runnable {
  private final Stopwatch stopwatch = new Stopwatch();
  private long nanos;

  /** How long each call is busy from now on; forgets what was. */
  void busyFor(long nanosEachCall) {
    nanos = nanosEachCall;
    stopwatch.reset();
  }

  @Override
  public void run() {
    stopwatch.time(this::spin);
  }

  private void spin() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      Thread.onSpinWait();
    }
  }

  /** How long a call typically was busy, in nanoseconds: longer than asked, by a look or two. */
  double typical() {
    double[] spent = stopwatch.nanos();
    return spent.length == 0 ? 0 : Timings.middle(spent);
  }
}
