package org.carbonaware.benchmarks.micro;

import java.util.List;
import java.util.Locale;
import org.carbonaware.report.chart.Markup;

/**
 * Bars with their intervals and what each should reach, as one SVG file that needs nothing else.
 */
final class OverheadChart {
  private static final int WIDTH = 760;
  private static final int LEFT = 330;
  private static final int RIGHT = 60;
  private static final int ROW = 26;
  private static final int TOP = 34;
  private static final int BAR = 14;
  private static final String STYLE = "text{font:13px system-ui,sans-serif;fill:#1f2933}"
      + ".title{font-weight:600}.bar{fill:#3b7ea1}.range{stroke:#1f2933;stroke-width:1.5}"
      + ".target{stroke:#c2410c;stroke-width:2;stroke-dasharray:4 2}"
      + ".page{fill:#fff}"
      + "@media(prefers-color-scheme:dark){text{fill:#e4e7eb}.bar{fill:#5aa9d6}"
      + ".range{stroke:#e4e7eb}.target{stroke:#fb923c}.page{fill:#16191d}}";

  private OverheadChart() {}

  /**
   * A bar.
   *
   * @param name the text beside it
   * @param ratio how long it is
   * @param target where it should end at most or at least; negative if nobody says
   */
  record Bar(String name, Spread ratio, double target) {}

  /** Draws them. */
  static String of(String title, String description, List<Bar> bars) {
    double greatest = bars.stream()
        .mapToDouble(bar -> Math.max(bar.ratio().high(), bar.target()))
        .max()
        .orElse(1);
    double pixels = (WIDTH - LEFT - RIGHT) / Math.max(greatest, Double.MIN_NORMAL);
    int height = TOP + bars.size() * ROW + 8;
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "role",
        "img",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(height));
    svg.element("title", title).element("desc", description).element("style", STYLE);
    svg.empty("rect", "class", "page", "width", "100%", "height", "100%");
    svg.element("text", title, "class", "title", "x", "8", "y", "20");
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, bars.get(i), TOP + i * ROW, pixels);
    }
    return svg.close("svg").toString() + "\n";
  }

  private static void bar(Markup svg, Bar bar, int top, double pixels) {
    Spread ratio = bar.ratio();
    String middle = Integer.toString(top + BAR / 2);
    svg.element("text", bar.name(), "x", "8", "y", Integer.toString(top + BAR - 2));
    svg.empty(
        "rect",
        "class",
        "bar",
        "x",
        Integer.toString(LEFT),
        "y",
        Integer.toString(top),
        "width",
        number(ratio.median() * pixels),
        "height",
        Integer.toString(BAR));
    svg.empty(
        "line",
        "class",
        "range",
        "x1",
        number(LEFT + ratio.low() * pixels),
        "x2",
        number(LEFT + ratio.high() * pixels),
        "y1",
        middle,
        "y2",
        middle);
    if (bar.target() >= 0) {
      String at = number(LEFT + bar.target() * pixels);
      svg.empty(
          "line",
          "class",
          "target",
          "x1",
          at,
          "x2",
          at,
          "y1",
          Integer.toString(top - 4),
          "y2",
          Integer.toString(top + BAR + 4));
    }
    svg.element(
        "text",
        String.format(Locale.ROOT, "%.2f", ratio.median()),
        "x",
        number(LEFT + Math.max(ratio.high(), bar.target()) * pixels + 6),
        "y",
        Integer.toString(top + BAR - 2));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
