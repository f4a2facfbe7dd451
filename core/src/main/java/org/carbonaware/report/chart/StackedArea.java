package org.carbonaware.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Steps stacked on one another. Each area reaches down to the axis and is covered by those below
 * it, so that rounding opens no gap between them.
 */
public final class StackedArea implements Layer {
  private final List<String> styles = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();

  /**
   * Stacks values.
   *
   * @param scale where values lie; begins at 0
   * @param edges where the steps begin, and where the last one ends: 0 to 1 from the left
   * @param series from the bottom up; values that are not finite or below 0 count as 0
   */
  public StackedArea(Scale scale, double[] edges, List<Series> series) {
    double[] sums = new double[edges.length - 1];
    boolean[] all = new boolean[sums.length];
    Arrays.fill(all, true);
    for (Series one : series) {
      double[] tops = new double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        double value = one.values()[i];
        sums[i] += Double.isFinite(value) && value > 0 ? value : 0;
        tops[i] = scale.share(sums[i]);
      }
      styles.add(0, "area " + one.style());
      paths.add(0, PathData.area(edges, tops, all));
    }
  }

  /**
   * What is stacked.
   *
   * @param style its class
   * @param values a value for each step
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Series(String style, double[] values) {}

  @Override
  public void draw(Markup svg, int height) {
    Plane.draw(svg, height, styles, paths);
  }
}
