package org.carbonaware.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which time each column of a picture stands for, and the axis below it.
 *
 * @param start when the first column begins
 * @param steps how many steps of the values a column takes together
 * @param step the length of a step of the values
 * @param count how many columns of values there are
 * @param each how many columns of the terminal each of them takes
 * @param split the first column that is forecast, which a line stands before; 0 if there is none
 * @param zone whose hours the axis has
 */
record TimeColumns(
    Instant start, int steps, Duration step, int count, int each, int split, ZoneId zone) {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final int WIDEST = 3;
  private static final int[] TICK_HOURS = {1, 2, 3, 6, 12, 24};
  private static final int LEAST_BETWEEN_TICKS = 5;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ROOT);

  static TimeColumns of(
      Instant start,
      Duration step,
      int values,
      int width,
      Optional<Instant> forecastFrom,
      ZoneId zone) {
    int room = Math.max(1, width - (forecastFrom.isPresent() ? 1 : 0));
    int steps = Math.max(1, (values + room - 1) / room);
    while (!isUsual(steps * step.toSeconds()) && steps * step.toSeconds() < DAY) {
      steps++;
    }
    int count = Math.max(1, (values + steps - 1) / steps);
    int each = Math.max(1, Math.min(WIDEST, room / count));
    long column = steps * step.toSeconds();
    int split = forecastFrom
        .map(at -> (int) Math.ceil((double) Duration.between(start, at).toSeconds() / column))
        .filter(first -> first > 0 && first < count)
        .orElse(0);
    return new TimeColumns(start, steps, step, count, each, split, zone);
  }

  /** A column of 5 hours makes no day, one of 45 minutes no hour. */
  private static boolean isUsual(long seconds) {
    return HOUR % seconds == 0 || (seconds % HOUR == 0 && DAY % seconds == 0);
  }

  int width() {
    return count * each + (split > 0 ? 1 : 0);
  }

  /** The column of the terminal in which a column of values begins. */
  private int place(int column) {
    return column * each + (split > 0 && column >= split ? 1 : 0);
  }

  /** The mean of the values present in each column, NaN where there are none. */
  double[] means(double[] values) {
    double[] means = new double[count];
    for (int c = 0; c < count; c++) {
      double sum = 0;
      int known = 0;
      for (int i = c * steps; i < Math.min(values.length, (c + 1) * steps); i++) {
        if (!Double.isNaN(values[i])) {
          sum += values[i];
          known++;
        }
      }
      means[c] = known == 0 ? Double.NaN : sum / known;
    }
    return means;
  }

  /** What a row shows in each column of values. */
  interface Cells {
    Line cell(int column);
  }

  /** A row of the picture: each cell as often as a column is wide, and the line at the split. */
  Line row(Cells cells, Terminal terminal) {
    Line row = Line.empty();
    for (int c = 0; c < count; c++) {
      if (split > 0 && c == split) {
        row = row.plus(terminal.unicode() ? "│" : "|", Tone.MARK);
      }
      Line cell = cells.cell(c);
      for (int i = 0; i < each; i++) {
        row = row.plus(cell);
      }
    }
    return row;
  }

  /** The line below the picture, with a mark at each labelled hour and words at the split. */
  Line axis(Terminal terminal) {
    boolean unicode = terminal.unicode();
    StringBuilder line = new StringBuilder((unicode ? "─" : "-").repeat(width()));
    for (Tick tick : ticks(tickHours())) {
      line.setCharAt(tick.place, unicode ? '┬' : '+');
    }
    if (split == 0) {
      return Line.of(line.toString(), Tone.MUTED);
    }
    int at = place(split) - 1;
    if (at >= 7) {
      line.replace(at - 6, at, " past ");
    }
    if (width() - at > 11) {
      line.replace(at + 1, at + 11, " forecast ");
    }
    return Line.of(line.substring(0, at), Tone.MUTED)
        .plus(unicode ? "┼" : "+", Tone.MARK)
        .plus(line.substring(at + 1), Tone.MUTED);
  }

  /** The hours and, below them, the days, both local. */
  List<Line> labels() {
    List<Line> lines = new ArrayList<>();
    int hours = tickHours();
    if (hours < 24) {
      StringBuilder clock = new StringBuilder();
      ticks(hours).forEach(tick -> {
        if (tick.place >= clock.length() && tick.place + 2 <= width()) {
          pad(clock, tick.place).append(String.format(Locale.ROOT, "%02d", tick.local.getHour()));
        }
      });
      lines.add(Line.of(clock.toString(), Tone.MUTED));
    }
    List<Tick> days = new ArrayList<>(ticks(24));
    String first = DATE.format(start.atZone(zone));
    if (days.isEmpty() || days.get(0).place > first.length()) {
      days.add(0, new Tick(0, start.atZone(zone).toLocalDateTime()));
    }
    StringBuilder dates = new StringBuilder();
    days.forEach(day -> {
      String name = DATE.format(day.local);
      boolean fits = day.place + name.length() <= Math.max(width(), name.length());
      if (fits && (dates.length() == 0 || day.place > dates.length())) {
        pad(dates, day.place).append(name);
      }
    });
    lines.add(Line.of(dates.toString(), Tone.MUTED));
    return lines;
  }

  private static StringBuilder pad(StringBuilder text, int length) {
    return text.append(" ".repeat(Math.max(0, length - text.length())));
  }

  private int tickHours() {
    long column = steps * step.toSeconds();
    for (int hours : TICK_HOURS) {
      if (hours * HOUR / column * each >= LEAST_BETWEEN_TICKS) {
        return hours;
      }
    }
    return 24;
  }

  private record Tick(int place, LocalDateTime local) {}

  /** Where the local clock shows a multiple of some hours; an hour that is skipped has no tick. */
  private List<Tick> ticks(int hours) {
    List<Tick> ticks = new ArrayList<>();
    long column = steps * step.toSeconds();
    Instant end = start.plusSeconds(column * count);
    LocalDateTime local = start.atZone(zone).toLocalDate().atTime(LocalTime.MIDNIGHT);
    for (; local.atZone(zone).toInstant().isBefore(end); local = local.plusHours(hours)) {
      long since = Duration.between(start, local.atZone(zone).toInstant()).toSeconds();
      if (since >= 0) {
        ticks.add(new Tick(place((int) (since / column)), local));
      }
    }
    return ticks;
  }

  /** Names the clock, such as {@code hours: Europe/Berlin (UTC+1)}. */
  Line clock() {
    String offset = zone.getRules().getOffset(start).getId();
    String utc =
        offset.equals("Z") ? "" : offset.replaceAll(":00$", "").replaceAll("^([+-])0", "$1");
    String end = zone.getRules()
        .getOffset(start.plusSeconds(steps * step.toSeconds() * count))
        .getId();
    String changes = end.equals(offset) ? "" : ", changes";
    String name = zone.getId().equals("Z") ? "UTC" : zone.getId();
    return Line.of(
        "hours: " + name + (name.equals("UTC") ? "" : " (UTC" + utc + changes + ")"), Tone.MUTED);
  }
}
