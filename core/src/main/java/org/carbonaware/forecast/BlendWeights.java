package org.carbonaware.forecast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * How much a provider's forecast counts beside one's own, 0 to 1, for each stretch ahead: what
 * would have had the least mean absolute percentage error over the issues known at the beginning of
 * the week, on a grid of 0.05, drawn towards where a typical grid has it.
 *
 * <p>Safe for several threads; two that need the same weights may both learn them.
 */
final class BlendWeights {
  /** How far back the issues learned from lie, and how far before the moment of asking. */
  static final int MEMORY_DAYS = 180 + 4 + 7;

  private static final int LEARNED_DAYS = 180;
  private static final int WEEK_SECONDS = 7 * 86_400;
  private static final int HOUR_SECONDS = 3600;
  private static final double[] TYPICAL = {0.25, 0.5, 0.45, 0.4, 0.35};
  private static final double LEARNED_SHARE = 0.7;
  private static final double RAMP_DAYS = 60;
  private static final int GRID = 20;
  private static final int MOST_KEPT = 2000;
  private static final Duration LEADS = Duration.ofDays(4);

  private final ProviderForecasts forecasts;
  private final Forecaster own;
  private final PastIssues ownIssues;
  private final Cache<Week, double[]> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  private record Week(
      Zone zone,
      Basis basis,
      Duration step,
      Instant start,
      Instant seenFrom,
      Fingerprints.Fingerprint seen) {}

  BlendWeights(ProviderForecasts forecasts, Forecaster own) {
    this.forecasts = forecasts;
    this.own = own;
    this.ownIssues = new PastIssues(own);
  }

  /** Which of the weights holds for a step that begins some time ahead. */
  static int stretch(long secondsAhead) {
    long hours = secondsAhead / HOUR_SECONDS;
    return hours < 6 ? 0 : hours < 24 ? 1 : (int) Math.min(TYPICAL.length - 1, 1 + hours / 24);
  }

  /** The weights of the week of a moment. */
  double[] at(IntensitySeries history, Instant now) {
    Instant week = Instant.ofEpochSecond(
        Math.floorDiv(now.getEpochSecond(), (long) WEEK_SECONDS) * WEEK_SECONDS);
    Instant from = week.minus(own.memory()).minus(LEADS).minus(Duration.ofDays(LEARNED_DAYS));
    IntensitySeries seen = whole(history.between(from, week), week);
    Fingerprints prints = new Fingerprints(seen.toArray());
    Week key = new Week(
        seen.zone(), seen.basis(), seen.step(), week, seen.start(), prints.of(0, seen.size()));
    double[] weights = kept.getIfPresent(key);
    if (weights == null) {
      weights = learned(seen, week);
      kept.put(key, weights);
    }
    return weights;
  }

  // A step that the week's beginning divides would show more to whoever asks later.
  private static IntensitySeries whole(IntensitySeries series, Instant end) {
    return series.end().isAfter(end)
        ? series.between(series.start(), series.startOf(series.size() - 1))
        : series;
  }

  private double[] learned(IntensitySeries seen, Instant week) {
    double[][] errors = new double[TYPICAL.length][GRID + 1];
    int days = 0;
    PastIssues.View ownView = ownIssues.of(seen);
    for (IntensitySeries issue : known(seen.zone(), week)) {
      days += addErrors(errors, issue, seen, ownView.logs(issue.start(), LEADS)) ? 1 : 0;
    }
    double learnedShare = LEARNED_SHARE * Math.min(1, days / RAMP_DAYS);
    double[] weights = new double[TYPICAL.length];
    for (int i = 0; i < weights.length; i++) {
      int best = 0;
      for (int w = 1; w <= GRID; w++) {
        best = errors[i][w] < errors[i][best] ? w : best;
      }
      weights[i] = TYPICAL[i] + learnedShare * ((double) best / GRID - TYPICAL[i]);
    }
    return weights;
  }

  /** The first issues of each day of which all is known when the week begins. */
  private List<IntensitySeries> known(Zone zone, Instant week) {
    List<IntensitySeries> firsts = new ArrayList<>();
    Instant end = week.minus(LEADS).plusNanos(1);
    long lastDay = Long.MIN_VALUE;
    for (IntensitySeries issue :
        forecasts.between(zone, end.minus(Duration.ofDays(LEARNED_DAYS)), end)) {
      long day = Math.floorDiv(issue.start().getEpochSecond(), 86_400L);
      if (day != lastDay) {
        firsts.add(issue);
        lastDay = day;
      }
    }
    return firsts;
  }

  private static boolean addErrors(
      double[][] errors, IntensitySeries issue, IntensitySeries seen, double[] ownLogs) {
    long step = seen.step().toSeconds();
    int first = seen.indexOf(issue.start());
    boolean isAny = false;
    for (int lead = 0; lead < ownLogs.length && first + lead < seen.size(); lead++) {
      double actual = seen.gramsPerKwh(first + lead);
      double said = ProviderForecasts.gramsPerKwh(issue, seen.startOf(first + lead), step);
      if (actual > 0 && !Double.isNaN(said)) {
        double difference = PastIssues.log(said) - ownLogs[lead];
        double[] ofStretch = errors[stretch(lead * step)];
        for (int w = 0; w <= GRID; w++) {
          double expected = StrictMath.exp(ownLogs[lead] + difference * w / GRID);
          ofStretch[w] += Math.abs(expected / actual - 1);
        }
        isAny = true;
      }
    }
    return isAny;
  }
}
