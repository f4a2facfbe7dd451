package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * Pauses above one intensity and runs again at or below a lower one; between the two it stays as it
 * is (hysteresis). Needs no forecast. Without minimum lengths or a switching-aware plan a bare
 * threshold can emit more than running straight through once pauses cost something.
 */
record Threshold(double pauseAboveGramsPerKwh, double resumeBelowGramsPerKwh) implements Policy {
  Threshold {
    if (!(resumeBelowGramsPerKwh >= 0 && resumeBelowGramsPerKwh <= pauseAboveGramsPerKwh)) {
      throw new IllegalArgumentException(
          "threshold: pause above " + pauseAboveGramsPerKwh + ", resume below "
              + resumeBelowGramsPerKwh + " g/kWh: expected 0 <= resume below <= pause above");
    }
  }

  @Override
  public String name() {
    return "threshold(pause above " + Text.intensity(pauseAboveGramsPerKwh) + ", resume at "
        + Text.intensity(resumeBelowGramsPerKwh) + ")";
  }

  @Override
  public Decision decide(Situation situation) {
    if (situation.current().isEmpty()) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "the grid's intensity is unknown, so the training runs");
    }
    double gramsPerKwh = situation.current().get().gramsPerKwh();
    double limit = situation.running() ? pauseAboveGramsPerKwh : resumeBelowGramsPerKwh;
    if (gramsPerKwh <= limit) {
      return Decision.run(
          firstAbove(situation),
          Reason.Code.CLEAN_NOW,
          Text.intensity(gramsPerKwh) + " is at or below " + Text.intensity(limit));
    }
    return Decision.pause(
        firstClean(situation),
        Reason.Code.DIRTY_NOW,
        Text.intensity(gramsPerKwh) + " is above " + Text.intensity(limit));
  }

  private Instant firstAbove(Situation situation) {
    return first(situation, true);
  }

  private Instant firstClean(Situation situation) {
    return first(situation, false);
  }

  private Instant first(Situation situation, boolean above) {
    if (situation.outlook().isPresent()) {
      IntensitySeries outlook = situation.outlook().get();
      for (int i = firstAfter(situation.now(), outlook); i < outlook.size(); i++) {
        double value = outlook.gramsPerKwh(i);
        if (above ? value > pauseAboveGramsPerKwh : value <= resumeBelowGramsPerKwh) {
          return outlook.startOf(i);
        }
      }
    }
    return Moments.plus(situation.now(), Duration.ofHours(1));
  }

  private static int firstAfter(Instant now, IntensitySeries outlook) {
    if (now.isBefore(outlook.start())) {
      return 0;
    }
    return now.isBefore(outlook.end()) ? outlook.indexOf(now) + 1 : outlook.size();
  }
}
