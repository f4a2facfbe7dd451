package org.carbonaware.report.html;

import java.util.List;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.SoftwareCarbonIntensity;
import org.carbonaware.report.SoftwareCarbonIntensity.Rate;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** Emissions and energy for a unit of work, by which runs of different size can be compared. */
record Rates(RunAccount run) implements Section {
  private static final String ID = "rates";
  private static final String HEADING = "For a unit of work";

  @Override
  public void writeTo(Markup page) {
    SoftwareCarbonIntensity score = SoftwareCarbonIntensity.of(run);
    List<Rate> rates = score.rates().stream()
        .filter(rate -> rate.unit() != SoftwareCarbonIntensity.Unit.RUN)
        .toList();
    if (rates.isEmpty()) {
      Words.nothing(
          page,
          ID,
          HEADING,
          "There is nothing to divide: the emissions, or all of epochs, samples and parameters, are"
              + " unknown.");
      return;
    }
    Words.begin(page, ID, HEADING);
    Table table = new Table(
        page,
        "Software carbon intensity (ISO/IEC 21031): the footprint’s total over what was trained",
        Column.text("For"),
        Column.number("CO₂e"),
        Column.number("Energy"),
        Column.number("Of these in this run"));
    for (Rate rate : rates) {
      Size size = size(rate);
      double units = rate.units() / size.of();
      table.row(
          Cell.of(size.name()),
          Cell.of(Figures.grams(rate.grams() * size.of())),
          Cell.of(Figures.energy(run.footprint().facilityJoules() / units)),
          Cell.of(Figures.number(units)));
    }
    table.end();
    page.close("section");
  }

  /** How many units are told as one. */
  private record Size(String name, double of) {}

  private static Size size(Rate rate) {
    return switch (rate.unit()) {
      case RUN -> new Size("the run", 1);
      case EPOCH -> new Size("an epoch", 1);
      case SAMPLE -> thousands("samples trained on", rate.units());
      case PARAMETER -> thousands("parameters", rate.units());
      case FLOP -> thousands("floating point operations", rate.units());
    };
  }

  /** So many that the run has between one and a thousand times as many. */
  private static Size thousands(String units, double count) {
    int exponent = 0;
    while (exponent < 30 && count >= Math.pow(10, exponent + 3)) {
      exponent += 3;
    }
    String many = exponent <= 6
        ? Figures.count(Math.round(Math.pow(10, exponent)))
        : "10" + Figures.superscript(exponent);
    return new Size(many + " " + units, Math.pow(10, exponent));
  }
}
