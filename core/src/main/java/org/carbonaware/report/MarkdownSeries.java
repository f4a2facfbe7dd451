package org.carbonaware.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.ledger.RunAccount.HourTotal;
import org.carbonaware.ledger.RunAccount.PauseTotal;

/** The parts of an account that are many, as tables: pauses, decisions, hours. */
final class MarkdownSeries {
  private static final int MOST_ROWS = 40;

  private final RunAccount account;
  private final Markdown page;

  MarkdownSeries(RunAccount account, Markdown page) {
    this.account = account;
    this.page = page;
  }

  void add() {
    pauses();
    decisions();
    hours();
  }

  private void pauses() {
    if (account.pauses().isEmpty()) {
      return;
    }
    page.heading(2, "Pauses");
    bounded(
        List.of("From", "To", "Length", "At, g/kWh:", "Drawn, Wh:", "Emitted, g CO2e:", "Why"),
        account.pauses(),
        0,
        MarkdownSeries::row);
  }

  private static List<String> row(PauseTotal pause) {
    return List.of(
        Quantities.moment(pause.from()),
        pause.ended() ? Quantities.moment(pause.to()) : "still paused",
        Quantities.duration(Duration.between(pause.from(), pause.to()))
            + (pause.suspended() ? ", suspended" : ""),
        Quantities.number(pause.gramsPerKwh()),
        Quantities.number(pause.joules() / 3600),
        Quantities.number(pause.grams()),
        pause.rule() + ": " + pause.reason());
  }

  private void decisions() {
    if (account.decisions().isEmpty()) {
      return;
    }
    page.heading(2, "Decisions");
    bounded(
        List.of("At", "Decision", "Until", "At, g/kWh:", "Intensity", "Why"),
        account.decisions(),
        account.droppedDecisions(),
        MarkdownSeries::row);
  }

  private static List<String> row(DecisionMoment decision) {
    return List.of(
        Quantities.moment(decision.at()),
        decision.action().toLowerCase(Locale.ROOT),
        Quantities.moment(decision.until()),
        Quantities.number(decision.gramsPerKwh()),
        decision.intensityKind().isBlank()
            ? Quantities.UNKNOWN
            : decision.intensityKind() + ", " + decision.intensitySource(),
        decision.rule() + ": " + decision.reason());
  }

  /** The first and the last ones, where there are many. */
  private <T> void bounded(
      List<String> headings, List<T> all, long dropped, Function<T, List<String>> row) {
    boolean isWhole = all.size() <= MOST_ROWS;
    List<T> shown = isWhole
        ? all
        : Stream.concat(
                all.subList(0, MOST_ROWS / 2).stream(),
                all.subList(all.size() - MOST_ROWS / 2, all.size()).stream())
            .toList();
    page.table(headings, shown.stream().map(row).toList());
    long left = all.size() - shown.size() + dropped;
    if (left > 0) {
      page.paragraph(Quantities.count(left) + " more between the first and the last ones.");
    }
  }

  private void hours() {
    if (account.hours().isEmpty()) {
      return;
    }
    page.details(
        "Hours (UTC)",
        () -> page.table(
            List.of(
                "Hour",
                "Running, Wh:",
                "Paused, Wh:",
                "Without intensity, Wh:",
                "Emitted, g CO2e:",
                "Intensity",
                "Source"),
            account.hours().stream().map(MarkdownSeries::row).toList()));
  }

  private static List<String> row(HourTotal hour) {
    return List.of(
        Quantities.moment(hour.start()),
        Quantities.number(hour.activeJoules() / 3600),
        Quantities.number(hour.pausedJoules() / 3600),
        Quantities.number(hour.joulesWithoutIntensity() / 3600),
        Quantities.number(hour.grams()),
        hour.intensityKind().isBlank() ? Quantities.UNKNOWN : hour.intensityKind(),
        hour.intensitySource());
  }
}
