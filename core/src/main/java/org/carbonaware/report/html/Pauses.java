package org.carbonaware.report.html;

import java.time.Duration;
import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.PauseTotal;
import org.carbonaware.ledger.RunSummary;
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
    total(table, pauses);
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

  /** Up to the cost of all pauses: a process also resumes after a crash. */
  private void total(Table table, List<PauseTotal> pauses) {
    Duration length = Duration.ZERO;
    double joules = 0;
    double grams = 0;
    for (PauseTotal pause : pauses) {
      length = length.plus(Duration.between(pause.from(), pause.to()));
      joules += pause.joules();
      grams += pause.grams();
    }
    RunSummary.Part cost = run.summary().pauses();
    boolean more = cost.joules() - joules > 1e-6 * cost.joules();
    if (more) {
      table.row(
          Cell.of("Besides"),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(
              pauses.size() < run.summary().pauseCount()
                  ? "pauses that the account leaves out, resuming after them"
                  : "resuming in a new process"),
          Cell.of(Figures.energy(cost.joules() - joules)),
          Cell.of(Figures.mass(Math.max(0, cost.grams() - grams))));
    }
    if (more || pauses.size() > 1) {
      table.row(
          "total",
          Cell.of("All " + Figures.count(run.summary().pauseCount())),
          Cell.of(Figures.duration(length)),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(Figures.energy(more ? cost.joules() : joules)),
          Cell.of(Figures.mass(more ? cost.grams() : grams)));
    }
  }
}
