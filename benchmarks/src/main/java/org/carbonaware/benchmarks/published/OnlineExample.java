package org.carbonaware.benchmarks.published;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.DoubleThreshold;
import org.carbonaware.plan.DoubleThreshold.Closing;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Switching;

/**
 * What rules without a forecast save where a change of state emits half of a mean hour: 24 h of
 * work in 48 h, begun daily at 00 UTC on 181 days from July 2021.
 */
final class OnlineExample {
  private static final Instant FIRST = Instant.parse("2021-07-01T00:00:00Z");
  private static final int DAYS = 181;
  private static final int WORK = 24;
  private static final int HOURS = 48;
  private static final int WEEK = 168;
  private static final int MONTH = 720;

  private OnlineExample() {}

  /** Whether to run in a slot, told what it emits. */
  @FunctionalInterface
  interface Rule {
    boolean accepts(double grams, boolean running, int accepted);
  }

  @FunctionalInterface
  private interface Emissions {
    double of(Grid grid, int day);
  }

  private record Grid(IntensitySeries series, double change) {
    static Grid of(IntensitySeries series) {
      return new Grid(series, 0.5 * series.mean().orElseThrow());
    }

    double[] ahead(int day) {
      return hours(day, 0, HOURS);
    }

    double[] past(int day, int hours) {
      return hours(day, -hours, 0);
    }

    private double[] hours(int day, int from, int to) {
      Instant start = FIRST.plus(Duration.ofDays(day));
      return series
          .between(start.plus(Duration.ofHours(from)), start.plus(Duration.ofHours(to)))
          .toArray();
    }

    double savedPercent(Emissions emissions) {
      double sum = 0;
      double runNow = 0;
      for (int day = 0; day < DAYS; day++) {
        sum += emissions.of(this, day);
        runNow += Optimum.runNow(ahead(day), WORK).grams() + 2 * change;
      }
      return 100 * (1 - sum / runNow);
    }
  }

  static List<Row> rows(Trace trace) {
    List<Grid> grids = trace.series().values().stream().map(Grid::of).toList();
    String example = "24 h in 48 h, ";
    return List.of(
        Row.equal(example + "optimum", 5.06, saved(grids, OnlineExample::optimum), 0.005, "%"),
        Row.equal(
            example + "bare threshold",
            -0.25,
            saved(grids, OnlineExample::bareThreshold),
            0.005,
            "%"),
        Row.equal(
            example + "double threshold, least and most of 30 days",
            0.35,
            saved(grids, doubleThreshold(MONTH, 0, Closing.LOWER_BOUND)),
            0.005,
            "%"),
        Row.equal(
            example + "double threshold, p10 and p90 of 7 days",
            1.07,
            saved(grids, doubleThreshold(WEEK, 0.1, Closing.LOWER_BOUND)),
            0.005,
            "%"),
        Row.atLeast(
                example + "the same, tight",
                1.07,
                saved(grids, doubleThreshold(WEEK, 0.1, Closing.TIGHT)),
                "%")
            .withNote("against the closing as published"));
  }

  private static double saved(List<Grid> grids, Emissions emissions) {
    return Statistics.mean(
        grids.parallelStream().mapToDouble(grid -> grid.savedPercent(emissions)).toArray());
  }

  private static double optimum(Grid grid, int day) {
    return Optimum.switching(
            grid.ahead(day), WORK, Switching.constant(grid.change).withEndsCharged(true, true))
        .grams();
  }

  private static double bareThreshold(Grid grid, int day) {
    double limit = Statistics.quantile(grid.past(day, WEEK), 0.9 * WORK / HOURS);
    return emitted(
        grid.ahead(day), WORK, grid.change, (grams, running, accepted) -> grams <= limit);
  }

  private static Emissions doubleThreshold(int hours, double tail, Closing closing) {
    return (grid, day) -> {
      double[] past = grid.past(day, hours);
      DoubleThreshold rule = DoubleThreshold.observed(
          WORK,
          Statistics.quantile(past, 1 - tail),
          Statistics.quantile(past, tail),
          grid.change,
          closing);
      return emitted(grid.ahead(day), WORK, grid.change, rule::accepts);
    };
  }

  /**
   * What a rule emits that waits while it may and then runs through, the first start and the last
   * stop included.
   */
  static double emitted(double[] grams, int work, double change, Rule rule) {
    double sum = 0;
    boolean running = false;
    int accepted = 0;
    for (int t = 0; accepted < work; t++) {
      boolean forced = grams.length - t == work - accepted;
      boolean run = forced || rule.accepts(grams[t], running, accepted);
      sum += (run ? grams[t] : 0) + (run == running ? 0 : change);
      accepted += run ? 1 : 0;
      running = run;
    }
    return sum + change;
  }
}
