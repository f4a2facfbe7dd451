package org.carbonaware.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.NamedBars;
import org.carbonaware.report.chart.NamedBars.NamedBar;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.chart.Tick;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.StrategyResult;

/** What each policy saved, beside the most that could be saved. */
record SavingsPicture(SimulationResult result) implements Section {
  private static final String ID = "savings";
  private static final double NOTHING = 1e-6;

  @Override
  public void writeTo(Markup page) {
    double possible = result.mean().get(0).optimalSavingPercent();
    boolean loses = result.mean().stream().anyMatch(each -> saved(each) < 0);
    boolean knows = result.mean().stream().anyMatch(SimulationPage::knewAll);
    Words.begin(page, ID, "Saved by each policy");
    long zones = result.results().stream().map(StrategyResult::zone).distinct().count();
    page.element(
        "p",
        "Emissions saved against running straight through"
            + (zones > 1 ? ", mean of " + zones + " zones" : "")
            + ", and how much that is of the most that could be saved.",
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend");
    Words.key(page, "bar own", "", "saved");
    if (knows) {
      Words.key(page, "bar knows", "", "saved with perfect knowledge");
    }
    if (loses) {
      Words.key(page, "bar worse", "", "emitted more");
    }
    Words.key(
        page,
        "line best reference",
        "line",
        "most that could be saved: " + Figures.percent(possible / 100));
    page.close("ul");
    chart(page, possible);
    page.close("figure").close("section");
  }

  private void chart(Markup page, double possible) {
    double low = 0;
    double high = Math.max(possible, 0);
    List<NamedBar> bars = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (StrategyResult each : result.mean()) {
      double saved = saved(each);
      low = Math.min(low, saved);
      high = Math.max(high, saved);
      String figure = saved < 0
          ? Figures.percent(-saved / 100) + " more emitted"
          : Figures.percent(saved / 100) + kept(each);
      String name = Words.clean(each.strategy());
      String style = saved < 0 ? "worse" : SimulationPage.knewAll(each) ? "knows" : "own";
      String text = name + ", forecast " + Words.clean(each.forecast()) + ": " + figure;
      bars.add(new NamedBar(name, figure, saved, style, text));
      told.add(name + " " + figure);
    }
    Scale scale = Scale.linear(low, high, 5);
    List<Tick> ticks = percents(scale);
    new Chart(
            ID + "Chart",
            "Saved by each policy",
            "Saved of the emissions of running straight through: " + String.join("; ", told)
                + ". At most " + Figures.percent(possible / 100) + " could be saved.",
            NamedBars.height(bars.size()))
        .horizontal(ticks, narrow(ticks))
        .add(new NamedBars(scale, possible, bars))
        .writeTo(page);
  }

  /** In percent; what only rounding makes of nothing is nothing. */
  static double saved(StrategyResult each) {
    return Math.abs(each.savingPercent()) < NOTHING ? 0 : each.savingPercent();
  }

  private static String kept(StrategyResult each) {
    OptionalDouble kept = each.keptPercent();
    return kept.isPresent() ? ", " + Figures.percent(kept.getAsDouble() / 100) + " kept" : "";
  }

  /** A scale's ticks as percentages. */
  static List<Tick> percents(Scale scale) {
    return scale.ticks().stream()
        .map(tick -> new Tick(tick.share(), tick.label().replace('-', '−') + "\u00a0%"))
        .toList();
  }

  /** Every other one. */
  private static List<Tick> narrow(List<Tick> ticks) {
    List<Tick> some = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += 2) {
      some.add(ticks.get(i));
    }
    return some;
  }
}
