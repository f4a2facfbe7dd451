package org.carbonaware.report.chart;

import java.util.List;

/**
 * Marks at points of a plot, each in a shape of its series, so that colour is not all that tells
 * them apart. They keep their size at any width of the page.
 *
 * @param dots the marks; later ones cover earlier ones
 */
public record Dots(List<Dot> dots) implements Layer {
  private static final List<String> SHAPES = List.of(
      "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z",
      "M-.9 -.9h1.8v1.8h-1.8z",
      "M0 -1.25L1.25 0L0 1.25L-1.25 0z",
      "M0 -1.15L1.15 .9H-1.15z",
      "M0 1.15L1.15 -.9H-1.15z");
  private static final int COLOURS = 6;

  /** Copies the list. */
  public Dots {
    dots = List.copyOf(dots);
  }

  /**
   * A mark.
   *
   * @param x where, 0 to 1 from the left
   * @param y where, 0 to 1 from the bottom
   * @param series which series it is of, from 0; the first thirty look different
   * @param size half its width in pixels
   * @param text what it says when pointed at; empty for nothing
   */
  public record Dot(double x, double y, int series, int size, String text) {}

  @Override
  public void draw(Markup svg, int height) {
    for (Dot dot : dots) {
      String y = Long.toString(Math.round((1 - dot.y()) * height));
      svg.open("svg", "class", "dot", "x", Bands.percent(dot.x()), "y", y);
      mark(svg, dot.series(), dot.size(), dot.text());
      svg.close("svg");
    }
  }

  /**
   * Writes a mark around the origin, such as for a legend.
   *
   * @param svg where to
   * @param series which series it is of, from 0
   * @param size half its width in pixels
   * @param text what it says when pointed at; empty for nothing
   */
  public static void mark(Markup svg, int series, int size, String text) {
    String[] attributes = {
      "class", "mark series-" + series % COLOURS,
      "d", SHAPES.get(series % SHAPES.size()),
      "transform", "scale(" + size + ")"
    };
    if (text.isEmpty()) {
      svg.empty("path", attributes);
    } else {
      svg.open("path", attributes).element("title", text).close("path");
    }
  }
}
