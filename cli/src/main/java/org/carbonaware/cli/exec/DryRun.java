package org.carbonaware.cli.exec;

import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;

/**
 * Runs whatever the policy inside says, and says what it would have done.
 *
 * @param policy the policy inside
 */
record DryRun(Policy policy) implements Policy {
  static final String WOULD_PAUSE = "would pause: ";

  @Override
  public String name() {
    return "dry run of " + policy.name();
  }

  @Override
  public Decision decide(Situation situation) {
    Decision decision = policy.decide(situation);
    return decision.isPause()
        ? Decision.run(
            decision.until(),
            decision.reason().code(),
            WOULD_PAUSE + decision.reason().text())
        : decision;
  }
}
