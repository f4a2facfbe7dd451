package org.carbonaware.report.html;

import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.Slice;
import org.carbonaware.report.chart.Chart;
import org.carbonaware.report.chart.Layer;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.Scale;

/**
 * The grid's intensity over the run, in colours from clean to dirty whose bounds are the same in
 * every report, and what the run did meanwhile.
 */
record IntensityPicture(RunAccount run, Timeline time) implements Section {
  private static final String ID = "intensity";
  private static final String HEADING = "When it ran";
  private static final double HARDLY = 0.002; // such as the moment before a training begins

  @Override
  public void writeTo(Markup page) {
    double[] intensity = time.each(Slice::gramsPerKwh);
    double greatest = 0;
    for (double value : intensity) {
      greatest = Math.max(greatest, Double.isNaN(value) ? 0 : value);
    }
    double all = time.mean(0, time.size(), i -> intensity[i]);
    if (Double.isNaN(all)) {
      Words.nothing(
          page,
          ID,
          HEADING,
          "The grid’s intensity was never known in this run, so there is nothing to draw.");
      return;
    }
    double running = meanWhile(intensity, time.each(Slice::runningShare));
    double not = time.idleShare() < HARDLY
        ? Double.NaN
        : meanWhile(intensity, time.each(slice -> slice.pausedShare() + slice.awayShare()));
    Words.begin(page, ID, HEADING);
    lead(page, running, not, all);
    page.open("figure");
    legend(page, running);
    chart(page, intensity, greatest, running, not, all);
    page.close("figure").close("section");
  }

  private double meanWhile(double[] intensity, double[] share) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < intensity.length; i++) {
      double part = share[i] * time.hours(i);
      if (Double.isFinite(intensity[i]) && part > 0) {
        sum += intensity[i] * part;
        weight += part;
      }
    }
    return weight > 0 ? sum / weight : Double.NaN;
  }

  private static void lead(Markup page, double running, double not, double all) {
    page.open("p", "class", "lead").text("Mean intensity of the grid by time: ");
    if (Double.isFinite(running)) {
      page.element("strong", Figures.intensity(running)).text(" while it ran, ");
    }
    if (Double.isFinite(not)) {
      page.element("strong", Figures.intensity(not)).text(" while it stood still or was away, ");
    }
    page.text(Figures.intensity(all) + " over all.").close("p");
  }

  private void legend(Markup page, double running) {
    page.open("ul", "class", "legend");
    Words.key(page, "band run", "", "running");
    time.groundKeys(page);
    if (Double.isFinite(running)) {
      Words.key(page, "line mean", "line", "mean while running " + Figures.intensity(running));
    }
    page.close("ul").open("ul", "class", "legend steps");
    Steps.legend(page);
    page.close("ul");
  }

  private void chart(
      Markup page, double[] intensity, double greatest, double running, double not, double all) {
    Scale scale = Scale.linear(0, greatest, 4);
    double[] heights = new double[intensity.length];
    int[] colours = new int[intensity.length];
    for (int i = 0; i < intensity.length; i++) {
      heights[i] = scale.share(intensity[i]);
      colours[i] = Steps.of(intensity[i]);
    }
    String description = "Intensity of the grid in grams of CO2 equivalent per kilowatt-hour over"
        + " the run, at most " + Figures.intensity(greatest) + ", mean " + Figures.intensity(all)
        + "; mean while it ran " + Figures.intensity(running)
        + (Double.isFinite(not)
            ? ", while it stood still or was away " + Figures.intensity(not)
            : "")
        + ".";
    Chart chart = time.chart(ID + "Chart", "Intensity of the grid over the run", description, 180)
        .vertical(scale, "g/kWh")
        .add(Layer.colouredSteps(Steps.STYLES, time.edges(), heights, colours))
        .add(Layer.steps("outline", time.edges(), heights))
        .add(time.ground());
    if (Double.isFinite(running)) {
      double height = scale.share(running);
      chart.add(Layer.line("mean", new double[] {0, 1}, new double[] {height, height}));
    }
    chart
        .lane(time.lane())
        .add(time.readOuts((from, to) -> Figures.intensity(time.mean(from, to, i -> intensity[i]))))
        .writeTo(page);
  }
}
