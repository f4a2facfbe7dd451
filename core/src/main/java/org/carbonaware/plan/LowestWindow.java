package org.carbonaware.plan;

import java.time.Duration;

/**
 * Waits for the cleanest stretch of the outlook that is as long as the work, starts once and never
 * pauses after. Changes and idling are not reckoned with: a baseline for policies that do.
 */
record LowestWindow() implements Policy {
  /** Work behind a run that is still at its start: it may have begun while nobody could decide. */
  private static final double STARTING_SHARE = 0.02;

  @Override
  public String name() {
    return "lowest-window";
  }

  @Override
  public Decision decide(Situation situation) {
    if (situation.outlook().isEmpty() || situation.outlook().get().mean().isEmpty()) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "there is no outlook for the grid, so the training runs");
    }
    if (situation.running() && hasStarted(situation)) {
      return Decision.run(
          situation.deadlineOrNow(),
          Reason.Code.PLANNED_RUN,
          "the one window of this run has begun " + Text.length(situation.job().workDone())
              + " of work ago");
    }
    ExpectedSlots slots = ExpectedSlots.of(situation, situation.outlook().get());
    if (slots.work() >= slots.gramsPerKwh().length) {
      return Decision.run(
          situation.deadlineOrNow(),
          Reason.Code.DEADLINE,
          "no slack is left before the deadline " + Text.time(situation.job().deadline()));
    }
    return decide(slots);
  }

  private static Decision decide(ExpectedSlots slots) {
    double[] gramsPerKwh = slots.gramsPerKwh();
    Schedule best = Optimum.contiguous(gramsPerKwh, slots.work());
    int start = 0;
    while (best.share(start) == 0) {
      start++;
    }
    double now = Optimum.runNow(gramsPerKwh, slots.work()).grams() / slots.work();
    double then = best.grams() / slots.work();
    String figures = Text.intensity(now) + " on average from now, " + Text.intensity(then)
        + " in the cleanest window from " + Text.time(slots.endOf(start));
    return start == 0
        ? Decision.run(
            slots.endOf(slots.work()),
            Reason.Code.PLANNED_RUN,
            "no later window is cleaner than " + Text.intensity(now) + " on average from now")
        : Decision.pause(slots.endOf(start), Reason.Code.PLANNED_PAUSE, figures);
  }

  private static boolean hasStarted(Situation situation) {
    Job job = situation.job();
    Duration done = job.workDone();
    double share = STARTING_SHARE * (Moments.seconds(done) + Moments.seconds(job.workLeft()));
    return situation.past().isPresent()
        ? !done.isZero() || situation.since().isAfter(situation.past().get().begun())
        : Moments.seconds(done) > Math.max(share, Moments.seconds(situation.reaction()));
  }
}
