package org.carbonaware.benchmarks.published;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.plan.DoubleThreshold;
import org.carbonaware.plan.DoubleThreshold.Closing;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Switching;

/** Exact figures of scheduling with a switching cost: optima, and competitive ratios. */
final class SwitchingOptima implements PublishedBenchmark {
  private static final String OPTIMA = "vec_dp_switching_optimum_em2022.csv";
  private static final String RATIOS = "vec_dtpr_alpha.csv";

  @Override
  public String name() {
    return "switching";
  }

  @Override
  public String source() {
    return "The Online Pause and Resume Problem (A. Lechowicz et al.; SIGMETRICS 2024), its problem and"
        + " its rule with thresholds balanced anew; figures recomputed in the project's study";
  }

  @Override
  public String protocol() {
    return "The least grams of k hours within T hours of 2022 at 1 kW when each change of state, first"
        + " start and last stop included, emits a constant; the competitive ratio of the double"
        + " threshold by both closings; and what rules save with such a cost on 13 grids.";
  }

  @Override
  public List<String> files() {
    return List.of(EuroSysLimits.FILE, OPTIMA, RATIOS, CarbonCast.HOURLY_LIFECYCLE);
  }

  @Override
  public List<Row> rows(DataFolder data) {
    List<Row> rows = new ArrayList<>();
    rows.addAll(optima(data.table(OPTIMA), data.trace(EuroSysLimits.FILE, Basis.LIFECYCLE)));
    rows.addAll(ratios(data.table(RATIOS)));
    rows.addAll(OnlineExample.rows(data.trace(CarbonCast.HOURLY_LIFECYCLE, Basis.LIFECYCLE)));
    return rows;
  }

  static List<Row> optima(CsvTable table, Trace zones) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      String zone = table.text(row, "zone");
      int start = table.whole(row, "start_hour");
      int work = table.whole(row, "k");
      int window = table.whole(row, "T");
      double change = table.number(row, "beta_per_switch");
      double[] grams = Paid.window(zones.series(Zone.of(zone)).toArray(), start, start + window);
      Switching costs = Switching.constant(change).withEndsCharged(true, true);
      String name =
          "%s from hour %d, %d h in %d h, %.0f g".formatted(zone, start, work, window, change);
      rows.add(Row.equal(
          name + ", optimum",
          table.number(row, "opt_cost"),
          Optimum.switching(grams, work, costs).grams(),
          1e-4,
          "g"));
      rows.add(Row.equal(
          name + ", run now",
          table.number(row, "run_now_cost"),
          Optimum.runNow(grams, work).grams() + 2 * change,
          1e-4,
          "g"));
    }
    return rows;
  }

  static List<Row> ratios(CsvTable table) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      int work = table.whole(row, "k");
      double upper = table.number(row, "U");
      double lower = table.number(row, "L");
      double change = table.number(row, "beta");
      String name = "ratio for k=%d, U=%.0f, L=%.0f, %.0f g".formatted(work, upper, lower, change);
      rows.add(Row.equal(
          name,
          table.number(row, "alpha_lastThresholdEqualsL"),
          DoubleThreshold.of(work, upper, lower, change, Closing.LOWER_BOUND).ratio(),
          1e-9,
          ""));
      rows.add(Row.equal(
          name + ", tight",
          table.number(row, "alpha_tight"),
          DoubleThreshold.of(work, upper, lower, change, Closing.TIGHT).ratio(),
          1e-9,
          ""));
    }
    return rows;
  }
}
