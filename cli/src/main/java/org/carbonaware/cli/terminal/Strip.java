package org.carbonaware.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * A strip of upright bars over one to three days: height and colour tell the value, letters below
 * tell the level, a broken line the threshold, an upright one where the forecast begins; the axis
 * has local hours. Values are shown from 0 on. Immutable.
 *
 * <p>By default there are no levels, no threshold and no forecast, and it is 4 rows high, to which
 * come the axis and the words below it.
 */
public final class Strip {
  private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
  private static final String RAMP = " .:-=+*#@";
  private static final int USUAL_ROWS = 4;
  private static final double HIGHEST_ABOVE = 2;

  private final Instant start;
  private final Duration step;
  private final double[] values;
  private final ZoneId zone;
  private final Look look;

  /** How it is drawn. */
  private record Look(
      int rows,
      Optional<Levels> levels,
      OptionalDouble threshold,
      Optional<Instant> forecastFrom,
      List<Band> bands) {}

  private record Band(String name, IntPredicate holds) {}

  private Strip(Instant start, Duration step, double[] values, ZoneId zone, Look look) {
    this.start = start;
    this.step = step;
    this.values = values;
    this.zone = zone;
    this.look = look;
  }

  /**
   * A strip of values.
   *
   * @param start when the first step begins
   * @param step the length of a step, whole seconds, more than zero
   * @param values a value for each step, 0 or more, NaN where it is unknown; copied
   * @param zone whose hours the axis has
   * @return the strip
   */
  public static Strip of(Instant start, Duration step, double[] values, ZoneId zone) {
    Look look =
        new Look(USUAL_ROWS, Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of());
    return new Strip(start, step, values.clone(), zone, look);
  }

  private Strip with(Look other) {
    return new Strip(start, step, values, zone, other);
  }

  /**
   * With another height.
   *
   * @param rows how many rows the bars take, 1 or more
   * @return the strip
   */
  public Strip rows(int rows) {
    return with(
        new Look(Math.max(1, rows), look.levels, look.threshold, look.forecastFrom, look.bands));
  }

  /**
   * With levels, by which the bars are coloured and lettered.
   *
   * @param levels what is low and what is high
   * @return the strip
   */
  public Strip levels(Levels levels) {
    Optional<Levels> some = Optional.of(levels);
    return with(new Look(look.rows, some, look.threshold, look.forecastFrom, look.bands));
  }

  /**
   * With a threshold.
   *
   * @param value in the unit of the values
   * @return the strip
   */
  public Strip threshold(double value) {
    return with(
        new Look(look.rows, look.levels, OptionalDouble.of(value), look.forecastFrom, look.bands));
  }

  /**
   * With a line between what was and what is expected.
   *
   * @param first when the first expected step begins
   * @return the strip
   */
  public Strip forecastFrom(Instant first) {
    return with(new Look(look.rows, look.levels, look.threshold, Optional.of(first), look.bands));
  }

  /**
   * With a row below that says when something holds, such as that a training runs.
   *
   * @param name what holds, at most 5 characters
   * @param holds whether it holds in a step, by its index; in a column of several steps, whether it
   *     does in the first
   * @return the strip
   */
  public Strip band(String name, IntPredicate holds) {
    List<Band> more = new ArrayList<>(look.bands);
    more.add(new Band(name, holds));
    return with(
        new Look(look.rows, look.levels, look.threshold, look.forecastFrom, List.copyOf(more)));
  }

  /**
   * The strip as lines.
   *
   * @param terminal where it is shown
   * @return bars, levels if there are any, bands, axis, hours, days and the legend
   */
  public List<Line> lines(Terminal terminal) {
    Scale scale = scale();
    int gutter = Gutter.width(scale.label(look.rows));
    TimeColumns columns = TimeColumns.of(
        start, step, values.length, terminal.width() - gutter, look.forecastFrom, zone);
    double[] means = columns.means(values);
    List<Line> lines = new ArrayList<>();
    for (int row = look.rows; row >= 1; row--) {
      int at = row;
      lines.add(Gutter.beside(scale.label(at), gutter, terminal)
          .plus(columns.row(c -> cell(means[c], at, scale, terminal), terminal)));
    }
    lines.add(
        Gutter.corner(look.rows > 1 ? "0" : "", gutter, terminal).plus(columns.axis(terminal)));
    if (look.levels.isPresent()) {
      lines.add(Gutter.below("level", gutter).plus(columns.row(c -> letter(means[c]), terminal)));
    }
    for (Band band : look.bands) {
      lines.add(Gutter.below(band.name, gutter)
          .plus(columns.row(
              c -> band.holds.test(c * columns.steps()) ? runs(terminal) : Line.of(" "),
              terminal)));
    }
    columns.labels().forEach(labels -> lines.add(Gutter.below("", gutter).plus(labels)));
    lines.addAll(legend(scale, columns, terminal).wrappedTo(terminal.width()));
    return lines;
  }

