package org.carbonaware.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;

/**
 * Runs in the cleanest share of the next 24 hours of the outlook, as Ecovisor's threshold does (A.
 * Souza et al., ASPLOS 2023), and through once the run has waited as long as it may.
 */
record CleanShare(double share, Optional<Duration> longestWait) implements Policy {
  private static final Duration DAY = Duration.ofDays(1);

  CleanShare {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "percentile " + share + ": expected a share above 0 and at most 1, such as 0.3");
    }
    if (longestWait.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "longest wait " + longestWait.get() + ": expected a duration of 0 or more");
    }
  }

  @Override
  public String name() {
    return "percentile(runs in the cleanest " + Text.percent(share) + " of the next day"
        + longestWait.map(wait -> ", waits " + Text.length(wait) + " at most").orElse("") + ")";
  }

  @Override
  public Decision decide(Situation situation) {
    double[] day =
        situation.outlook().map(outlook -> day(situation, outlook)).orElse(new double[0]);
    if (day.length == 0) {
      return Decision.run(
          situation.nextLook(),
          Reason.Code.UNKNOWN_INTENSITY,
          "there is no outlook for the grid, so the training runs");
    }
    Optional<Duration> waited = waited(situation);
    if (waited.isPresent()
        && longestWait.isPresent()
        && waited.get().compareTo(longestWait.get()) >= 0) {
      return Decision.run(
          situation.deadlineOrNow(),
          Reason.Code.DEADLINE,
          "it has waited for " + Text.length(waited.get()) + " of at most "
              + Text.length(longestWait.get()));
    }
    double now = situation.current().isPresent() ? situation.current().get().gramsPerKwh() : day[0];
    double limit = Selection.smallest(day, (int) Math.ceil(share * day.length));
    String text = Text.intensity(now) + (now <= limit ? " is at or below " : " is above ")
        + Text.intensity(limit) + ", which bounds the cleanest " + Text.percent(share)
        + " of the next 24 h";
    Instant until = Moments.plus(situation.now(), Duration.ofHours(1));
    return now <= limit
        ? Decision.run(until, Reason.Code.CLEAN_NOW, text)
        : Decision.pause(until, Reason.Code.DIRTY_NOW, text);
  }

  /** The values known of the next 24 hours, the present one first if it is known. */
  private static double[] day(Situation situation, IntensitySeries outlook) {
    IntensitySeries next = outlook.between(situation.now(), Moments.plus(situation.now(), DAY));
    return Arrays.stream(next.toArray()).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static Optional<Duration> waited(Situation situation) {
    Duration done = situation.job().workDone();
    return situation
        .past()
        .map(past -> Moments.between(past.begun(), situation.now()))
        .map(passed -> passed.compareTo(done) > 0 ? passed.minus(done) : Duration.ZERO);
  }
}
