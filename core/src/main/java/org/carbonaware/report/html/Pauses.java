package org.carbonaware.report.html;

import java.time.Duration;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** Each pause, why it was made and what it cost. */
record Pauses(RunAccount run, Timeline time) implements Section {
  private static final int SHOWN_AT_EACH_END = 40;

  @Override
  public void writeTo(Markup page) {
    List<PauseTotal> pauses = run.pauses();
    if (pauses.isEmpty()) {
      Words.nothing(page, "pauses", "Pauses", "The run never paused.");
      return;
    }
    Words.begin(page, "pauses", "Pauses");
    Table table = new Table(
        page,
        "What each pause cost; it is part of what was emitted",
        Column.moment("From (UTC)"),
        Column.number("Length"),
        Column.text("Where"),
        Column.number("Intensity then"),
        Column.text("Why"),
        Column.number("Energy"),
        Column.number("CO₂e"));
    Ends<PauseTotal> ends = Ends.of(pauses, SHOWN_AT_EACH_END, 0);
    ends.first().forEach(pause -> row(table, pause));
    if (ends.left() > 0) {
      table.note(Figures.count(ends.left(), "pause", "pauses") + " between these left out");
      ends.last().forEach(pause -> row(table, pause));
    }
    if (pauses.size() > 1) {
      total(table, pauses);
    }
    table.end();
    page.close("section");
  }

  private void row(Table table, PauseTotal pause) {
    table.row(
        Cell.of(time.moment(pause.from())),
        Cell.of(Figures.duration(Duration.between(pause.from(), pause.to()))
            + (pause.ended() ? "" : ", not ended")),
        Cell.of(pause.suspended() ? "away" : "in memory"),
        Cell.of(Figures.intensity(pause.gramsPerKwh())),
        page -> {
          page.open("b");
          Words.user(page, pause.rule());
          page.close("b").text(": ");
          Words.user(page, pause.reason());
        },
        Cell.of(Figures.energy(pause.joules())),
        Cell.of(Figures.mass(pause.grams())));
  }

  private static void total(Table table, List<PauseTotal> pauses) {
    Duration length = Duration.ZERO;
    double joules = 0;
    double grams = 0;
    for (PauseTotal pause : pauses) {
      length = length.plus(Duration.between(pause.from(), pause.to()));
      joules += pause.joules();
      grams += pause.grams();
    }
    table.row(
        "total",
        Cell.of("All " + Figures.count(pauses.size())),
        Cell.of(Figures.duration(length)),
        Cell.of(""),
        Cell.of(""),
        Cell.of(""),
        Cell.of(Figures.energy(joules)),
        Cell.of(Figures.mass(grams)));
  }
}
