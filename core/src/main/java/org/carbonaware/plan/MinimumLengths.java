package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps a run or a pause for a minimum time whatever the policy inside says, except that a pause
 * never outlasts what it stands on: without knowledge of the grid, or of time, the training runs.
 */
record MinimumLengths(Policy policy, Duration minimumRun, Duration minimumPause) implements Policy {
  private static final Set<Reason.Code> MUST_RUN = EnumSet.of(
      Reason.Code.DEADLINE,
      Reason.Code.UNKNOWN_INTENSITY,
      Reason.Code.UNKNOWN_WORK,
      Reason.Code.POLICY_FAILED);

  MinimumLengths {
    if (minimumRun.isNegative() || minimumPause.isNegative()) {
      throw new IllegalArgumentException("minimum run " + minimumRun + ", minimum pause "
          + minimumPause + ": expected durations of 0 or more");
    }
  }

  @Override
  public String name() {
    return policy.name() + ", runs at least " + Text.length(minimumRun) + ", pauses at least "
        + Text.length(minimumPause);
  }

  /** What is said outside holds instead, shorter or longer. */
  @Override
  public Policy withMinimumLengths(Duration run, Duration pause) {
    return new MinimumLengths(policy, run, pause);
  }

  @Override
  public Decision decide(Situation situation) {
    Decision decision = policy.decide(situation);
    boolean change = situation.running() == decision.isPause();
    boolean mustRun = !decision.isPause() && MUST_RUN.contains(decision.reason().code());
    Instant earliest =
        Moments.plus(situation.since(), situation.running() ? minimumRun : minimumPause);
    if (!change || mustRun || !situation.now().isBefore(earliest) || isFirst(situation)) {
      return decision;
    }
    String text = (situation.running() ? "runs" : "pauses") + " until " + Text.time(earliest)
        + " at least; then: " + decision.reason().text();
    return situation.running()
        ? Decision.run(earliest, Reason.Code.MINIMUM_LENGTH, text)
        : Decision.pause(earliest, Reason.Code.MINIMUM_LENGTH, text);
  }

  /**
   * Nobody decided for it: a run that begins in a dirty hour may wait at once. To wait for the
   * first start is no pause.
   */
  private static boolean isFirst(Situation situation) {
    return !situation.started()
        || (situation.running()
            && situation
                .past()
                .filter(past -> !past.begun().isBefore(situation.since()))
                .isPresent());
  }
}
