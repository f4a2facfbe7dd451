package org.carbonaware.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Something drawn into a plot; later layers cover earlier ones. */
@FunctionalInterface
public interface Layer {
  /**
   * Draws it.
   *
   * @param svg where to; percentages of x run over the plot's width
   * @param height the plot's height in pixels, y from 0 at the top
   */
  void draw(Markup svg, int height);

  /**
   * A line through points; a point that is NaN is left out and breaks it.
   *
   * @param style its class
   * @param xs where the points lie, 0 to 1 from the left
   * @param ys as many, 0 to 1 from the bottom
   * @return the layer
   */
  static Layer line(String style, double[] xs, double[] ys) {
    return line(style, xs, ys, new boolean[xs.length]);
  }

  /**
   * A line through points that is broken in places.
   *
   * @param style its class
   * @param xs where the points lie, 0 to 1 from the left
   * @param ys as many, 0 to 1 from the bottom
   * @param cuts as many: whether the line is broken before the point
   * @return the layer
   */
  static Layer line(String style, double[] xs, double[] ys, boolean[] cuts) {
    return Plane.of("line " + style, PathData.line(xs, ys, cuts));
  }

  /**
   * The area between two lines; points of which one is NaN end it.
   *
   * @param style its class
   * @param xs where the points lie, 0 to 1 from the left
   * @param lows as many, the lower line's: 0 to 1 from the bottom
   * @param highs as many, the upper line's
   * @return the layer
   */
  static Layer between(String style, double[] xs, double[] lows, double[] highs) {
    return Plane.of("area " + style, PathData.between(xs, lows, highs));
  }

  /**
   * A line on top of steps, broken where a step is NaN.
   *
   * @param style its class
   * @param edges where the steps begin, and where the last one ends: 0 to 1 from the left
   * @param heights one fewer, 0 to 1 from the bottom
   * @return the layer
   */
  static Layer steps(String style, double[] edges, double[] heights) {
    return Plane.of("line " + style, PathData.steps(edges, heights));
  }

  /**
   * The area below steps, in several colours.
   *
   * @param styles the classes of the colours
   * @param edges where the steps begin, and where the last one ends: 0 to 1 from the left
   * @param heights one fewer, 0 to 1 from the bottom; none is drawn where it is NaN
   * @param colours as many: the colour's place in {@code styles}
   * @return the layer
   */
  static Layer colouredSteps(List<String> styles, double[] edges, double[] heights, int[] colours) {
    List<String> paths = new ArrayList<>();
    for (int colour = 0; colour < styles.size(); colour++) {
      boolean[] wanted = new boolean[heights.length];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = colours[i] == colour;
      }
      paths.add(PathData.area(edges, heights, wanted));
    }
    List<String> classes = styles.stream().map(style -> "area " + style).toList();
    return (svg, height) -> Plane.draw(svg, height, classes, paths);
  }
}
