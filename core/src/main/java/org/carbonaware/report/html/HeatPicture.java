package org.carbonaware.report.html;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.HeatMap;
import org.carbonaware.report.chart.HeatMap.Cell;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Tick;

/**
 * A zone's mean intensity by hour of its own clock, and by month of a long trace, by weekday of a
 * shorter one, by day of one of less than a week. Its colours divide what there is into six.
 */
record HeatPicture(IntensitySeries series, String id) implements Section {
  private static final int ROW = 22;
  private static final int HOURS = 24;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** What the rows are. */
  private enum Rows {
    MONTH,
    WEEKDAY,
    DAY;

    static Rows of(IntensitySeries series) {
      Duration length = Duration.between(series.start(), series.end());
      return length.toDays() >= 90 ? MONTH : length.toDays() >= 7 ? WEEKDAY : DAY;
    }

    long of(ZonedDateTime time) {
      return switch (this) {
        case MONTH -> time.getMonthValue();
        case WEEKDAY -> time.getDayOfWeek().getValue();
        case DAY -> time.toLocalDate().toEpochDay();
      };
    }

    String name(long row) {
      return switch (this) {
        case MONTH -> Month.of((int) row).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        case WEEKDAY -> DayOfWeek.of((int) row).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        case DAY -> DATE.format(LocalDate.ofEpochDay(row));
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A row's sums by hour. */
  private static final class Sums {
    private final double[] sums = new double[HOURS];
    private final int[] counts = new int[HOURS];

    double mean(int hour) {
      return counts[hour] == 0 ? Double.NaN : sums[hour] / counts[hour];
    }
  }

  @Override
  public void writeTo(Markup page) {
    ZoneId clock = Zones.find(series.zone()).map(KnownZone::timeZone).orElse(ZoneId.of("UTC"));
    Rows rows = Rows.of(series);
    TreeMap<Long, Sums> means = means(rows, clock);
    double low = Double.MAX_VALUE;
    double high = 0;
    String cleanest = "";
    String dirtiest = "";
    for (var row : means.entrySet()) {
      for (int hour = 0; hour < HOURS; hour++) {
        double mean = row.getValue().mean(hour);
        if (mean < low) {
          low = mean;
          cleanest = at(rows, row.getKey(), hour);
        }
        if (mean >= high) {
          high = mean;
          dirtiest = at(rows, row.getKey(), hour);
        }
      }
    }
    String zone = Words.clean(series.zone().key());
    String heading = "Hour by hour in " + zone;
    if (cleanest.isEmpty()) {
      Words.nothing(page, id, heading, "The trace holds no value of it.");
      return;
    }
    Words.begin(page, id, heading);
    page.element(
        "p",
        "Mean intensity by hour and " + rows.label() + " over the trace. Cleanest: " + cleanest
            + " with " + Figures.intensity(low) + "; dirtiest: " + dirtiest + " with "
            + Figures.intensity(high) + ". Hours of " + clock.getId() + ".",
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend steps");
    page.element("li", "g CO₂e/kWh:");
    int steps = Steps.STYLES.size();
    for (int i = 0; i < steps; i++) {
      double from = low + (high - low) * i / steps;
      double to = low + (high - low) * (i + 1) / steps;
      Words.key(page, Steps.STYLES.get(i), "", Figures.number(from) + " to " + Figures.number(to));
    }
    page.close("ul");
    chart(page, rows, means, low, high, cleanest, dirtiest);
    page.close("figure").close("section");
  }

  private TreeMap<Long, Sums> means(Rows rows, ZoneId clock) {
    TreeMap<Long, Sums> means = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      double value = series.gramsPerKwh(i);
      if (!Double.isNaN(value)) {
        ZonedDateTime time = series.startOf(i).atZone(clock);
        Sums row = means.computeIfAbsent(rows.of(time), any -> new Sums());
        row.sums[time.getHour()] += value;
        row.counts[time.getHour()]++;
      }
    }
    return means;
  }

  private static String at(Rows rows, long row, int hour) {
    return rows.name(row) + String.format(Locale.ROOT, " %02d:00", hour);
  }

  private void chart(
      Markup page,
      Rows rows,
      TreeMap<Long, Sums> means,
      double low,
      double high,
      String cleanest,
      String dirtiest) {
    List<List<Cell>> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int steps = Steps.STYLES.size();
    means.forEach((row, sums) -> {
      names.add(rows.name(row));
      List<Cell> line = new ArrayList<>();
      for (int hour = 0; hour < HOURS; hour++) {
        double mean = sums.mean(hour);
        int step = high > low ? (int) Math.min(steps - 1, (mean - low) / (high - low) * steps) : 0;
        line.add(
            Double.isNaN(mean)
                ? new Cell("", at(rows, row, hour) + ": " + Figures.UNKNOWN)
                : new Cell(
                    Steps.STYLES.get(step), at(rows, row, hour) + ": " + Figures.intensity(mean)));
      }
      cells.add(line);
    });
    new Chart(
            id + "Chart",
            "Mean intensity by hour and " + rows.label(),
            "Mean carbon intensity by hour of the day and " + rows.label() + ". Cleanest: "
                + cleanest + ", " + Figures.intensity(low) + "; dirtiest: " + dirtiest + ", "
                + Figures.intensity(high) + ".",
            ROW * cells.size())
        .horizontal(hours(3), hours(6))
        .vertical(HeatMap.ticks(names), "")
        .add(new HeatMap(cells))
        .writeTo(page);
  }

  private static List<Tick> hours(int stride) {
    List<Tick> ticks = new ArrayList<>();
    for (int hour = 0; hour <= HOURS; hour += stride) {
      ticks.add(new Tick((double) hour / HOURS, String.format(Locale.ROOT, "%02d:00", hour)));
    }
    return ticks;
  }
}
