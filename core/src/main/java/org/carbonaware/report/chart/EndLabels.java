package org.carbonaware.report.chart;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Two lines of text beside the right end of each of several lines, moved apart where they would
 * cover one another. Hidden where the page is narrow: a legend has to say the same.
 *
 * @param labels the labels
 */
public record EndLabels(List<Label> labels) implements Layer {
  private static final int TEXT_HEIGHT = 36;

  /** Copies the list. */
  public EndLabels {
    labels = List.copyOf(labels);
  }

  /**
   * A label.
   *
   * @param share the height of the line's end, 0 to 1 from the bottom
   * @param style its class
   * @param name the first line of text
   * @param value the second one
   */
  public record Label(double share, String style, String name, String value) {}

  @Override
  public void draw(Markup svg, int height) {
    double[] ends =
        labels.stream().mapToDouble(label -> (1 - label.share()) * height).toArray();
    double[] places = spread(ends, TEXT_HEIGHT, 10, height - 10);
    svg.open("svg", "class", "ends wide", "x", "100%", "width", "1", "height", "1");
    for (int i = 0; i < places.length; i++) {
      Label label = labels.get(i);
      long y = Math.round(places[i]);
      svg.empty(
          "line",
          "class",
          "leader " + label.style(),
          "x1",
          "3",
          "x2",
          "9",
          "y1",
          Long.toString(Math.round(ends[i])),
          "y2",
          Long.toString(y));
      text(svg, "end-name " + label.style(), y - 3, label.name());
      text(svg, "end-value", y + 13, label.value());
    }
    svg.close("svg");
  }

  private static void text(Markup svg, String style, long y, String text) {
    svg.element("text", text, "class", style, "x", "13", "y", Long.toString(y));
  }

  /**
   * Moves places apart: at least {@code gap} between neighbours, in the order they were, inside the
   * range as far as it has room, and no further away than needed.
   */
  static double[] spread(double[] wanted, double gap, double low, double high) {
    Integer[] order = new Integer[wanted.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> wanted[i]));
    double[] places = wanted.clone();
    double least = low;
    for (int i : order) {
      places[i] = Math.max(places[i], least);
      least = places[i] + gap;
    }
    double most = high;
    for (int k = order.length - 1; k >= 0; k--) {
      int i = order[k];
      places[i] = Math.min(places[i], most);
      most = places[i] - gap;
    }
    return places;
  }
}