  private static Line runs(Terminal terminal) {
    return Line.of(terminal.unicode() ? "━" : "=", Tone.STRONG);
  }

  private Scale scale() {
    double most =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    double threshold = look.threshold.orElse(0);
    boolean within = threshold <= HIGHEST_ABOVE * most;
    double top = Math.max(most, within ? threshold : 0);
    return new Scale(top > 0 ? top : 1, within ? look.threshold : OptionalDouble.empty());
  }

  /** The value of the uppermost edge, and the threshold if it is in the picture. */
  private final class Scale {
    private final double top;
    private final int thresholdRow;
    private final double threshold;

    Scale(double top, OptionalDouble threshold) {
      this.top = top;
      this.threshold = threshold.orElse(Double.NaN);
      this.thresholdRow = threshold.isPresent() && look.rows > 1
          ? Math.max(1, Math.min(look.rows, (int) Math.ceil(look.rows * this.threshold / top)))
          : 0;
    }

    /** The value beside a row: of the upper edge in the uppermost, the threshold in its own. */
    String label(int row) {
      if (row == look.rows) {
        return Words.number(top);
      }
      return row == thresholdRow ? Words.number(threshold) : "";
    }
  }

  private Line cell(double value, int row, Scale scale, Terminal terminal) {
    Line empty = row == scale.thresholdRow
        ? Line.of(terminal.unicode() ? "╌" : "-", Tone.MARK)
        : Line.of(" ");
    if (Double.isNaN(value)) {
      return row == 1 ? Line.of("?", Tone.MUTED) : empty;
    }
    double filled = value / scale.top * look.rows - (row - 1);
    int eighths = (int) Math.round(8 * Math.min(1, filled));
    if (row == 1 && eighths < 1) {
      eighths = 1; // 0 is a value, too
    }
    if (eighths < 1) {
      return empty;
    }
    if (!terminal.unicode()) {
      if (look.rows == 1) {
        return Line.of(String.valueOf(RAMP.charAt(eighths)), tone(value));
      }
      return eighths >= 4 || row == 1 ? Line.of("#", tone(value)) : empty;
    }
    return Line.of(String.valueOf(EIGHTHS.charAt(eighths)), tone(value));
  }

  private Tone tone(double value) {
    return look.levels.map(levels -> levels.of(value)).orElse(Tone.PLAIN);
  }

  private Line letter(double value) {
    if (Double.isNaN(value)) {
      return Line.of("?", Tone.MUTED);
    }
    Tone tone = tone(value);
    return Line.of(tone.name().substring(0, 1), tone);
  }

  private static Line letters(Levels levels) {
    if (levels.low() == levels.high()) {
      return Line.of("L", Tone.LOW)
          .plus(" low; ", Tone.MUTED)
          .plus("H", Tone.HIGH)
          .plus(" high, over " + Words.number(levels.high()), Tone.MUTED);
    }
    return Line.of("L", Tone.LOW)
        .plus(" low, under " + Words.number(levels.low()) + "; ", Tone.MUTED)
        .plus("M", Tone.MODERATE)
        .plus(" moderate; ", Tone.MUTED)
        .plus("H", Tone.HIGH)
        .plus(" high, over " + Words.number(levels.high()), Tone.MUTED);
  }

  private Line legend(Scale scale, TimeColumns columns, Terminal terminal) {
    Line legend = columns.clock();
    if (look.levels.isPresent()) {
      legend = legend.plus("; ", Tone.MUTED).plus(letters(look.levels.get()));
    }
    if (look.threshold.isPresent()) {
      String where = Double.isNaN(scale.threshold) ? ", above the picture" : "";
      legend = legend
          .plus("; ", Tone.MUTED)
          .plus(terminal.unicode() ? "╌╌" : "--", Tone.MARK)
          .plus(" threshold " + Words.number(look.threshold.getAsDouble()) + where, Tone.MUTED);
    }
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      legend = legend.plus("; ? unknown", Tone.MUTED);
    }
    if (columns.steps() > 1) {
      legend = legend.plus(
          String.format(
              Locale.ROOT,
              "; a column is the mean of %s",
              Words.duration(step.multipliedBy(columns.steps()))),
          Tone.MUTED);
    }
    return legend;
  }
}
