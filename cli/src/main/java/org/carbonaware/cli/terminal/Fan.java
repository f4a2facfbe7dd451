package org.carbonaware.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A forecast as a fan: a line for the mean in a band in which four of five values are expected to
 * lie, over an axis of local hours. The scale begins a little below the lowest value, not at 0.
 * Immutable.
 */
public final class Fan {
  private static final int USUAL_ROWS = 8;
  private static final String THIRDS = "▁─▔";

  private final Instant start;
  private final Duration step;
  private final double[] mean;
  private final double[] p10;
  private final double[] p90;
  private final ZoneId zone;
  private final int rows;
  private final Optional<Band> band;

  private record Band(String name, IntPredicate holds) {}

  private Fan(
      Instant start,
      Duration step,
      double[] mean,
      double[] p10,
      double[] p90,
      ZoneId zone,
      int rows,
      Optional<Band> band) {
    this.start = start;
    this.step = step;
    this.mean = mean;
    this.p10 = p10;
    this.p90 = p90;
    this.zone = zone;
    this.rows = rows;
    this.band = band;
  }

  /**
   * A fan without a band.
   *
   * @param start when the first step begins
   * @param step the length of a step, whole seconds, more than zero
   * @param mean what is expected in each step, NaN where nothing is; copied
   * @param zone whose hours the axis has
   * @return the fan, 8 rows high
   */
  public static Fan of(Instant start, Duration step, double[] mean, ZoneId zone) {
    double[] none = new double[mean.length];
    Arrays.fill(none, Double.NaN);
    return new Fan(start, step, mean.clone(), none, none, zone, USUAL_ROWS, Optional.empty());
  }

  /**
   * With a band.
   *
   * @param low below these values one in ten is expected; one for each of the mean
   * @param high above these values one in ten is expected; one for each of the mean
   * @return the fan
   * @throws IllegalArgumentException if there are more or fewer values than of the mean
   */
  public Fan within(double[] low, double[] high) {
    if (low.length != mean.length || high.length != mean.length) {
      throw new IllegalArgumentException(
          "a band of " + low.length + " and " + high.length + " values, expected " + mean.length);
    }
    return new Fan(start, step, mean, low.clone(), high.clone(), zone, rows, band);
  }

  /**
   * With another height.
   *
   * @param rows how many rows the picture takes, 2 or more
   * @return the fan
   */
  public Fan rows(int rows) {
    return new Fan(start, step, mean, p10, p90, zone, Math.max(2, rows), band);
  }

  /**
   * With a row below that says when something holds, such as that a job runs.
   *
   * @param name what holds, at most 5 characters
   * @param holds whether it holds in a step, by its index; in a column of several steps, whether it
   *     does in the first
   * @return the fan
   */
  public Fan band(String name, IntPredicate holds) {
    return new Fan(start, step, mean, p10, p90, zone, rows, Optional.of(new Band(name, holds)));
  }

  /**
   * The fan as lines.
   *
   * @param terminal where it is shown
   * @return the picture, axis, hours, days and the legend
   */
  public List<Line> lines(Terminal terminal) {
    double top = values().max().orElse(1);
    double low = values().min().orElse(0);
    double bottom = Math.max(0, Math.min(low, top - 1) - (top - low) / (2 * rows));
    int gutter = Gutter.width(Words.number(top));
    TimeColumns columns =
        TimeColumns.of(start, step, mean.length, terminal.width() - gutter, Optional.empty(), zone);
    double[] means = columns.means(mean);
    double[] lows = columns.means(p10);
    double[] highs = columns.means(p90);
    double perRow = (top - bottom) / rows;
    List<Line> lines = new ArrayList<>();
    for (int row = rows - 1; row >= 0; row--) {
      double from = bottom + row * perRow;
      double to = row == rows - 1 ? Double.MAX_VALUE : from + perRow;
      String label =
          row == rows - 1 ? Words.number(top) : row == rows / 2 ? Words.number(from) : "";
      lines.add(Gutter.beside(label, gutter, terminal)
          .plus(columns.row(
              c -> cell(means[c], lows[c], highs[c], from, to, perRow, terminal), terminal)));
    }
    lines.add(Gutter.corner(Words.number(bottom), gutter, terminal).plus(columns.axis(terminal)));
    band.ifPresent(it -> lines.add(Gutter.below(it.name, gutter)
        .plus(columns.row(
            c -> it.holds.test(c * columns.steps())
                ? Line.of(terminal.unicode() ? "━" : "=", Tone.LOW)
                : Line.of(" "),
            terminal))));
    columns.labels().forEach(labels -> lines.add(Gutter.below("", gutter).plus(labels)));
    lines.addAll(legend(columns, terminal).wrappedTo(terminal.width()));
    return lines;
  }

  private DoubleStream values() {
    return Stream.of(mean, p10, p90)
        .flatMapToDouble(Arrays::stream)
        .filter(value -> !Double.isNaN(value));
  }

  /** What a row from one value to another shows of a column. */
  private static Line cell(
      double mean,
      double low,
      double high,
      double from,
      double to,
      double perRow,
      Terminal terminal) {
    if (mean >= from && mean < to) {
      int third = Math.max(0, Math.min(2, (int) ((mean - from) / perRow * 3)));
      return Line.of(terminal.unicode() ? THIRDS.substring(third, third + 1) : "*", Tone.STRONG);
    }
    boolean within = high >= from + perRow / 2 && low < from + perRow / 2;
    return within ? Line.of(terminal.unicode() ? "░" : ":", Tone.MARK) : Line.of(" ");
  }

  private Line legend(TimeColumns columns, Terminal terminal) {
    Line legend = columns
        .clock()
        .plus("; ", Tone.MUTED)
        .plus(terminal.unicode() ? "─" : "*", Tone.STRONG)
        .plus(" expected", Tone.MUTED);
    if (!Arrays.stream(p10).allMatch(Double::isNaN)) {
      legend = legend
          .plus("; ", Tone.MUTED)
          .plus(terminal.unicode() ? "░" : ":", Tone.MARK)
          .plus(" 4 in 5 lie within", Tone.MUTED);
    }
    return legend;
  }
}
