package org.carbonaware.report.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** Energy and emissions by hour; by day or by month where hours are many. */
record Hours(RunAccount run) implements Section {
  private static final int MOST = 400;

  /** How long the rows are. */
  private enum Length {
    HOUR("hour", "uuuu-MM-dd HH:mm"),
    DAY("day", "uuuu-MM-dd"),
    MONTH("month", "uuuu-MM"),
    YEAR("year", "uuuu");

    private final String word;
    private final DateTimeFormatter format;

    Length(String word, String pattern) {
      this.word = word;
      this.format = DateTimeFormatter.ofPattern(pattern);
    }

    String name(Instant start) {
      return format.format(start.atOffset(ZoneOffset.UTC));
    }
  }

  /** A row. */
  private record Total(
      String start,
      double active,
      double paused,
      double without,
      double grams,
      String kinds,
      String sources) {}

  @Override
  public void writeTo(Markup page) {
    if (run.hours().isEmpty()) {
      Words.nothing(page, "hours", "Hours", "No energy was recorded in any hour.");
      return;
    }
    List<Total> totals = List.of();
    Length length = Length.HOUR;
    for (Length candidate : Length.values()) {
      length = candidate;
      totals = totals(candidate);
      if (totals.size() <= MOST) {
        break;
      }
    }
    Words.begin(page, "hours", "By " + length.word);
    if (length != Length.HOUR) {
      page.element(
          "p",
          "The record has " + Figures.count(run.hours().size())
              + " hours with energy: too many for a page. The ledger has each of them.",
          "class",
          "lead");
    }
    if (length == Length.HOUR) {
      page.element(
          "p",
          "Energy, emissions and intensity of each hour, and where the intensity came from.",
          "class",
          "lead");
    }
    page.open("details").element("summary", "Table by " + length.word);
    table(page, length, totals);
    page.close("details").close("section");
  }

  private List<Total> totals(Length length) {
    List<Total> totals = new ArrayList<>();
    List<HourTotal> hours = run.hours();
    int from = 0;
    while (from < hours.size() && totals.size() <= MOST) {
      String name = length.name(hours.get(from).start());
      int to = from + 1;
      while (to < hours.size() && length.name(hours.get(to).start()).equals(name)) {
        to++;
      }
      totals.add(sum(name, hours.subList(from, to)));
      from = to;
    }
    return totals;
  }

  private static Total sum(String name, List<HourTotal> hours) {
    Set<String> kinds = new TreeSet<>();
    Set<String> sources = new TreeSet<>();
    for (HourTotal hour : hours) {
      kinds.add(hour.intensityKind());
      sources.add(hour.intensitySource());
    }
    kinds.remove("");
    sources.remove("");
    return new Total(
        name,
        hours.stream().mapToDouble(HourTotal::activeJoules).sum(),
        hours.stream().mapToDouble(HourTotal::pausedJoules).sum(),
        hours.stream().mapToDouble(HourTotal::joulesWithoutIntensity).sum(),
        hours.stream().mapToDouble(HourTotal::grams).sum(),
        String.join(", ", kinds),
        Words.joined(List.copyOf(sources)));
  }

  private void table(Markup page, Length length, List<Total> totals) {
    double pue = run.boundary().facility().pue();
    Table table = new Table(
        page,
        "Energy of the computer and emissions of the facility by " + length.word + " of UTC",
        Column.moment("From (UTC)"),
        Column.number("Training"),
        Column.number("In pauses"),
        Column.number("CO₂e"),
        Column.number("Intensity"),
        Column.text("How it is known"));
    for (Total total : totals) {
      double counted = total.active() + total.paused() - total.without();
      double intensity = total.grams() / (counted * pue) * Figures.JOULES_PER_KWH;
      boolean known = counted > 0 && !total.kinds().isEmpty();
      table.row(
          Cell.of(total.start()),
          Cell.of(Figures.energy(total.active())),
          Cell.of(Figures.energy(total.paused())),
          Cell.of(known ? Figures.mass(total.grams()) : Figures.UNKNOWN),
          Cell.of(known ? Figures.intensity(intensity) : Figures.UNKNOWN),
          cell -> {
            Words.user(cell, known ? total.kinds() : "not known");
            if (!total.sources().isEmpty()) {
              cell.text(" ").open("small");
              Words.user(cell, total.sources());
              cell.close("small");
            }
          });
    }
    table.end();
  }
}
