package org.carbonaware.report.chart;

import java.util.List;

/**
 * Bars that lie under each other, each with a line of text above it, so that long names have room
 * at any width. They begin at 0, to the left of which negative ones reach.
 *
 * @param scale where values lie; holds 0
 * @param reference a value that all are compared with: a mark across each bar's place
 * @param bars the bars from the top
 */
public record NamedBars(Scale scale, double reference, List<NamedBar> bars) implements Layer {
  private static final int ROW = 42;
  private static final int TEXT = 14;
  private static final int THICK = 16;

  /** Copies the list. */
  public NamedBars {
    bars = List.copyOf(bars);
  }

  /**
   * A bar.
   *
   * @param name the text above it
   * @param figure the text behind the name
   * @param value how long it is
   * @param style its class
   * @param text what it says when pointed at
   */
  public record NamedBar(String name, String figure, double value, String style, String text) {}

  /**
   * How high a plot has to be for so many bars.
   *
   * @param bars how many
   * @return pixels
   */
  public static int height(int bars) {
    return bars * ROW;
  }

  @Override
  public void draw(Markup svg, int height) {
    double zero = scale.share(0);
    String mark = Bands.percent(scale.share(reference));
    for (int i = 0; i < bars.size(); i++) {
      NamedBar bar = bars.get(i);
      int top = i * ROW;
      svg.open("text", "x", "0", "y", Integer.toString(top + TEXT));
      svg.element("tspan", bar.name(), "class", "bar-name");
      svg.element("tspan", bar.figure(), "dx", "8").close("text");
      double end = scale.share(bar.value());
      svg.open(
          "rect",
          "class",
          "bar " + bar.style(),
          "x",
          Bands.percent(Math.min(zero, end)),
          "y",
          Integer.toString(top + TEXT + 5),
          "width",
          Bands.percent(Math.abs(end - zero)),
          "height",
          Integer.toString(THICK),
          "rx",
          "2");
      svg.element("title", bar.text()).close("rect");
      svg.empty(
          "line",
          "class",
          "line best reference",
          "x1",
          mark,
          "x2",
          mark,
          "y1",
          Integer.toString(top + TEXT + 4),
          "y2",
          Integer.toString(top + TEXT + THICK + 6));
    }
  }
}
