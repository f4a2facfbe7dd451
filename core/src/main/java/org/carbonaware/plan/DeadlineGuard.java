package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The rule no policy gets around: the deadline outranks carbon. A pause is allowed only while the
 * work left at a pessimistic speed, the time to come back and a margin still fit before the
 * deadline even if nobody looks again for {@link Situation#reaction()} and a checkpoint is written
 * then. A policy that fails is overruled too: the training runs.
 */
public final class DeadlineGuard implements Policy {
  private final Policy policy;
  private final Duration margin;

  private DeadlineGuard(Policy policy, Duration margin) {
    this.policy = policy;
    this.margin = margin;
  }

  /**
   * Guards a policy.
   *
   * @param policy the policy
   * @param margin time to keep in hand before the deadline, zero or more
   * @return the guarded policy
   */
  public static DeadlineGuard around(Policy policy, Duration margin) {
    if (margin.isNegative()) {
      throw new IllegalArgumentException("margin " + margin + ": expected a duration of 0 or more");
    }
    return new DeadlineGuard(policy, margin);
  }

  @Override
  public String name() {
    return policy.name();
  }

  @Override
  public Decision decide(Situation situation) {
    Instant latestStart = latestStart(situation.job(), situation.costs());
    // Counted for a pause too: a pause that was ordered may still wait for its safe point, and only
    // then begins to write.
    Instant standsAt = Moments.plus(situation.nextLook(), situation.costs().checkpointTime());
    if (standsAt.isAfter(latestStart)) {
      return Decision.run(
          situation.deadlineOrNow(), Reason.Code.DEADLINE, forced(situation, latestStart));
    }
    try {
      return within(latestStart, policy.decide(situation));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.POLICY_FAILED,
          "the policy failed, so the training runs: " + failure);
    }
  }

  /**
   * The last moment at which a paused training can go on and still finish in time.
   *
   * @param job the work left
   * @param costs the time to come back
   * @return that moment, possibly in the past
   */
  public Instant latestStart(Job job, Costs costs) {
    Instant latestRun =
        Moments.minus(Moments.minus(job.deadline(), margin), job.pessimisticWorkLeft());
    return Moments.minus(latestRun, costs.restoreTime());
  }

  private static Decision within(Instant latestStart, Decision decision) {
    Objects.requireNonNull(decision, "it made no decision");
    return decision.isPause() && decision.until().isAfter(latestStart)
        ? new Decision(decision.action(), latestStart, decision.reason())
        : decision;
  }

  private static String forced(Situation situation, Instant latestStart) {
    Job job = situation.job();
    String work =
        "the work left (" + Text.length(job.pessimisticWorkLeft()) + " at a pessimistic speed)";
    return Feasibility.of(job, situation.now()).feasible()
        ? work + " must be started by " + Text.time(latestStart) + " to meet the deadline "
            + Text.time(job.deadline())
        : work + " may not fit before the deadline " + Text.time(job.deadline());
  }
}
