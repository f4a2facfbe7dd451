package org.carbonaware.benchmarks.published;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.forecast.ProviderBlend;
import org.carbonaware.forecast.ProviderForecaster;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.Simulation;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.Starts;
import org.carbonaware.simulate.Strategy;
import org.carbonaware.simulate.StrategyResult;
import org.carbonaware.simulate.Tail;

/** How much of what could be saved is saved with real forecasts. */
final class KeptSavings implements PublishedBenchmark {
  private static final Duration WORK = Duration.ofDays(1);
  private static final Duration SLACK = Duration.ofDays(3);
  private static final Duration REPLAN = Duration.ofHours(1);
  private static final int STARTS = 180;
  private static final double WATTS = 1000;
  private static final double JOULES_PER_HOUR = WATTS * 3600;
  private static final String PERCENT = "% kept";
  private static final double TOLERANCE = 1;
  private static final String ON_PERSISTENCE = "plan on persistence";

  /** Tried with expectations that fall by a millionth an hour, where ours wait too. */
  private static final String TIES =
      "a repeated day has ties, where theirs wait and ours run (waiting, ours keep 33.7 and 19.0)";

  /**
   * What a change costs, and what the optimum saves then.
   *
   * @param label what rows call it
   * @param hours energy of a suspend and of a resume, in hours of running power
   * @param optimum mean of the grids, in percent, as the study has it
   */
  record Case(String label, double hours, double optimum) {
    SimulationSettings settings() {
      double joules = hours * JOULES_PER_HOUR;
      Costs costs = new Costs(WATTS, 0, Duration.ZERO, Duration.ZERO, joules, joules);
      return new SimulationSettings(WORK, SLACK, costs, REPLAN, Tail.SKIP);
    }
  }

  private static final List<Case> CASES =
      List.of(new Case("free changes", 0, 14.84), new Case("0.25 h a change", 0.25, 12.18));

