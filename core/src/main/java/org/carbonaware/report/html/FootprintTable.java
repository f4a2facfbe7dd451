package org.carbonaware.report.html;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.report.chart.Markup;
import org.carbonaware.report.chart.RangeBar;
import org.carbonaware.report.chart.Scale;
import org.carbonaware.report.html.Table.Cell;
import org.carbonaware.report.html.Table.Column;

/** Operation by location and by market, making the hardware, and how far the total may be off. */
record FootprintTable(RunAccount run) implements Section {
  @Override
  public void writeTo(Markup page) {
    Footprint footprint = run.footprint();
    Words.begin(page, "footprint", "Footprint");
    Table table = new Table(
        page,
        "Emissions by where they come from; what was avoided is subtracted from none of them",
        Column.text("What"),
        Column.number("Amount"),
        Column.text("How it was obtained"));
    table.row(
        Cell.of("Operation, location-based"),
        Cell.of(Figures.grams(footprint.locationGrams())),
        this::location);
    table.row(
        Cell.of("Hardware while training"),
        Cell.of(embodied(footprint.embodiedActiveGrams())),
        this::hardware);
    table.row(
        Cell.of("Hardware while paused"),
        Cell.of(embodied(footprint.embodiedPausedGrams())),
        Cell.of("the same for the time that it was kept without training"));
    table.row(
        "total",
        Cell.of("Total"),
        Cell.of(Figures.grams(footprint.totalGrams())),
        Cell.of(
            charged()
                ? "operation, location-based, and hardware: what ISO/IEC 21031 (SCI) counts"
                : "operation, location-based; without the hardware’s making, which is unknown"));
    table.row(
        Cell.of("Operation, market-based"),
        Cell.of(footprint.marketGrams().map(Figures::grams).orElse(Figures.UNKNOWN)),
        this::market);
    table.row(Cell.of("Water"), Cell.of(litres(footprint.waterLitres())), this::water);
    table.end();
    range(page, footprint);
    page.close("section");
  }

  /** Whether making the hardware is in the total. */
  private boolean charged() {
    return !run.footprint().embodiedSources().isEmpty()
        || run.boundary().embodied().isPresent()
        || run.footprint().embodiedGrams() > 0;
  }

  private String embodied(double grams) {
    return charged() ? Figures.grams(grams) : Figures.UNKNOWN;
  }

  private void location(Markup cell) {
    cell.text("energy of each interval × the grid’s intensity then × PUE "
        + Figures.number(run.boundary().facility().pue()) + " ");
    Stream.concat(run.summary().methods().stream(), run.summary().intensityKinds().stream())
        .distinct()
        .limit(6)
        .forEach(word -> {
          Words.known(cell, word);
          cell.text(" ");
        });
  }

  private void hardware(Markup cell) {
    if (run.footprint().embodiedSources().isEmpty()) {
      cell.text(
          run.boundary().embodied().isPresent()
              ? "as given: "
              : "nothing is known of making this hardware");
      run.boundary().embodied().ifPresent(given -> Words.user(cell, given.source()));
      return;
    }
    cell.text("share of making it by time reserved: ");
    Words.user(cell, Words.joined(run.footprint().embodiedSources()));
    cell.text(" ");
    Words.known(cell, "estimated");
  }

  private void market(Markup cell) {
    if (run.boundary().market().isEmpty()) {
      cell.text("nothing is known of contracts");
      return;
    }
    MarketMix mix = run.boundary().market().get();
    for (MarketMix.Contract contract : mix.contracts().stream().limit(20).toList()) {
      Words.user(cell, contract.name());
      cell.text(" " + Figures.percent(contract.share()) + " at "
          + Figures.intensity(contract.gramsPerKwh()) + "; ");
    }
    cell.text(
        "the rest at the residual mix, " + Figures.intensity(mix.residualGramsPerKwh()) + " (");
    Words.user(cell, mix.residualSource());
    cell.text(") ");
    Words.known(cell, "as configured");
  }

  private static String litres(OptionalDouble litres) {
    return litres.isPresent() ? Figures.litres(litres.getAsDouble()) : Figures.UNKNOWN;
  }

  private void water(Markup cell) {
    Facility facility = run.boundary().facility();
    if (facility.litresPerKwh().isEmpty()) {
      cell.text("the facility’s use of water is unknown");
      return;
    }
    cell.text(Figures.number(facility.litresPerKwh().getAsDouble()) + " L for each kWh of the"
        + " computer (");
    Words.user(cell, facility.waterSource());
    cell.text(") ");
    Words.known(cell, "as configured");
  }

  /** Whether there is a range worth telling. */
  static boolean hasRange(Footprint footprint) {
    double low = footprint.lowGrams();
    double high = footprint.highGrams();
    return low >= 0 && high > low && high < 1e15 && footprint.totalGrams() >= 0;
  }

  private static void range(Markup page, Footprint footprint) {
    double low = footprint.lowGrams();
    double high = footprint.highGrams();
    if (!hasRange(footprint)) {
      page.element("p", "How far the total may be off is unknown.", "class", "none");
      return;
    }
    Figures.Unit unit = Figures.Unit.grams(high);
    double most = Math.max(0.01, Math.max(high, footprint.totalGrams()) / unit.size());
    String text = "The total of " + Figures.grams(footprint.totalGrams()) + " may be from "
        + Figures.mass(low) + " to " + Figures.mass(high) + ".";
    page.open("figure", "class", "range-figure");
    page.element("figcaption", text);
    new RangeBar(
            "rangeChart",
            "How far the total may be off",
            text,
            Scale.linear(0, most, 4),
            low / unit.size(),
            footprint.totalGrams() / unit.size(),
            high / unit.size())
        .writeTo(page, unit.name());
    page.close("figure");
  }
}
