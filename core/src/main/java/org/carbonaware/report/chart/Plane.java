package org.carbonaware.report.chart;

import java.util.List;

/** Where shapes are stretched over a plot. */
final class Plane {
  private Plane() {}

  static Layer of(String style, String path) {
    return (svg, height) -> draw(svg, height, List.of(style), List.of(path));
  }

  /** Draws paths, each with its class; empty ones are left out. */
  static void draw(Markup svg, int height, List<String> styles, List<String> paths) {
    svg.open(
        "svg",
        "class",
        "plane",
        "width",
        "100%",
        "height",
        Integer.toString(height),
        "viewBox",
        "0 0 " + PathData.WIDTH + " " + PathData.HEIGHT,
        "preserveAspectRatio",
        "none");
    for (int i = 0; i < paths.size(); i++) {
      if (!paths.get(i).isEmpty()) {
        svg.empty("path", "class", styles.get(i), "d", paths.get(i));
      }
    }
    svg.close("svg");
  }
}
