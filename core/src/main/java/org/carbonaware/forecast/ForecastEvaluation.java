package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/**
 * Judges a forecaster on what happened, with a rolling origin: at each issue it sees the rows that
 * start before it and nothing else, and is compared with what came then. Issues before the series
 * begins or whose horizon it does not reach to its end are left out, as are issues at which nothing
 * is known; hours that are missing do not count, nor, in percentage errors, hours of 0 g.
 *
 * <p>Immutable. Zones are judged in parallel on all processors; the result does not depend on it.
 */
public final class ForecastEvaluation {
  private final Instant from;
  private final Instant to;
  private final Duration every;
  private final Duration horizon;

  /**
   * The scores of one zone.
   *
   * @param zone the zone
   * @param issues how many forecasts were judged
   * @param score how good they were; empty if there are none
   */
  public record ZoneScore(Zone zone, int issues, Optional<ForecastScore> score) {}

  /**
   * The scores of a forecaster.
   *
   * @param model the forecaster's name
   * @param horizon how far ahead it was judged
   * @param zones the zones in the order given
   * @param mean the mean over the zones that could be judged, empty if none could
   */
  public record Result(
      String model, Duration horizon, List<ZoneScore> zones, Optional<ForecastScore> mean) {
    /** Copies the list. */
    public Result {
      zones = List.copyOf(zones);
    }

    /**
     * How many forecasts were judged in all zones together.
     *
     * @return 0 or more
     */
    public int issues() {
      return zones.stream().mapToInt(ZoneScore::issues).sum();
    }
  }

  /** Hears how far an evaluation is. Called by several threads, one at a time. */
  @FunctionalInterface
  public interface Progress {
    /**
     * One issue more was judged, or turned out to know nothing.
     *
     * @param done issues of all zones until now
     * @param all issues to judge
     */
    void judged(long done, long all);
  }

  /**
   * Judges forecasts issued regularly.
   *
   * @param from the first issue
   * @param to no issue is later; the last may be at this moment
   * @param every the time between issues, above 0
   * @param horizon how far ahead each looks, above 0
   * @throws IllegalArgumentException if a duration is 0 or less, or {@code to} before {@code from}
   */
  public ForecastEvaluation(Instant from, Instant to, Duration every, Duration horizon) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "issues from " + from + " to " + to + ": expected an end not before the beginning");
    }
    requirePositive("time between issues", every);
    requirePositive("horizon", horizon);
    this.from = from;
    this.to = to;
    this.every = every;
    this.horizon = horizon;
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " " + value + ": expected more than 0");
    }
  }

  /**
   * Judges a forecaster; busy until done.
   *
   * @param forecaster the forecaster
   * @param zones what really happened, one series for each zone
   * @return its scores
   * @throws IllegalArgumentException if the step of a series does not divide a day
   */
  public Result of(Forecaster forecaster, Collection<IntensitySeries> zones) {
    return of(forecaster, zones, (done, all) -> {});
  }

  /**
   * Judges a forecaster and says how far it is; busy until done.
   *
   * @param forecaster the forecaster
   * @param zones what really happened, one series for each zone
   * @param progress called after each issue
   * @return its scores
   * @throws IllegalArgumentException if the step of a series does not divide a day
   */
  public Result of(Forecaster forecaster, Collection<IntensitySeries> zones, Progress progress) {
    long all = zones.stream().mapToLong(series -> issues(series).count()).sum();
    AtomicLong done = new AtomicLong();
    Runnable judgedOne = () -> {
      synchronized (done) {
        progress.judged(done.incrementAndGet(), all);
      }
    };
    List<ZoneScore> scores = zones.parallelStream()
        .map(series -> ofZone(forecaster, series, judgedOne))
        .toList();
    List<ForecastScore> known =
        scores.stream().flatMap(zone -> zone.score().stream()).toList();
    return new Result(
        forecaster.model(),
        horizon,
        scores,
        known.isEmpty() ? Optional.empty() : Optional.of(ForecastScore.mean(known)));
  }

  private ZoneScore ofZone(Forecaster forecaster, IntensitySeries series, Runnable judgedOne) {
    int issues = 0;
    ScoreSums sums = null;
    for (Instant at : (Iterable<Instant>) issues(series)::iterator) {
      // Cut before the issue: a forecaster that needs the future would fail here.
      Forecast forecast = forecaster.forecast(series.between(series.start(), at), at, horizon);
      if (forecast.mean().size() > 0) {
        if (sums == null) {
          sums = new ScoreSums(series.step(), horizon);
        }
        sums.add(forecast, series.between(at, at.plus(horizon)).toArray());
        issues++;
      }
      judgedOne.run();
    }
    return new ZoneScore(series.zone(), issues, Optional.ofNullable(sums).map(ScoreSums::score));
  }

  private Stream<Instant> issues(IntensitySeries series) {
    return Stream.iterate(
        firstIssue(series.start()),
        at -> !at.isAfter(to) && !at.plus(horizon).isAfter(series.end()),
        at -> at.plus(every));
  }

  /** Before the series begins nothing is known, nor what came. */
  private Instant firstIssue(Instant begin) {
    Duration wait = Duration.between(from, begin);
    if (wait.isNegative() || wait.isZero()) {
      return from;
    }
    return from.plus(every.multipliedBy(wait.minusNanos(1).dividedBy(every) + 1));
  }
}
