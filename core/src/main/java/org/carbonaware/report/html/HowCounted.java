package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;
import org.carbonaware.report.chart.Markup;

/** Methods, boundary, assumptions and warnings: what one has to know to trust the figures. */
record HowCounted(RunAccount run, Timeline time) implements Section {
  private static final int MOST = 60;

  @Override
  public void writeTo(Markup page) {
    RunSummary summary = run.summary();
    Words.begin(page, "method", "How this was counted");
    page.open("dl", "class", "method");
    entry(
        page,
        "Emitted",
        "The sum over short intervals of the energy drawn times the grid’s intensity at that moment"
            + " times PUE; never all energy times a mean intensity.");
    entry(
        page,
        "Straight through",
        "The same active energy, interval by interval, back to back from the start, at the"
            + " intensities that held then. It assumes the same speed and no crash. It is compared"
            + " with, never subtracted from, what was emitted.");
    entry(
        page,
        "Best possible",
        "The same active energy in the cleanest moments from "
            + time.moment(run.hindsight().from()) + " to "
            + time.moment(run.hindsight().to())
            + " UTC, known beforehand, with pauses that cost nothing: nobody can reach it.");
    entry(
        page,
        "Intensity",
        (summary.intensityKinds().isEmpty()
                ? "unknown throughout"
                : Words.joined(summary.intensityKinds()) + ", by "
                    + Words.joined(summary.intensitySources()))
            + "; " + Words.clean(summary.basis()) + " emissions of the zone "
            + Words.clean(summary.zone()) + ".");
    entry(
        page,
        "Energy",
        (summary.methods().isEmpty() ? "nothing recorded" : Words.joined(summary.methods()))
            + "; the table of components has the method of each.");
    entry(
        page,
        "Facility",
        "PUE " + Figures.number(run.boundary().facility().pue()) + " ("
            + Words.clean(run.boundary().facility().pueSource()) + ").");
    entry(
        page,
        "Not metered",
        "What a killed process had not recorded yet, starting up, the network and storage elsewhere;"
            + " time in no process counts as away.");
    page.close("dl");
    list(page, "Assumptions", "assumptions", run.footprint().assumptions());
    list(page, "Warnings", "warnings", summary.warnings());
    page.close("section");
  }

  private static void entry(Markup page, String name, String text) {
    page.open("div").element("dt", name).open("dd");
    page.element("bdi", text);
    page.close("dd").close("div");
  }

  private static void list(Markup page, String heading, String style, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    page.element("h3", heading).open("ul", "class", style);
    for (String item : items.subList(0, Math.min(MOST, items.size()))) {
      page.open("li");
      Words.user(page, item);
      page.close("li");
    }
    if (items.size() > MOST) {
      page.element("li", Figures.count(items.size() - MOST) + " more left out");
    }
    page.close("ul");
  }
}
