package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * The rule no policy gets around: the deadline outranks carbon. A pause is allowed only while the
 * work left at a pessimistic speed, the time to come back and a margin still fit before the
 * deadline even if nobody looks again for {@link Situation#reaction()}. A policy that fails is
 * overruled too: the training runs.
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
    Duration untilPaused = situation.running() ? situation.costs().checkpointTime() : Duration.ZERO;
    Instant nextLook = situation.now().plus(untilPaused).plus(situation.reaction());
    if (nextLook.isAfter(latestStart)) {
      return Decision.run(
          situation.job().deadline(), Reason.Code.DEADLINE, forced(situation, latestStart));
    }
    Decision decision;
    try {
      decision = policy.decide(situation);
    } catch (RuntimeException failure) {
      return Decision.run(
          nextLook,
          Reason.Code.POLICY_FAILED,
          "the policy failed, so the training runs: " + failure);
    }
    if (decision.isPause() && decision.until().isAfter(latestStart)) {
      return new Decision(decision.action(), latestStart, decision.reason());
    }
    return decision;
  }

  /**
   * The last moment at which a paused training can go on and still finish in time.
   *
   * @param job the work left
   * @param costs the time to come back
   * @return that moment, possibly in the past
   */
  public Instant latestStart(Job job, Costs costs) {
    return job.deadline().minus(margin).minus(job.pessimisticWorkLeft()).minus(costs.restoreTime());
  }

  private static String forced(Situation situation, Instant latestStart) {
    Job job = situation.job();
    String work =
        "the work left (" + Text.length(job.pessimisticWorkLeft()) + " at a pessimistic speed)";
    return situation.now().plus(job.pessimisticWorkLeft()).isAfter(job.deadline())
        ? work + " may not fit before the deadline " + Text.time(job.deadline())
        : work + " must be started by " + Text.time(latestStart) + " to meet the deadline "
            + Text.time(job.deadline());
  }
}
