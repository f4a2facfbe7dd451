package org.carbonaware.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.EndLabels;
import org.carbonaware.report.chart.EndLabels.Label;
import org.carbonaware.report.chart.Layer;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;

/** Emissions so far over the run: of the run itself, of never pausing and of the best possible. */
record EmissionsPicture(RunAccount run, Timeline time) implements Section {
  private static final String ID = "emissions";
  private static final String HEADING = "Emissions so far";

  /** One of the lines: its grams at each edge of the slices, and the sum over the record. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sum(String name, String style, double grams, double[] at) {}

  @Override
  public void writeTo(Markup page) {
    List<Sum> sums = List.of(
        sum("run at once", "straight", run.summary().counterfactualGrams(), Slice::straightGrams),
        sum("this run", "own", run.summary().grams(), Slice::grams),
        sum("best in hindsight", "best", run.hindsight().grams(), Slice::bestGrams));
    double greatest = 0;
    for (Sum sum : sums) {
      for (double grams : sum.at()) {
        greatest = Math.max(greatest, grams);
      }
    }
    if (!(greatest > 0)) {
      Words.nothing(
          page,
          ID,
          HEADING,
          "No emissions were counted: no energy with a known intensity was recorded.");
      return;
    }
    Words.begin(page, ID, HEADING);
    page.element(
        "p",
        "The same active energy three ways: as it was drawn, with the pauses; run at once and never"
            + " paused; and placed into the cleanest moments by someone who knew them beforehand,"
            + " pausing for free.",
        "class",
        "lead");
    page.open("figure").open("ul", "class", "legend narrow");
    for (Sum sum : sums) {
      Words.key(page, "line " + sum.style(), "line", sum.name() + " " + Figures.grams(sum.grams()));
    }
    page.close("ul");
    chart(page, sums, greatest);
    beyond(page, sums.get(2));
    page.close("figure").close("section");
  }

  private void beyond(Markup page, Sum best) {
    double later = best.grams() - best.at()[best.at().length - 1];
    if (later > 1e-6 * best.grams()) {
      page.element(
          "figcaption",
          "Of the best in hindsight, " + Figures.grams(later) + " lie after this record: it could"
              + " use the time to the deadline, as far as intensities are known.");
    }
  }

  private Sum sum(String name, String style, double grams, ToDoubleFunction<Slice> figure) {
    double[] each = time.each(figure);
    double[] at = new double[each.length + 1];
    for (int i = 0; i < each.length; i++) {
      at[i + 1] = at[i] + (Double.isFinite(each[i]) ? Math.max(0, each[i]) : 0);
    }
    return new Sum(name, style, grams, at);
  }

  private void chart(Markup page, List<Sum> sums, double greatest) {
    Figures.Unit unit = Figures.Unit.grams(greatest);
    Scale scale = Scale.linear(0, Math.max(0.01, greatest / unit.size()), 5);
    StringBuilder description = new StringBuilder("At the end: ");
    List<Label> labels = new ArrayList<>();
    List<Layer> lines = new ArrayList<>();
    for (Sum sum : sums) {
      double[] heights = new double[sum.at().length];
      for (int i = 0; i < heights.length; i++) {
        heights[i] = scale.share(sum.at()[i] / unit.size());
      }
      String grams = Figures.grams(sum.grams());
      lines.add(Layer.line(sum.style(), time.edges(), heights));
      labels.add(new Label(heights[heights.length - 1], sum.style(), sum.name(), grams));
      description.append(labels.size() > 1 ? "; " : "").append(sum.name() + " " + grams);
    }
    Chart chart = time.chart(
            ID + "Chart", "Emissions so far, compared", description.append('.').toString(), 240)
        .vertical(scale, unit.name())
        .add(time.ground());
    chart.add(lines.get(0)).add(lines.get(2)).add(lines.get(1)); // this run over the others
    chart
        .add(new EndLabels(labels))
        .add(time.readOuts((from, to) -> {
          List<String> texts = new ArrayList<>();
          sums.forEach(sum -> texts.add(sum.name() + " " + Figures.grams(sum.at()[to])));
          return String.join(", ", texts);
        }))
        .writeTo(page);
  }
}
