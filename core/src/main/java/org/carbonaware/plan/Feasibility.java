package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Whether a job can meet its deadline if it runs straight through.
 *
 * @param earliestFinish when it would finish at the pessimistic speed, starting now
 * @param deadline when it must finish
 */
public record Feasibility(Instant earliestFinish, Instant deadline) {
  /**
   * Judges a job.
   *
   * @param job the job
   * @param now when it could start
   * @return the judgement
   */
  public static Feasibility of(Job job, Instant now) {
    return new Feasibility(Moments.plus(now, job.pessimisticWorkLeft()), job.deadline());
  }

  /**
   * Whether it fits.
   *
   * @return true if it finishes by the deadline
   */
  public boolean feasible() {
    return !earliestFinish.isAfter(deadline);
  }

  /**
   * How much time there is beyond the work (or, negative, how much is missing).
   *
   * @return the slack
   */
  public Duration slack() {
    return Duration.between(earliestFinish, deadline);
  }

  @Override
  public String toString() {
    return feasible()
        ? "fits: done by " + second(earliestFinish) + " at the latest, " + Text.length(slack())
            + " before the deadline"
        : "the deadline " + second(deadline)
            + " can't be met: running straight through takes until " + second(earliestFinish) + ", "
            + Text.length(slack().negated()) + " too long";
  }

  private static Instant second(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }
}
