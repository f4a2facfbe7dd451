package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.report.chart.Markup;

/** Colours of intensities from clean to dirty, with the same bounds on every page. */
final class Steps {
  static final List<String> STYLES =
      List.of("step-0", "step-1", "step-2", "step-3", "step-4", "step-5");
  private static final double[] BOUNDS = {100, 200, 350, 500, 650};

  private Steps() {}

  /** The place of an intensity's colour; the first one for NaN. */
  static int of(double gramsPerKwh) {
    int step = 0;
    while (step < BOUNDS.length && gramsPerKwh >= BOUNDS[step]) {
      step++;
    }
    return step;
  }

  /** The items of a legend. */
  static void legend(Markup page) {
    page.element("li", "g CO₂e/kWh:");
    for (int i = 0; i < STYLES.size(); i++) {
      String name = i < BOUNDS.length
          ? "below " + Figures.number(BOUNDS[i])
          : Figures.number(BOUNDS[i - 1]) + " or more";
      Words.key(page, "area " + STYLES.get(i), "", name);
    }
  }
}
