package org.carbonaware.report.html;

import java.util.List;
import java.util.Locale;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.DecisionMoment;
import org.carbonaware.report.chart.Markup;

/** What was decided and why. */
record Decisions(RunAccount run, Timeline time) implements Section {
  private static final int SHOWN_AT_EACH_END = 30;

  @Override
  public void writeTo(Markup page) {
    List<DecisionMoment> decisions = run.decisions();
    if (decisions.isEmpty()) {
      Words.nothing(page, "decisions", "Decisions", "No decision was recorded.");
      return;
    }
    Words.begin(page, "decisions", "Decisions");
    page.element(
        "p", "Each one that differed from the one before; times are UTC.", "class", "lead");
    page.open("ol", "class", "decisions");
    Ends<DecisionMoment> ends =
        Ends.of(decisions, SHOWN_AT_EACH_END, Math.max(0, run.droppedDecisions()));
    ends.first().forEach(decision -> item(page, decision));
    if (ends.left() > 0) {
      page.element(
          "li",
          Figures.count(ends.left(), "decision", "decisions") + " between these left out",
          "class",
          "left-out");
      ends.last().forEach(decision -> item(page, decision));
    }
    page.close("ol").close("section");
  }

  private void item(Markup page, DecisionMoment decision) {
    String action = decision.action();
    String style = action.matches("[A-Za-z]{1,20}") ? action.toLowerCase(Locale.ROOT) : "";
    page.open("li");
    page.element("span", time.moment(decision.at()), "class", "at");
    Words.tag(page, Words.clean(action), "action " + style);
    page.open("span", "class", "why").open("b");
    Words.user(page, decision.rule());
    page.close("b").text(": ");
    Words.user(page, decision.reason());
    page.open("small").text("intensity " + Figures.intensity(decision.gramsPerKwh()));
    if (!decision.intensityKind().isEmpty()) {
      page.text(", ");
      Words.user(page, decision.intensityKind());
    }
    if (!decision.intensitySource().isEmpty()) {
      page.text(" (");
      Words.user(page, decision.intensitySource());
      page.text(")");
    }
    page.text("; until ");
    page.element("span", time.moment(decision.until()), "class", "moment");
    page.close("small").close("span").close("li");
  }
}
