package org.carbonaware.plan;

/** Never pauses: the baseline, and the choice of who only wants to measure. */
record RunNow() implements Policy {
  @Override
  public String name() {
    return "run-now";
  }

  @Override
  public Decision decide(Situation situation) {
    return Decision.run(
        situation.deadlineOrNow(), Reason.Code.ALWAYS_RUN, "this policy never pauses");
  }
}