  /**
   * What is expected of a strategy.
   *
   * @param strategy its name
   * @param check whether the figures are to be met or reached
   * @param kept percent for each case: of the sum, and where they are known of the mean of grids
   *     and of the worst
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Expected(String strategy, Row.Check check, double[][] kept) {}

  private static final String[] KINDS = {"sum", "mean of grids", "worst grid"};
  private static final List<Expected> EXPECTED = List.of(
      new Expected("open loop on published forecasts", Row.Check.EQUAL, new double[][] {
        {67.8, 58.9, 31}, {64.1, 55.1, 13}
      }),
      new Expected("plan on published forecasts", Row.Check.EQUAL, new double[][] {
        {79.0, 72.3, 54}, {72.8, 62.8, 13}
      }),
      new Expected(
          ON_PERSISTENCE, Row.Check.EQUAL, new double[][] {{51.5, 44.3, 1}, {33.9, 19.1, -19}}),
      new Expected(
          "plan on ridge", Row.Check.EQUAL, new double[][] {{81.3, 76.8, 64}, {73.0, 64.5, 49}}),
      new Expected("plan on best", Row.Check.AT_LEAST, new double[][] {{81, 76, 63}, {73, 64, 49}}),
      new Expected("plan on blend", Row.Check.AT_LEAST, new double[][] {{86}, {80}}));

  @Override
  public String name() {
    return "kept-savings";
  }

  @Override
  public String source() {
    return "The project's study on " + CarbonCast.SOURCE + "; limits for best and blend as set";
  }

  @Override
  public String protocol() {
    return "24 h of work within 96 h on 13 grids (lifecycle), begun daily at 00 UTC on 180 days from"
        + " 2021-07-01, planned anew every hour unless open loop, actual intensity paid, changes free"
        + " or 0.25 h of running power each: the share kept of what perfect knowledge saves at the same"
        + " costs.";
  }

  @Override
  public List<String> files() {
    return List.of(CarbonCast.hourly(Basis.LIFECYCLE), CarbonCast.forecasts(Basis.LIFECYCLE));
  }

  @Override
  public List<Row> rows(DataFolder data) {
    return rows(
        List.copyOf(data.trace(CarbonCast.hourly(Basis.LIFECYCLE), Basis.LIFECYCLE)
            .series()
            .values()),
        ProviderForecasts.read(data.file(CarbonCast.forecasts(Basis.LIFECYCLE)), Basis.LIFECYCLE),
        STARTS);
  }

  static List<Row> rows(List<IntensitySeries> grids, ProviderForecasts published, int starts) {
    List<Strategy> strategies = strategies(published);
    Starts daily = new Starts(
        Optional.of(CarbonCast.FIRST_ISSUE),
        Optional.of(CarbonCast.FIRST_ISSUE.plus(Duration.ofDays(starts - 1L))),
        Duration.ofDays(1));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      Case costs = CASES.get(i);
      SimulationResult result =
          Simulation.of(costs.settings(), strategies).run(grids, daily, (done, all) -> {});
      rows.add(Row.equal(
          costs.label + ", optimum, saving, mean of grids",
          costs.optimum,
          result.mean().get(0).optimalSavingPercent(),
          0.005,
          "%"));
      for (int s = 0; s < EXPECTED.size(); s++) {
        rows.addAll(rows(costs, EXPECTED.get(s), i, result, result.mean().get(s)));
      }
    }
    return rows;
  }

  private static List<Strategy> strategies(ProviderForecasts published) {
    Policy plan = Policies.plan(0, REPLAN, REPLAN);
    Forecaster best = new Remembered(Forecasters::best);
    Forecaster ridge = new Remembered(Forecasters::ridge);
    // As published, without correction by the latest error.
    Forecaster issued = new ProviderForecaster(published, best, Duration.ZERO);
    Forecaster blend = new Remembered(() -> new ProviderBlend(published, best));
    Foresight provider = Foresight.forecasts("published", () -> issued);
    return List.of(
        Strategy.planned(EXPECTED.get(0).strategy, provider.once(), plan, REPLAN),
        Strategy.planned(EXPECTED.get(1).strategy, provider, plan, REPLAN),
        Strategy.planned(
            EXPECTED.get(2).strategy,
            Foresight.forecasts("persistence", Forecasters::persistence),
            plan,
            REPLAN),
        Strategy.planned(
            EXPECTED.get(3).strategy, Foresight.forecasts("ridge", () -> ridge), plan, REPLAN),
        Strategy.planned(
            EXPECTED.get(4).strategy, Foresight.forecasts("best", () -> best), plan, REPLAN),
        Strategy.planned(
            EXPECTED.get(5).strategy, Foresight.forecasts("blend", () -> blend), plan, REPLAN));
  }

  private static List<Row> rows(
      Case costs, Expected expected, int index, SimulationResult result, StrategyResult mean) {
    List<StrategyResult> grids = result.results().stream()
        .filter(grid -> grid.strategy().equals(expected.strategy))
        .toList();
    StrategyResult worst = grids.stream()
        .min(Comparator.comparingDouble(grid -> grid.keptPercent().orElse(Double.NaN)))
        .orElseThrow();
    double[] theirs = expected.kept[index];
    double[] ours = {
      mean.keptPercentOfSum().orElse(Double.NaN),
      mean.keptPercent().orElse(Double.NaN),
      worst.keptPercent().orElse(Double.NaN)
    };
    String name = costs.label + ", " + expected.strategy + ", ";
    List<Row> rows = new ArrayList<>();
    boolean tied = expected.strategy.equals(ON_PERSISTENCE) && costs.hours > 0;
    Row.Check check = tied ? Row.Check.NONE : expected.check;
    for (int kind = 0; kind < theirs.length; kind++) {
      rows.add(new Row(
          name + KINDS[kind],
          theirs[kind],
          ours[kind],
          check,
          check == Row.Check.EQUAL ? TOLERANCE : 0,
          PERCENT,
          tied ? TIES : kind == 2 ? worst.zone().map(Zone::key).orElse("") : ""));
    }
    rows.add(Row.atMost(name + "deadline misses", 0, (double) mean.deadlineMisses(), "runs"));
    if (expected.check == Row.Check.AT_LEAST) {
      double least =
          grids.stream().mapToDouble(StrategyResult::savingPercent).min().orElse(Double.NaN);
      rows.add(Row.atLeast(name + "least saving of a grid", 0, least, "%"));
    }
    return rows;
  }
}
