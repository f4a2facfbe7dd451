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
 * @param workDone running time already spent on the work, zero or more; zero if unknown
 */
public record Job(
    Duration workLeft, Duration pessimisticWorkLeft, Instant deadline, Duration workDone) {
  /** Checks the durations. */
  public Job {
    if (workLeft.isNegative() || pessimisticWorkLeft.compareTo(workLeft) < 0) {
      throw new IllegalArgumentException("work left " + workLeft + ", pessimistic "
          + pessimisticWorkLeft + ": expected 0 <= work left <= pessimistic work left");
    }
    if (workDone.isNegative()) {
      throw new IllegalArgumentException(
          "work done " + workDone + ": expected a duration of 0 or more");
    }
  }

  /**
   * A job of which no work is done, or nobody knows how much.
   *
   * @param workLeft running time still needed at the speed expected, zero or more
   * @param pessimisticWorkLeft running time still needed at a speed it will hardly fall below; at
   *     least {@code workLeft}
   * @param deadline when the training must have finished
   */
  public Job(Duration workLeft, Duration pessimisticWorkLeft, Instant deadline) {
    this(workLeft, pessimisticWorkLeft, deadline, Duration.ZERO);
  }

  /**
   * The same with other work behind it.
   *
   * @param done running time already spent on the work, zero or more
   * @return the job
   */
  public Job withWorkDone(Duration done) {
    return new Job(workLeft, pessimisticWorkLeft, deadline, done);
  }
}
