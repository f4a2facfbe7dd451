package org.carbonaware.report.html;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.carbonaware.footprint.Facility;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.report.chart.Markup;

/** What it comes to: one sentence and the figures most people came for. */
record Headline(RunAccount run, Timeline time) implements Section {
  @Override
  public void writeTo(Markup page) {
    page.open("section", "id", "figures", "aria-label", "Key figures");
    page.open("p", "class", "verdict");
    verdict(page);
    if (run.summary().slackLeft().isNegative()) {
      page.text(" It missed its deadline by ");
      page.element("strong", Figures.duration(run.summary().slackLeft())).text(".");
    }
    page.close("p");
    page.open("div", "class", "cards");
    emitted(page);
    avoided(page);
    pauses(page);
    energy(page);
    delay(page);
    page.close("div");
    if (withoutIntensity()) {
      RunSummary summary = run.summary();
      page.element(
          "p",
          Figures.energy(summary.joulesWithoutIntensity()) + " ("
              + Figures.percent(summary.joulesWithoutIntensity() / summary.joules())
              + " of the energy) were drawn while the grid’s intensity was unknown. Their emissions"
              + " are in no figure.",
          "class",
          "warning");
    }
    page.close("section");
  }

  private boolean withoutIntensity() {
    return run.summary().joulesWithoutIntensity() > 0 && run.summary().joules() > 0;
  }

  /** Whether no intensity was ever known, so that 0 g would be a lie. */
  private boolean withoutEmissions() {
    RunSummary summary = run.summary();
    return summary.grams() == 0
        && summary.joules() > 0
        && summary.joulesWithoutIntensity() >= 0.999 * summary.joules();
  }

  private void verdict(Markup page) {
    RunSummary summary = run.summary();
    if (withoutEmissions()) {
      page.text("The run drew ").element("strong", Figures.energy(summary.joules()));
      page.text(". What that emitted is unknown, as the grid’s intensity was never known.");
      return;
    } else if (!(summary.joules() > 0)) {
      page.text("No energy was recorded for this run, so no emissions either.");
      return;
    }
    page.text("The run emitted ").element("strong", Figures.grams(summary.grams()));
    double avoided = summary.avoidedGrams();
    double straight = summary.counterfactualGrams();
    if (!(straight > 0) || !Double.isFinite(avoided)) {
      page.text(".");
    } else if (avoided < -1e-9 * straight) {
      page.text(", which is ").element("strong", Figures.mass(-avoided) + share(avoided, straight));
      page.text(" more than it would have without any pause.");
    } else if (avoided <= 1e-9 * straight) {
      page.text(
          summary.pauseCount() == 0
              ? " and never paused."
              : ", as much as it would have without any pause.");
    } else {
      page.text(", which is ").element("strong", Figures.mass(avoided) + share(avoided, straight));
      page.text(" less than it would have without any pause.");
    }
  }

  private static String share(double avoided, double straight) {
    return " (" + Figures.percent(Math.abs(avoided) / straight) + ")";
  }

  private void emitted(Markup page) {
    begin(
        page,
        "Emitted",
        withoutEmissions() ? Figures.UNKNOWN : Figures.grams(run.summary().grams()),
        "");
    page.element("p", "By the grid where the energy was drawn, pauses included");
    range(page);
    known(page, "energy", run.summary().methods());
    known(page, "intensity", run.summary().intensityKinds());
    page.close("div");
  }

  /** The range of the total, which is what was emitted if the hardware's making is not charged. */
  private void range(Markup page) {
    Footprint footprint = run.footprint();
    if (withoutEmissions() || !FootprintTable.hasRange(footprint)) {
      return;
    }
    String total = footprint.embodiedGrams() > 0
        ? Figures.mass(footprint.totalGrams()) + " with the hardware’s making, which may be "
        : "It may be ";
    page.element(
        "p",
        total + Figures.mass(footprint.lowGrams()) + " to " + Figures.mass(footprint.highGrams()));
  }

  /** How figures are known, as labels. */
  private static void known(Markup page, String of, List<String> how) {
    page.open("p", "class", "known").text(of + " ");
    if (how.isEmpty()) {
      Words.tag(page, Figures.UNKNOWN, "");
    }
    for (String word : how.stream().limit(4).toList()) {
      Words.known(page, word);
      page.text(" ");
    }
    page.close("p");
  }

