package org.carbonaware.plan;

import java.time.Duration;
import java.util.Optional;

/** {@link DoubleThreshold} between the bounds of the last days: needs no forecast. */
record Online() implements Policy {
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public String name() {
    return "online";
  }

  @Override
  public Decision decide(Situation situation) {
    if (situation.current().isEmpty()) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "the grid's intensity is unknown, so the training runs");
    }
    if (situation.recent().isEmpty()) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "less than a day of the grid's past is known, so the training runs");
    }
    return decide(situation, situation.current().get().gramsPerKwh());
  }

  private static Decision decide(Situation situation, double now) {
    Optional<OnlineLimit> known = OnlineLimit.of(situation);
    if (known.isEmpty() || !known.get().pauseCanPay()) {
      return Decision.run(
          Moments.plus(situation.now(), HOUR), Reason.Code.SMALL_GAIN, tooLittle(situation));
    }
    OnlineLimit limit = known.get();
    double gramsPerKwh = limit.gramsPerKwh(situation.running());
    boolean run = now <= gramsPerKwh;
    String text = Text.intensity(now) + (run ? " is at or below " : " is above ")
        + Text.intensity(gramsPerKwh) + ", the limit for hour " + (limit.accepted() + 1) + " of "
        + limit.work() + " where the last 7 days had " + Text.range(limit.range());
    return run
        ? Decision.run(Moments.plus(situation.now(), HOUR), Reason.Code.CLEAN_NOW, text)
        : Decision.pause(Moments.plus(situation.now(), HOUR), Reason.Code.DIRTY_NOW, text);
  }

  private static String tooLittle(Situation situation) {
    Costs costs = situation.costs();
    return "the last 7 days had " + Text.range(situation.recent().orElseThrow())
        + ", too even to wait at " + Text.percent(costs.pausedWatts() / costs.runWatts())
        + " of the running power";
  }
}
