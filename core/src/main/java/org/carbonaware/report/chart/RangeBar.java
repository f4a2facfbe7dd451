package org.carbonaware.report.chart;

import java.util.List;

/**
 * A value inside the range it may have, on a line from zero.
 *
 * @param id a name that is unique in the page, of letters and digits
 * @param title what it shows, in few words
 * @param description the figures, in a sentence
 * @param scale where values lie
 * @param low the range's lower end
 * @param value the value
 * @param high the range's upper end
 */
public record RangeBar(
    String id,
    String title,
    String description,
    Scale scale,
    double low,
    double value,
    double high) {
  private static final int HEIGHT = 22;

  /**
   * Writes it.
   *
   * @param page where to
   * @param unit the unit of the axis
   */
  public void writeTo(Markup page, String unit) {
    new Chart(id, title, description, HEIGHT)
        .horizontal(withUnit(unit), withUnit(unit))
        .add(this::draw)
        .writeTo(page);
  }

  private List<Tick> withUnit(String unit) {
    return scale.ticks().stream()
        .map(tick -> new Tick(tick.share(), tick.label() + " " + unit))
        .toList();
  }

  private void draw(Markup svg, int height) {
    String from = Bands.percent(scale.share(low));
    String width = Bands.percent(Math.max(0, scale.share(high) - scale.share(low)));
    svg.empty(
        "rect", "class", "range", "x", from, "width", width, "y", "4", "height", "14", "rx", "7");
    svg.empty(
        "circle", "class", "point", "cx", Bands.percent(scale.share(value)), "cy", "11", "r", "6");
  }
}
