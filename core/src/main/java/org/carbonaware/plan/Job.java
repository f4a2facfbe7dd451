package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * The work a training still has to do and when it must be done.
 *
 * @param workLeft running time still needed at the speed expected, zero or more
 * @param pessimisticWorkLeft running time still needed at a speed it will hardly fall below; at
 *     least {@code workLeft}. The deadline is guarded with this one
 * @param deadline when the training must have finished
 */
public record Job(Duration workLeft, Duration pessimisticWorkLeft, Instant deadline) {
  /** Checks the durations. */
  public Job {
    if (workLeft.isNegative() || pessimisticWorkLeft.compareTo(workLeft) < 0) {
      throw new IllegalArgumentException("work left " + workLeft + ", pessimistic "
          + pessimisticWorkLeft + ": expected 0 <= work left <= pessimistic work left");
    }
  }
}
