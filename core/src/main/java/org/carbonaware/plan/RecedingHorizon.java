package org.carbonaware.plan;

import java.time.Duration;

/**
 * Solves {@link SwitchingPlan} on the outlook at every decision and does what its first slot says.
 * A pause must be worth it to begin; it ends as soon as waiting on saves nothing. The runs and
 * pauses ahead last their minimum; that the present one does is up to {@link MinimumLengths}.
 *
 * @param label what people call it
 * @param smallestGain the share of running straight through that a pause must save to begin
 * @param minimumRun the shortest run
 * @param minimumPause the shortest pause
 * @param hourOfDelay what the plan pays for each hour until the work is done, as a share of what an
 *     hour of running emits at the mean intensity ahead: an hour of delay must save as much
 */
record RecedingHorizon(
    String label,
    double smallestGain,
    Duration minimumRun,
    Duration minimumPause,
    double hourOfDelay)
    implements Policy {
  /** Equal plans differ by rounding; of those, run. */
  private static final double NOTHING = 1e-9;

  RecedingHorizon {
    if (!(smallestGain >= 0 && smallestGain < 1)) {
      throw new IllegalArgumentException(
          "smallest gain " + smallestGain + ": expected a share from 0 to below 1");
    }
    if (!(hourOfDelay >= 0 && hourOfDelay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "hour of delay " + hourOfDelay + ": expected a finite share of 0 or more");
    }
  }

  RecedingHorizon(double smallestGain, Duration minimumRun, Duration minimumPause) {
    this("plan", smallestGain, minimumRun, minimumPause, 0);
  }

  @Override
  public String name() {
    return hourOfDelay > 0
        ? label + "(an hour of delay must save " + Text.percent(hourOfDelay)
            + " of an hour's emissions)"
        : label + "(pauses for a gain of " + Text.percent(smallestGain) + ")";
  }

  @Override
  public Decision decide(Situation situation) {
    if (!isForeseen(situation)) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "there is no outlook for the grid, so the training runs");
    }
    ExpectedSlots slots = ExpectedSlots.of(situation, situation.outlook().get());
    if (slots.work() < slots.gramsPerKwh().length) {
      SlotGrams grams = SlotGrams.of(
          slots.gramsPerKwh(),
          slots.seconds(),
          situation.costs(),
          SlotLengths.minimum(minimumRun, minimumPause, slots.seconds()));
      SwitchingPlan plan = SwitchingPlan.solve(
          hourOfDelay > 0
              ? grams.withDelay(hourOfDelay * slots.meanSlotGrams(situation.costs()))
              : grams,
          slots.work(),
          Before.of(situation));
      if (plan.grams() < Double.POSITIVE_INFINITY) {
        return judge(situation, slots, plan);
      }
    }
    return Decision.run(
        situation.deadlineOrNow(),
        Reason.Code.DEADLINE,
        "no slack is left before the deadline " + Text.time(situation.job().deadline()));
  }

  /** Whether there is an outlook to plan on. */
  static boolean isForeseen(Situation situation) {
    return situation.outlook().isPresent()
        && situation.outlook().get().mean().isPresent()
        && (situation.current().isPresent()
            || situation.now().isBefore(situation.outlook().get().end()));
  }

  private Decision judge(Situation situation, ExpectedSlots slots, SwitchingPlan plan) {
    if (plan.gramsPausingFirst() >= plan.gramsRunningFirst() * (1 - NOTHING)) {
      return run(slots, plan);
    }
    double gain = plan.gainOfPausing();
    if (gain > smallestGain || !situation.running()) {
      return pause(slots, plan, gain);
    }
    return Decision.run(
        situation.nextLook(),
        Reason.Code.SMALL_GAIN,
        "waiting would save only " + Text.percent(gain)
            + " of what running straight through emits");
  }

  private static Decision run(ExpectedSlots slots, SwitchingPlan plan) {
    int slotsToRun = plan.running()[0] ? plan.firstBlock() : 1; // a pause may be as good
    double now = slots.gramsPerKwh()[0];
    String why = now <= slots.mean()
        ? "among the cleanest hours before the deadline"
        : slotsToRun < slots.work()
            ? "needed besides the cleaner hours for the work left"
            : "and no pause before the deadline is worth what it costs";
    return Decision.run(
        slots.endOf(slotsToRun), Reason.Code.PLANNED_RUN, slots.firstInWords() + ", " + why);
  }

  private Decision pause(ExpectedSlots slots, SwitchingPlan plan, double gain) {
    return Decision.pause(
        slots.endOf(plan.firstBlock()),
        Reason.Code.PLANNED_PAUSE,
        slots.firstInWords() + ", running hours ahead average "
            + Text.intensity(slots.meanWhereRunning(plan.running())) + "; waiting saves "
            + Text.percent(gain) + " against running straight through"
            + (hourOfDelay > 0 ? ", the price of delay counted" : ""));
  }
}
