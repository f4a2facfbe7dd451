package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;

/**
 * A training to replay.
 *
 * @param start when it starts, running
 * @param expectedWork running time it is expected to need, above 0
 * @param pessimisticWork running time it will hardly exceed, at least {@code expectedWork}
 * @param actualWork running time it turns out to need, above 0; the deadline is safe up to
 *     {@code pessimisticWork}
 * @param deadline when it must have finished
 */
public record ReplayJob(
    Instant start,
    Duration expectedWork,
    Duration pessimisticWork,
    Duration actualWork,
    Instant deadline) {
  /** Checks the durations. */
  public ReplayJob {
    boolean none = expectedWork.isNegative() || expectedWork.isZero();
    if (none || actualWork.isNegative() || actualWork.isZero()) {
      throw new IllegalArgumentException(
          "work " + expectedWork + ", actual work " + actualWork + ": expected durations above 0");
    }
    if (pessimisticWork.compareTo(expectedWork) < 0) {
      throw new IllegalArgumentException("pessimistic work " + pessimisticWork
          + ": expected at least the work expected, " + expectedWork);
    }
  }

  /**
   * A training whose speed is known exactly.
   *
   * @param start when it starts
   * @param work running time it needs, above 0
   * @param slack time beyond the work until the deadline
   * @return the job
   */
  public static ReplayJob of(Instant start, Duration work, Duration slack) {
    return new ReplayJob(start, work, work, work, start.plus(work).plus(slack));
  }

  /**
   * Whether it can meet its deadline at the pessimistic speed: what is refused at the start
   * otherwise.
   *
   * @return the judgement
   */
  public Feasibility feasibility() {
    return Feasibility.of(new Job(expectedWork, pessimisticWork, deadline), start);
  }

  /** What the controller knows of the work when so much running time is still needed. */
  Job left(long actualNanosLeft) {
    long expected = left(actualNanosLeft, expectedWork);
    long pessimistic = left(actualNanosLeft, pessimisticWork);
    return new Job(
        Duration.ofNanos(expected),
        Duration.ofNanos(Math.max(expected, pessimistic)),
        deadline,
        actualWork.minusNanos(actualNanosLeft));
  }

  /** Exact where it can be: a nanosecond too much may cost a whole look. */
  private long left(long actualNanosLeft, Duration work) {
    return work.equals(actualWork)
        ? actualNanosLeft
        : (long) Math.ceil((double) actualNanosLeft / actualWork.toNanos() * work.toNanos());
  }
}
