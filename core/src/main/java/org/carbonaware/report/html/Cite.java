package org.carbonaware.report.html;

import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.Citation;
import org.carbonaware.report.chart.Markup;

/** The run in one sentence for a paper. */
record Cite(RunAccount run) implements Section {
  @Override
  public void writeTo(Markup page) {
    Words.begin(page, "cite", "To cite this run");
    page.open("p", "class", "citation").element("bdi", Citation.of(run)).close("p");
    page.close("section");
  }
}
