package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;

/** Keeps a run or a pause for a minimum time whatever the policy inside says. */
record MinimumLengths(Policy policy, Duration minimumRun, Duration minimumPause) implements Policy {
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

  @Override
  public Decision decide(Situation situation) {
    Decision decision = policy.decide(situation);
    boolean change = situation.running() == decision.isPause();
    Instant earliest = situation.since().plus(situation.running() ? minimumRun : minimumPause);
    if (!change || !situation.now().isBefore(earliest)) {
      return decision;
    }
    String text = (situation.running() ? "runs" : "pauses") + " until " + Text.time(earliest)
        + " at least; then: " + decision.reason().text();
    return situation.running()
        ? Decision.run(earliest, Reason.Code.MINIMUM_LENGTH, text)
        : Decision.pause(earliest, Reason.Code.MINIMUM_LENGTH, text);
  }
}