  private void avoided(Markup page) {
    RunSummary summary = run.summary();
    double avoided = summary.avoidedGrams();
    double straight = summary.counterfactualGrams();
    boolean unknown = withoutEmissions() || !Double.isFinite(avoided);
    String name = avoided < 0 ? "Added by pausing" : "Avoided";
    String figure = unknown ? Figures.UNKNOWN : Figures.grams(Math.abs(avoided));
    begin(page, unknown ? "Avoided" : name, figure, avoided > 0 ? "good" : "");
    if (unknown) {
      page.element("p", "There is nothing to compare with");
    } else {
      page.element(
          "p",
          (straight > 0 ? Figures.percent(Math.abs(avoided) / straight) + " of the " : "Of the ")
              + Figures.mass(straight)
              + " that the same energy would have emitted straight through");
      page.element("p", possible());
      known(page, "comparison", List.of("estimated"));
    }
    page.close("div");
  }

  /** How much of what was possible. */
  private String possible() {
    RunSummary summary = run.summary();
    double possible = summary.counterfactualGrams() - run.hindsight().grams();
    double active = summary.active().joules();
    if (run.hindsight().missingJoules() > 1e-6 * active) {
      return "Best possible unknown: intensities are missing for "
          + Figures.energy(run.hindsight().missingJoules()) + " of it";
    } else if (!(possible > 1e-9 * summary.counterfactualGrams())) {
      return "Nothing could have been avoided, even in hindsight";
    }
    if (!(summary.avoidedGrams() > 0)) {
      return "In hindsight " + Figures.mass(possible) + " could have been avoided";
    }
    return Figures.percent(summary.avoidedGrams() / possible)
        + " of the best possible in hindsight, " + Figures.mass(possible);
  }

  private void energy(Markup page) {
    Facility facility = run.boundary().facility();
    begin(page, "Energy", Figures.energy(run.summary().joules()), "");
    page.element(
        "p",
        facility.pue() == 1
            ? "Nothing is added for a facility, PUE\u00a01"
            : Figures.energy(run.footprint().facilityJoules()) + " with the facility, PUE\u00a0"
                + Figures.number(facility.pue()));
    known(page, "metered", run.summary().methods());
    page.close("div");
  }

  private void pauses(Markup page) {
    RunSummary.Part cost = run.summary().pauses();
    boolean none = run.summary().pauseCount() == 0 && cost.time().isZero();
    String figure = withoutEmissions() ? Figures.UNKNOWN : Figures.grams(cost.grams());
    begin(page, "Cost of pauses", none ? "none" : figure, "");
    if (none) {
      page.element("p", "The run never paused");
    } else {
      page.element(
          "p",
          Figures.count(run.summary().pauseCount(), "pause", "pauses") + ", "
              + Figures.duration(cost.time()) + " in memory, saving and resuming included; "
              + Figures.energy(cost.joules()));
      page.element("p", "Already in what was emitted");
    }
    page.close("div");
  }

  private void delay(Markup page) {
    RunSummary summary = run.summary();
    Duration left = summary.slackLeft();
    begin(page, "Delay", Figures.duration(summary.delay()), left.isNegative() ? "bad" : "");
    page.open("p");
    page.text(
        left.isNegative()
            ? "Missed the deadline by " + Figures.duration(left)
            : Figures.duration(left) + " left before the deadline");
    page.close("p").element("p", time.moment(summary.deadline()) + " UTC");
    page.close("div");
  }

  private static void begin(Markup page, String name, String figure, String style) {
    page.open("div", "class", ("card " + style).strip());
    page.element("h2", name);
    int unit = figure.indexOf('\u00a0');
    boolean split =
        unit > 0 && figure.indexOf(' ') < 0 && !figure.substring(unit).matches(".*\\d.*");
    page.open("p", "class", "figure").text(split ? figure.substring(0, unit) : figure);
    if (split) {
      page.element("span", figure.substring(unit), "class", "unit");
    }
    page.close("p");
  }

  /** What became of the run, in words. */
  static String state(RunSummary summary) {
    String name = summary.state().toLowerCase(Locale.ROOT);
    return switch (summary.state()) {
      case "FINISHED" ->
        name + (summary.complete() ? ", all work done" : " before all work was done");
      case "SUSPENDED" -> name + ", to be started again";
      default -> name + " when the record ends";
    };
  }
}
