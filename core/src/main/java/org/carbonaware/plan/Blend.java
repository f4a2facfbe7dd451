package org.carbonaware.plan;

import java.util.Optional;

/**
 * Follows the plan on the forecast within a band around the thresholds of {@link Online}, as wide
 * as the worst case may become: beyond it a slot is neither taken nor left on the word of a
 * forecast.
 */
record Blend(double epsilon, Policy plan) implements Policy {
  private static final Online ONLINE = new Online();

  Blend {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epsilon " + epsilon + ": expected a finite figure of 0 or more");
    }
  }

  @Override
  public String name() {
    return "blend(at worst " + Text.percent(1 + epsilon) + " of the online guarantee)";
  }

  @Override
  public Decision decide(Situation situation) {
    if (!RecedingHorizon.isForeseen(situation)) {
      return ONLINE.decide(situation);
    }
    Decision advice = plan.decide(situation);
    Optional<OnlineLimit> limit = OnlineLimit.of(situation);
    if (situation.current().isEmpty()
        || limit.isEmpty()
        || !limit.get().pauseCanPay()
        || advice.reason().code() == Reason.Code.DEADLINE) {
      return advice;
    }
    return within(
        TrustBand.of(limit.get(), epsilon),
        limit.get(),
        situation,
        situation.current().get().gramsPerKwh(),
        advice);
  }

  private static Decision within(
      TrustBand band, OnlineLimit limit, Situation situation, double now, Decision advice) {
    double most = limit.afterIdling(band.take(situation.running()));
    double least = limit.afterIdling(band.leave());
    if (band.isUnlimited() || (advice.isPause() ? now > least : now <= most)) {
      return advice;
    }
    String figures = Text.intensity(now) + (advice.isPause() ? " is at or below " : " is above ")
        + Text.intensity(advice.isPause() ? least : most) + ", up to where a "
        + (advice.isPause() ? "pause" : "run") + " may rely on the forecast; "
        + advice.reason().text();
    return advice.isPause()
        ? Decision.run(situation.nextLook(), Reason.Code.CLEAN_NOW, figures)
        : Decision.pause(situation.nextLook(), Reason.Code.DIRTY_NOW, figures);
  }
}
