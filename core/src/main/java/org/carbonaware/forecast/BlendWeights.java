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
 * the week, each taken when it was as old as the newest is now, on a grid of 0.05, drawn towards
 * where a typical grid has it. An issue grows old while one's own forecast does not, so that it
 * counts for less by the evening than in the morning.
 *
 * <p>Safe for several threads; two that need the same weights may both learn them.
 */
final class BlendWeights {
  /** How far back the moments learned from lie, and how far before the moment of asking. */
  static final int MEMORY_DAYS = 180 + 4 + 7;

  private static final int LEARNED_DAYS = 180;
  private static final int WEEK_SECONDS = 7 * 86_400;
  private static final int HOUR_SECONDS = 3600;
  private static final int DAY_SECONDS = 24 * HOUR_SECONDS;
  private static final int AGE_SECONDS = 6 * HOUR_SECONDS; // ages are told apart so far
  private static final int OLDEST = 3;
  private static final double[] TYPICAL = {0.25, 0.5, 0.45, 0.4, 0.35};
  private static final double LEARNED_SHARE = 0.7;
  private static final double RAMP_DAYS = 60;
  private static final int GRID = 20;
  private static final int MOST_KEPT = 2000;
  private static final Duration LEADS = Duration.ofDays(4);

  private final ProviderForecasts forecasts;
  private final Forecaster own;
  private final Duration errorHalfLife;
  private final PastIssues ownIssues;
  private final Cache<Week, double[]> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  private record Week(
      Zone zone,
      Basis basis,
      Duration step,
      Instant start,
      Duration age,
      Instant seenFrom,
      Fingerprints.Fingerprint seen) {}

  BlendWeights(ProviderForecasts forecasts, Forecaster own, Duration errorHalfLife) {
    this.forecasts = forecasts;
    this.own = own;
    this.errorHalfLife = errorHalfLife;
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
    Duration age = age(history.zone(), now);
    Week key = new Week(
        seen.zone(), seen.basis(), seen.step(), week, age, seen.start(), prints.of(0, seen.size()));
    double[] weights = kept.getIfPresent(key);
    if (weights == null) {
      weights = learned(seen, week, age);
      kept.put(key, weights);
    }
    return weights;
  }

  /** How old the newest issue is, in whole quarters of a day and less than a day. */
  private Duration age(Zone zone, Instant now) {
    long seconds = forecasts
        .newest(zone, now)
        .map(issue -> Duration.between(issue.start(), now).toSeconds())
        .orElse(0L);
    return Duration.ofSeconds(Math.min(OLDEST, seconds / AGE_SECONDS) * AGE_SECONDS);
  }

  // A step that the week's beginning divides would show more to whoever asks later.
  private static IntensitySeries whole(IntensitySeries series, Instant end) {
    return series.end().isAfter(end)
        ? series.between(series.start(), series.startOf(series.size() - 1))
        : series;
  }

  private double[] learned(IntensitySeries seen, Instant week, Duration age) {
    Errors errors = new Errors();
    PastIssues.View ownView = ownIssues.of(seen);
    for (IntensitySeries issue : firsts(seen.zone(), week.minus(LEADS).minus(age))) {
      Instant asked = issue.start().plus(age);
      PastDays past = new PastDays(seen, asked, LEADS);
      HeardIssue heard = new HeardIssue(issue, seen, past, errorHalfLife);
      errors.add(seen, past.first(), heard, ownView.logs(asked, LEADS));
    }
    return errors.weights();
  }

  /** The first issue of each day, none later than the end: then all of it is known. */
  private List<IntensitySeries> firsts(Zone zone, Instant end) {
    List<IntensitySeries> firsts = new ArrayList<>();
    Instant from = end.minus(Duration.ofDays(LEARNED_DAYS));
    Instant day = Instant.ofEpochSecond(dayOf(from) * DAY_SECONDS);
    long lastDay = Long.MIN_VALUE;
    for (IntensitySeries issue : forecasts.between(zone, day, end.plusNanos(1))) {
      if (dayOf(issue.start()) != lastDay && issue.start().isAfter(from)) {
        firsts.add(issue);
      }
      lastDay = dayOf(issue.start());
    }
    return firsts;
  }

  private static long dayOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), (long) DAY_SECONDS);
  }

  /** What each weight would have been off, stretch by stretch. */
  private static final class Errors {
    private final double[][] sums = new double[TYPICAL.length][GRID + 1];
    private final int[] days = new int[TYPICAL.length];

    void add(IntensitySeries seen, int first, HeardIssue heard, double[] ownLogs) {
      long step = seen.step().toSeconds();
      int latest = -1;
      for (int lead = 0; lead < ownLogs.length && first + lead < seen.size(); lead++) {
        double actual = seen.gramsPerKwh(first + lead);
        double said = heard.gramsPerKwh(first + lead);
        if (actual > 0 && !Double.isNaN(said)) {
          int stretch = stretch(lead * step);
          double difference = PastIssues.log(said) - ownLogs[lead];
          for (int w = 0; w <= GRID; w++) {
            double expected = StrictMath.exp(ownLogs[lead] + difference * w / GRID);
            sums[stretch][w] += Math.abs(expected / actual - 1);
          }
          days[stretch] += stretch > latest ? 1 : 0;
          latest = stretch;
        }
      }
    }

    double[] weights() {
      double[] weights = new double[TYPICAL.length];
      for (int i = 0; i < weights.length; i++) {
        int best = 0;
        for (int w = 1; w <= GRID; w++) {
          best = sums[i][w] < sums[i][best] ? w : best;
        }
        double learnedShare = LEARNED_SHARE * Math.min(1, days[i] / RAMP_DAYS);
        weights[i] = TYPICAL[i] + learnedShare * ((double) best / GRID - TYPICAL[i]);
      }
      return weights;
    }
  }
}
