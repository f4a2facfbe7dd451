package org.carbonaware.report.html;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Dots;
import org.carbonaware.report.chart.Dots.Dot;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.chart.Tick;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.StrategyResult;

/** What each policy saved against how much later its jobs were done. */
record DelayPicture(SimulationResult result) implements Section {
  private static final String ID = "delay";
  private static final int MOST_SMALL = 3000;
  private static final int LARGE = 7;
  private static final int SMALL = 3;
  private static final int RIM = 4;

  @Override
  public void writeTo(Markup page) {
    boolean several = result.results().size() > result.mean().size();
    Words.begin(page, ID, "Saved against delay");
    page.element(
        "p",
        "Waiting saves: how much later jobs were done than running straight through, and what that"
            + " saved."
            + (several ? " Large marks are means over zones, small ones the zones." : ""),
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend");
    for (int i = 0; i < result.mean().size(); i++) {
      page.open("li");
      page.open("svg", "class", "swatch", "aria-hidden", "true", "width", "18", "height", "16");
      page.open("g", "transform", "translate(9 8)");
      Dots.mark(page, i, LARGE - 1, "");
      page.close("g").close("svg");
      page.element("span", Words.clean(result.mean().get(i).strategy())).close("li");
    }
    page.close("ul");
    chart(page, several);
    page.close("figure").close("section");
  }

  private void chart(Markup page, boolean several) {
    List<StrategyResult> shown = new ArrayList<>(result.mean());
    if (several && result.results().size() <= MOST_SMALL) {
      shown.addAll(result.results());
    }
    double late = 0;
    double low = 0;
    double high = 0;
    for (StrategyResult each : shown) {
      late = Math.max(late, each.meanDelayHours());
      low = Math.min(low, SavingsPicture.saved(each));
      high = Math.max(high, SavingsPicture.saved(each));
    }
    Scale hours = Scale.linear(0, late, 8);
    Scale saved = Scale.linear(low, high, 5);
    List<Dot> dots = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (StrategyResult each : shown) {
      boolean mean = each.zone().isEmpty();
      String text = text(each);
      Dot dot = new Dot(
          hours.share(each.meanDelayHours()),
          saved.share(SavingsPicture.saved(each)),
          place(each.strategy()),
          mean ? LARGE + RIM * coveredBy(each) : SMALL,
          text);
      if (mean) {
        dots.add(dot); // over the small ones
        told.add(text);
      } else {
        dots.add(0, dot);
      }
    }
    new Chart(
            ID + "Chart",
            "Saved against delay",
            "What each policy saved and how much later its jobs were done on average: "
                + String.join("; ", told) + ".",
            260)
        .horizontal(hours(hours, 1), hours(hours, 2))
        .vertical(SavingsPicture.percents(saved), "saved")
        .add(new Dots(dots))
        .writeTo(page);
  }

  /** How many later marks lie on a policy's own, which then looks out behind them. */
  private int coveredBy(StrategyResult mean) {
    int covering = 0;
    for (int i = place(mean.strategy()) + 1; i < result.mean().size(); i++) {
      StrategyResult other = result.mean().get(i);
      boolean same = Math.abs(other.meanDelayHours() - mean.meanDelayHours()) < 0.05
          && Math.abs(SavingsPicture.saved(other) - SavingsPicture.saved(mean)) < 0.05;
      covering += same ? 1 : 0;
    }
    return covering;
  }

  private int place(String strategy) {
    for (int i = 0; i < result.mean().size(); i++) {
      if (result.mean().get(i).strategy().equals(strategy)) {
        return i;
      }
    }
    return 0;
  }

  private static String text(StrategyResult each) {
    return Words.clean(each.strategy())
        + each.zone().map(zone -> " in " + Words.clean(zone.key())).orElse("") + " "
        + Figures.percent(SavingsPicture.saved(each) / 100) + " saved, "
        + Figures.duration(Duration.ofSeconds(Math.round(each.meanDelayHours() * 3600)))
        + " later";
  }

  private static List<Tick> hours(Scale scale, int stride) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < scale.ticks().size(); i += stride) {
      Tick tick = scale.ticks().get(i);
      ticks.add(new Tick(tick.share(), tick.label() + "\u00a0h"));
    }
    return ticks;
  }
}
