package org.carbonaware.report.html;

import java.time.Duration;
import java.util.List;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.StrategyResult;

/** All figures of a simulation. */
record SimulationTable(SimulationResult result) implements Section {
  private static final int MOST_ROWS = 400;

  @Override
  public void writeTo(Markup page) {
    Words.begin(page, "all", "All figures");
    long zones = result.results().stream().map(StrategyResult::zone).distinct().count();
    if (zones > 1) {
      table(page, "Mean of " + zones + " zones, for each job", result.mean(), false);
      page.open("details").element("summary", "Table by zone");
      table(page, "Each zone, for each job", result.results(), true);
      page.close("details");
    } else {
      table(page, "For each job", result.results(), false);
    }
    page.close("section");
  }

  private static void table(
      Markup page, String caption, List<StrategyResult> rows, boolean withZone) {
    Table table = new Table(
        page,
        caption,
        Column.text(withZone ? "Zone and policy" : "Policy"),
        Column.text("Forecast"),
        Column.number("Emitted"),
        Column.number("Run at once"),
        Column.number("Saved"),
        Column.number("Kept"),
        Column.number("Switches"),
        Column.number("Delay"),
        Column.number("Late"));
    for (StrategyResult each : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      String zone = withZone ? each.zone().map(it -> it.key() + ", ").orElse("") : "";
      table.row(
          Cell.user(zone + each.strategy()),
          Cell.user(each.forecast()),
          Cell.of(Figures.mass(each.grams())),
          Cell.of(Figures.mass(each.baselineGrams())),
          Cell.of(Figures.percent(each.savingPercent() / 100)),
          Cell.of(
              each.keptPercent().isPresent()
                  ? Figures.percent(each.keptPercent().getAsDouble() / 100)
                  : "nothing to keep"),
          Cell.of(Figures.number(each.meanSwitches())),
          Cell.of(Figures.duration(Duration.ofSeconds(Math.round(each.meanDelayHours() * 3600)))),
          Cell.of(each.deadlineMisses() + " of " + Figures.count(each.runs())));
    }
    if (rows.size() > MOST_ROWS) {
      table.note((rows.size() - MOST_ROWS) + " more rows are in the JSON document");
    }
    table.end();
  }
}
