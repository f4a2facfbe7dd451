package org.carbonaware.report.chart;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells in rows and columns over the whole plot, each in the colour of its class.
 *
 * @param rows the cells, row by row from the top; all rows have as many
 */
public record HeatMap(List<List<Cell>> rows) implements Layer {
  /** Copies the list. */
  public HeatMap {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * A cell.
   *
   * @param style its class; empty if nothing is known
   * @param text what it says when pointed at
   */
  public record Cell(String style, String text) {}

  @Override
  public void draw(Markup svg, int height) {
    for (int r = 0; r < rows.size(); r++) {
      List<Cell> cells = rows.get(r);
      int top = r * height / rows.size();
      int bottom = (r + 1) * height / rows.size();
      for (int c = 0; c < cells.size(); c++) {
        Cell cell = cells.get(c);
        svg.open(
            "rect",
            "class",
            cell.style().isEmpty() ? "cell unknown" : "cell " + cell.style(),
            "x",
            Bands.percent((double) c / cells.size()),
            "y",
            Integer.toString(top),
            "width",
            Bands.percent(1.0 / cells.size()),
            "height",
            Integer.toString(bottom - top));
        svg.element("title", cell.text()).close("rect");
      }
    }
  }

  /**
   * The middles of the rows, for the vertical axis.
   *
   * @param names a name for each row, from the top
   * @return the ticks
   */
  public static List<Tick> ticks(List<String> names) {
    return IntStream.range(0, names.size())
        .mapToObj(row -> new Tick(1 - (row + 0.5) / names.size(), names.get(row)))
        .toList();
  }
}
