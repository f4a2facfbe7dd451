package org.carbonaware.report.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A plot with its axes as one {@code svg} element. It has the width of what it stands in, less the
 * room that its style sheet leaves for labels; text keeps its size, and there are fewer ticks where
 * the page is narrow. It is an image to screen readers, with a title and a description. Not
 * thread-safe.
 */
public final class Chart {
  private static final int LANE_HEIGHT = 14;
  private static final int LANE_GAP = 6;
  private static final int LANE_NAME_HEIGHT = 18;

  private final String id;
  private final String title;
  private final String description;
  private final int height;
  private final List<Layer> layers = new ArrayList<>();
  private List<Tick> wideTicks = List.of();
  private List<Tick> narrowTicks = List.of();
  private List<Tick> valueTicks = List.of();
  private String unit = "";
  private final List<Lane> lanes = new ArrayList<>();
  private boolean labelled;

  /**
   * An empty plot.
   *
   * @param id a name that is unique in the page, of letters and digits
   * @param title what it shows, in few words
   * @param description the figures it shows, in sentences, for those who do not see it
   * @param height the plot's height in pixels, axes aside
   */
  public Chart(String id, String title, String description, int height) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.height = height;
  }

  /**
   * The horizontal axis.
   *
   * @param wide its ticks
   * @param narrow its ticks where the page is narrow
   * @return this
   */
  public Chart horizontal(List<Tick> wide, List<Tick> narrow) {
    wideTicks = wide;
    narrowTicks = narrow;
    return this;
  }

  /**
   * The vertical axis.
   *
   * @param scale its ticks
   * @param name its unit, shown above it
   * @return this
   */
  public Chart vertical(Scale scale, String name) {
    valueTicks = scale.ticks();
    unit = name;
    return this;
  }

  /**
   * The vertical axis where it has no scale, as of a heat map.
   *
   * @param ticks its ticks
   * @param name what they are, shown above it; empty for nothing
   * @return this
   */
  public Chart vertical(List<Tick> ticks, String name) {
    valueTicks = ticks;
    unit = name;
    return this;
  }

  /**
   * Draws into the plot, over what is there.
   *
   * @param layer what
   * @return this
   */
  public Chart add(Layer layer) {
    layers.add(layer);
    labelled |= layer instanceof EndLabels;
    return this;
  }

  /**
   * A thin lane of bands between the plot and its horizontal axis' labels, below those that are
   * there.
   *
   * @param bands what it shows; without bands there is no lane
   * @return this
   */
  public Chart lane(Bands bands) {
    return lane("", bands);
  }

  /**
   * A lane with its name above it.
   *
   * @param name whose lane it is
   * @param bands what it shows; without bands there is no lane
   * @return this
   */
  public Chart lane(String name, Bands bands) {
    if (!bands.bands().isEmpty()) {
      lanes.add(new Lane(name, bands));
    }
    return this;
  }

  private record Lane(String name, Bands bands) {
    int height() {
      return LANE_GAP + (name.isEmpty() ? 0 : LANE_NAME_HEIGHT) + LANE_HEIGHT;
    }
  }

  /**
   * Writes it.
   *
   * @param page where to
   */
  public void writeTo(Markup page) {
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        labelled ? "chart labelled" : "chart",
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text",
        "width",
        "100%",
        "height",
        Integer.toString(foot()));
    page.element("title", title, "id", id + "-title");
    page.element("desc", description, "id", id + "-text");
    valueAxis(page);
    layers.forEach(layer -> layer.draw(page, height));
    line(page, "axis", "0", "100%", height, height);
    drawLanes(page);
    timeAxis(page, "wide", wideTicks);
    timeAxis(page, "narrow", narrowTicks);
    page.close("svg");
  }

  /**
   * The style sheet of charts: classes and colours for light, dark and paper. It needs no escaping
   * inside a page.
   *
   * @return CSS
   */
  public static String styleSheet() {
    try (InputStream in = Chart.class.getResourceAsStream("chart.css")) {
      if (in == null) {
        throw new IllegalStateException("chart.css is missing beside " + Chart.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the patterns that the style sheet fills bands with. A page needs them once.
   *
   * @param page where to
   */
  public static void writePatterns(Markup page) {
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "patterns",
        "aria-hidden",
        "true",
        "width",
        "0",
        "height",
        "0");
    page.open("defs");
    pattern(page, "hatch", "8", "rotate(45)", "0", "0", "0", "8");
    pattern(page, "hatch-strong", "4", "rotate(45)", "0", "0", "0", "4");
    pattern(page, "dots", "7", "rotate(0)", "3", "3", "3", "3.1");
    pattern(page, "dots-strong", "5", "rotate(0)", "2", "2", "2", "2.1");
    page.close("defs").close("svg");
  }

  private static void pattern(
      Markup page,
      String name,
      String size,
      String turned,
      String x1,
      String y1,
      String x2,
      String y2) {
    page.open(
        "pattern",
        "id",
        name,
        "patternUnits",
        "userSpaceOnUse",
        "width",
        size,
        "height",
        size,
        "patternTransform",
        turned);
    page.empty("line", "class", name, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    page.close("pattern");
  }

  private int foot() {
    return height + lanes.stream().mapToInt(Lane::height).sum();
  }

  private void drawLanes(Markup page) {
    int bottom = height;
    for (Lane lane : lanes) {
      bottom += lane.height();
      if (!lane.name().isEmpty()) {
        String y = Integer.toString(bottom - LANE_HEIGHT - 5);
        page.element("text", lane.name(), "class", "lane-name", "x", "0", "y", y);
      }
      lane.bands().draw(page, bottom - LANE_HEIGHT, LANE_HEIGHT);
    }
  }

  private void valueAxis(Markup page) {
    page.open("g", "class", "ticks");
    page.element("text", unit, "class", "unit", "x", "-8", "y", "-14");
    for (Tick tick : valueTicks) {
      int y = (int) Math.round((1 - tick.share()) * height);
      line(page, "grid", "0", "100%", y, y);
      page.element(
          "text", tick.label(), "x", "-8", "y", Integer.toString(y), "dy", "4", "class", "value");
    }
    page.close("g");
  }

  private void timeAxis(Markup page, String width, List<Tick> ticks) {
    page.open("g", "class", "ticks " + width);
    for (Tick tick : ticks) {
      String x = Bands.percent(tick.share());
      line(page, "axis", x, x, foot(), foot() + 5);
      label(page, x, foot() + 19, "time", tick.label());
      if (!tick.context().isEmpty()) {
        label(page, x, foot() + 35, "time context", tick.context());
      }
    }
    page.close("g");
  }

  private static void label(Markup page, String x, int y, String style, String text) {
    page.element("text", text, "class", style, "x", x, "y", Integer.toString(y));
  }

  private static void line(Markup page, String style, String x1, String x2, int y1, int y2) {
    page.empty(
        "line",
        "class",
        style,
        "x1",
        x1,
        "x2",
        x2,
        "y1",
        Integer.toString(y1),
        "y2",
        Integer.toString(y2));
  }
}
