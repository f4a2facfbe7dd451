package org.carbonaware.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Finishes as soon as a carbon budget for the whole run allows: runs straight through where that
 * stays within it, else by the cheapest plan that ends earliest among those within it, else, where
 * none is, by the cheapest plan before the deadline.
 *
 * @param share of what running straight through emits, if no grams are given
 * @param grams the budget, if it is given as such
 */
record CarbonBudget(double share, OptionalDouble grams) implements Policy {
  /** Sums in another order differ by so much; and running costs nothing then. */
  private static final double ROUNDING = 1e-9;

  private static final Duration LEAST = Duration.ofMinutes(15);

  CarbonBudget {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "carbon budget " + share + ": expected a share above 0 and at most 1, such as 0.9");
    }
    if (grams.isPresent() && !(grams.getAsDouble() >= 0 && Double.isFinite(grams.getAsDouble()))) {
      throw new IllegalArgumentException(
          "carbon budget " + grams.getAsDouble() + " g: expected a finite figure of 0 or more");
    }
  }

  @Override
  public String name() {
    return "throughput(soonest within "
        + (grams.isPresent()
            ? amount(grams.getAsDouble())
            : Text.percent(share) + " of running straight through")
        + ")";
  }

  @Override
  public Decision decide(Situation situation) {
    if (!RecedingHorizon.isForeseen(situation)) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "there is no outlook for the grid, so the training runs");
    }
    ExpectedSlots slots = ExpectedSlots.of(situation, situation.outlook().get());
    SlotGrams all = SlotGrams.of(
        slots.gramsPerKwh(),
        slots.seconds(),
        situation.costs(),
        SlotLengths.minimum(LEAST, LEAST, slots.seconds()));
    Before before = Before.of(situation);
    double straight = all.straightThrough(slots.work(), before);
    double budget = left(situation, slots, all, straight);
    if (straight <= budget * (1 + ROUNDING)) {
      return Decision.run(
          situation.deadlineOrNow(),
          Reason.Code.WITHIN_BUDGET,
          "running straight through emits " + amount(straight) + " more, "
              + amount(Math.max(0, budget)) + " are left of the budget");
    }
    if (slots.work() < all.slots()) {
      SwitchingPlan cheapest = SwitchingPlan.solve(all, slots.work(), before);
      if (cheapest.grams() < Double.POSITIVE_INFINITY) {
        return follow(soonest(all, slots.work(), before, budget, cheapest), slots, budget);
      }
    }
    return Decision.run(
        situation.deadlineOrNow(),
        Reason.Code.DEADLINE,
        "no slack is left before the deadline " + Text.time(situation.job().deadline()));
  }

  /** What may still be emitted, negative if too much was. */
  private double left(Situation situation, ExpectedSlots slots, SlotGrams all, double straight) {
    double spent = situation.past().map(Past::grams).orElse(0.0);
    if (grams.isPresent()) {
      return grams.getAsDouble() - spent;
    }
    if (situation.past().isEmpty()) {
      return share * straight;
    }
    Past past = situation.past().get();
    Duration passed = Moments.between(past.begun(), situation.now());
    double waited =
        Math.max(0, Moments.seconds(passed) - Moments.seconds(situation.job().workDone()));
    double ahead = sum(all.run(), slots.work() - waited / slots.seconds());
    return share * (past.runNowGrams() + ahead) - spent;
  }

  /** The first so many slots, the last of them in part. */
  private static double sum(double[] grams, double slots) {
    double sum = 0;
    for (int t = 0; t < grams.length && t < slots; t++) {
      sum += grams[t] * Math.min(1, slots - t);
    }
    return sum;
  }

  /** More slots never make the cheapest plan dearer, so bisection finds the fewest. */
  private static SwitchingPlan soonest(
      SlotGrams all, int work, Before before, double budget, SwitchingPlan cheapest) {
    if (cheapest.grams() > budget) {
      return cheapest;
    }
    SwitchingPlan found = cheapest;
    int tooFew = work - 1;
    int enough = all.slots();
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) >>> 1;
      SwitchingPlan plan = SwitchingPlan.solve(all.until(middle), work, before);
      if (plan.grams() <= budget) {
        found = plan;
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return found;
  }

  private static Decision follow(SwitchingPlan plan, ExpectedSlots slots, double budget) {
    String text = slots.firstInWords() + "; the "
        + (plan.grams() <= budget
            ? "soonest plan within the budget emits " + amount(plan.grams()) + " of the "
                + amount(budget) + " left"
            : "least that can be emitted is " + amount(plan.grams()) + ", "
                + amount(Math.max(0, budget)) + " are left of the budget");
    return plan.gramsPausingFirst() < plan.gramsRunningFirst() * (1 - ROUNDING)
        ? Decision.pause(slots.endOf(plan.firstBlock()), Reason.Code.PLANNED_PAUSE, text)
        : Decision.run(slots.endOf(plan.firstBlock()), Reason.Code.PLANNED_RUN, text);
  }

  private static String amount(double grams) {
    return String.format(Locale.ROOT, grams < 10 ? "%.2f g" : "%.0f g", grams);
  }
}
