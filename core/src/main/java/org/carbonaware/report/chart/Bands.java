package org.carbonaware.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Stretches of the horizontal axis: rectangles over the plot's height that keep their pattern at
 * any width. Those with a text show it when pointed at.
 *
 * @param bands the stretches
 */
public record Bands(List<Band> bands) implements Layer {
  /** Copies the list. */
  public Bands {
    bands = List.copyOf(bands);
  }

  /**
   * A stretch.
   *
   * @param from where it begins, 0 to 1 from the left
   * @param to where it ends
   * @param style its class
   * @param text what it says when pointed at; empty for nothing
   */
  public record Band(double from, double to, String style, String text) {}

  @Override
  public void draw(Markup svg, int height) {
    draw(svg, 0, height);
  }

  void draw(Markup svg, int top, int height) {
    for (Band band : bands) {
      String[] attributes = {
        "class", "band " + band.style(),
        "x", percent(band.from()),
        "y", Integer.toString(top),
        "width", percent(band.to() - band.from()),
        "height", Integer.toString(height)
      };
      if (band.text().isEmpty()) {
        svg.empty("rect", attributes);
      } else {
        svg.open("rect", attributes).element("title", band.text()).close("rect");
      }
    }
  }

  /** A share as a percentage for an attribute. */
  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share * 100).setScale(3, RoundingMode.HALF_UP);
    return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + "%";
  }
}
