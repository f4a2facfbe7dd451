package org.carbonaware.report;

import java.util.stream.Collectors;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.ComponentTotal;
import org.carbonaware.ledger.RunSummary;

/** An account as text for a terminal. */
final class AccountText {
  private final RunAccount account;
  private final RunSummary run;
  private final Footprint footprint;
  private final Findings findings;
  private final Wording words;
  private final TextLines lines = new TextLines();

  AccountText(RunAccount account) {
    this.account = account;
    this.run = account.summary();
    this.footprint = account.footprint();
    this.findings = new Findings(account);
    this.words = new Wording(account);
  }

  String render() {
    identity();
    lines.blank();
    energy();
    lines.blank();
    emissions();
    lines.blank();
    comparison();
    lines.blank();
    rates();
    footprint.assumptions().forEach(each -> lines.line("Assumed", each));
    run.warnings().forEach(each -> lines.line("Warning", each));
    return lines.toString();
  }

  private void identity() {
    lines.line(
        "Run", run.runId() + account.project().map(name -> ", project " + name).orElse(""));
    String training = words.training();
    lines.line("Training", training.isEmpty() ? "nothing is known of it" : training);
    if (!findings.computer().isEmpty()) {
      lines.line("Computer", findings.computer());
    }
    lines.line(
        "Grid",
        Place.of(run.zone()) + ", " + run.basis() + "; intensity " + findings.intensities());
    lines.line("Policy", run.policy());
    lines.line("State", words.state());
    lines.line(
        "From, to", Quantities.moment(run.startedAt()) + ", " + Quantities.moment(run.endedAt()));
    lines.line("Time", words.time());
    lines.line("Delay", words.delay());
    lines.line("Pauses", new RunWording(run).pauses());
  }

  private void energy() {
    if (account.components().isEmpty() && footprint.joules() == 0) {
      lines.line("Energy", "nothing was metered");
      return;
    }
    lines.line(
        "Energy",
        Quantities.energy(footprint.joules()) + " of the computer (" + findings.methods()
            + "), of which " + Quantities.energy(run.pauses().joules()) + " in pauses");
    account.components().forEach(this::component);
    lines.line(
        "With facility", Quantities.energy(footprint.facilityJoules()) + " (" + words.pue() + ")");
  }

  private void component(ComponentTotal each) {
    String device = each.device().isBlank() ? "" : each.device() + ": ";
    lines.line(
        "  " + TextLines.plain(each.name()),
        Quantities.energy(each.joules()) + " " + each.technique().method().label() + " ("
            + each.techniqueLabel()
            + (each.described()
                ? ", " + Wording.scope(each.scope()) + ", covers "
                    + Quantities.percent(each.coverage()) + " of the time"
                : "")
            + "), " + device + each.how());
  }

  private void emissions() {
    if (findings.emissionsKnown()) {
      lines.line(
          "Emitted",
          Quantities.grams(footprint.locationGrams()) + " CO2e location-based, pauses included, at "
              + Quantities.intensity(findings.meanGramsPerKwh().orElse(Double.NaN))
              + " on average");
    } else {
      lines.line("Emitted", findings.whyUnknown());
    }
    if (run.joulesWithoutIntensity() > 0) {
      lines.line("Not counted", new RunWording(run).notCounted());
    }
    lines.line(
        "Market-based",
        footprint
                .marketGrams()
                .map(grams -> Quantities.grams(grams) + " CO2e: ")
                .orElse("")
            + words.market());
    lines.line("Hardware", hardware());
    if (findings.emissionsKnown()) {
      lines.line(
          "Together",
          Quantities.grams(footprint.totalGrams()) + " CO2e: " + words.totalOf() + "; range "
              + words.range());
    }
    lines.line("Water", words.water());
  }

  private String hardware() {
    return footprint.embodiedGrams() > 0
        ? Quantities.grams(footprint.embodiedGrams())
            + " CO2e estimated for making it (embodied), of which "
            + Quantities.grams(footprint.embodiedPausedGrams()) + " for pauses: "
            + words.embodiedSources()
        : "not counted: " + words.embodiedSources();
  }

  private void comparison() {
    if (findings.emissionsKnown()) {
      lines.line("Straight through", words.straightThrough());
      lines.line("Avoided", words.avoided());
      lines.line("Best possible", words.bestPossible());
    } else {
      lines.line("Avoided", words.avoided());
    }
    lines.line("Cost of pauses", words.costOfPauses());
  }

  private void rates() {
    SoftwareCarbonIntensity intensity = SoftwareCarbonIntensity.of(account);
    String rates = intensity.rates().stream()
        .map(rate ->
            Quantities.tinyGrams(rate.grams()) + " CO2e per " + rate.unit().label())
        .collect(Collectors.joining(", "));
    lines.line(
        "Rates (SCI)",
        rates.isEmpty() ? "none: no emission is known" : rates + "; " + words.totalOf());
  }
}
