package org.carbonaware.cli.exec;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;

/**
 * Ends a pause that has lasted long enough, whatever the policy inside says; how soon the next may
 * follow is its shortest run.
 *
 * @param policy the policy inside
 * @param longest the longest pause
 */
record LongestPause(Policy policy, Duration longest) implements Policy {
  @Override
  public String name() {
    return policy.name() + ", pauses at most " + Words.length(longest);
  }

  @Override
  public Decision decide(Situation situation) {
    Decision decision = policy.decide(situation);
    if (!decision.isPause()) {
      return decision;
    }
    Instant begun = situation.running() ? situation.now() : situation.since();
    Instant end = begun.plus(longest);
    if (!situation.now().isBefore(end)) {
      return Decision.run(
          situation.now().plus(situation.reaction()),
          Reason.Code.MINIMUM_LENGTH,
          "no pause may be longer than " + Words.length(longest));
    }
    return decision.until().isAfter(end)
        ? new Decision(decision.action(), end, decision.reason())
        : decision;
  }
}
