package org.carbonaware.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.report.chart.StackedArea.Series;

/**
 * Bars side by side, each in the middle of a place of its own.
 *
 * @param count how many
 */
public record Bars(int count) {
  private static final double GAP = 0.12; // on either side, of a place's width

  /**
   * Stacks values on one another.
   *
   * @param scale where values lie; begins at 0
   * @param styles the classes of what is stacked, from the bottom up
   * @param values for each of them a value for each bar
   * @return the layer
   */
  public Layer stacked(Scale scale, List<String> styles, List<double[]> values) {
    double[] edges = new double[2 * count + 2];
    for (int i = 0; i < count; i++) {
      edges[2 * i + 1] = (i + GAP) / count;
      edges[2 * i + 2] = (i + 1 - GAP) / count;
    }
    edges[2 * count + 1] = 1;
    List<Series> series = new ArrayList<>();
    for (int k = 0; k < styles.size(); k++) {
      double[] steps = new double[2 * count + 1];
      for (int i = 0; i < count; i++) {
        steps[2 * i + 1] = values.get(k)[i];
      }
      series.add(new Series(styles.get(k), steps));
    }
    return new StackedArea(scale, edges, series);
  }

  /**
   * Names below the bars; below each one if there are not too many.
   *
   * @param names a name for each bar, or for the first ones
   * @param most how many names there is room for
   * @return the ticks
   */
  public List<Tick> ticks(List<String> names, int most) {
    int stride = (count + most - 1) / most;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < Math.min(count, names.size()); i += stride) {
      ticks.add(new Tick((i + 0.5) / count, names.get(i)));
    }
    return ticks;
  }
}
