package org.carbonaware.benchmarks.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.carbonaware.control.PauseDepth;

/**
 * How long pauses of one depth took to begin and to end, each in nanoseconds.
 *
 * @param depth how deep they were
 * @param batchNanos a typical batch of the same training
 * @param each the pauses
 */
record Pauses(PauseDepth depth, double batchNanos, List<Pause> each) {
  /** What a pause may take besides a batch and the checkpoint. */
  static final double ALLOWED_NANOS = 5e6;

  Pauses {
    each = List.copyOf(each);
  }

  /**
   * One of them.
   *
   * @param decision from the grid's turning dirty to the order to pause; includes the wait for the
   *     next look at the grid
   * @param pause from the order to the training thread's standing still, saved
   * @param checkpoint of that, capturing and writing the training
   * @param leave from the order to the training's end in this process; 0 if it stays
   * @param resume from the order to go on (a suspended one: from the start of the next controller)
   *     to going on (a suspended one: to the end of its first batch)
   */
  record Pause(double decision, double pause, double checkpoint, double leave, double resume) {}

  /** From order to standstill, without the checkpoint and a typical batch. */
  double[] excess() {
    return each.stream()
        .mapToDouble(one -> one.pause() - one.checkpoint() - batchNanos)
        .toArray();
  }

  /** How many stood within a batch, the checkpoint and {@link #ALLOWED_NANOS}. */
  long kept() {
    return Arrays.stream(excess()).filter(nanos -> nanos <= ALLOWED_NANOS).count();
  }

  /** The values of one kind. */
  Spread of(ToDoubleFunction<Pause> kind) {
    return Spread.of(each.stream().mapToDouble(kind).toArray());
  }

  /**
   * How values are spread.
   *
   * @param median the middle one, with its interval
   * @param p95 what 19 of 20 do not exceed
   * @param max the greatest
   */
  record Spread(Estimate median, double p95, double max) {
    static Spread of(double... values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int last = sorted.length - 1;
      return new Spread(
          Estimate.of(values), sorted[(int) Math.ceil(0.95 * sorted.length) - 1], sorted[last]);
    }
  }

  /** Times of batches, told by the training thread. Belongs to it until the training has ended. */
  static final class BatchClock implements Runnable {
    private final List<Double> nanos = new ArrayList<>();
    private long before;

    @Override
    public void run() {
      long now = System.nanoTime();
      if (before != 0) {
        nanos.add((double) (now - before));
      }
      before = now;
    }

    /** The median of all: pauses are few among them. */
    double typical() {
      return Estimate.of(nanos.stream().mapToDouble(Double::doubleValue).toArray())
          .median();
    }
  }
}
