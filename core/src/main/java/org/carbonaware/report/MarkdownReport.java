package org.carbonaware.report;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;

/**
 * A run's account as Markdown, for a repository, a wiki or an auditor: the figures, each component
 * with its technique, both methods of scope 2 (GHG Protocol), the software carbon intensity
 * (ISO/IEC 21031), what the EU's AI Act asks for, a sentence to cite, pauses and decisions with
 * their reasons, and the hours. Figures have three significant digits; times are UTC.
 */
public final class MarkdownReport {
  private final RunAccount account;
  private final RunSummary run;
  private final Footprint footprint;
  private final Findings findings;
  private final Wording words;
  private final Markdown page = new Markdown();

  private MarkdownReport(RunAccount account) {
    this.account = account;
    this.run = account.summary();
    this.footprint = account.footprint();
    this.findings = new Findings(account);
    this.words = new Wording(account);
  }

  /**
   * Renders an account.
   *
   * @param account the run's account
   * @return the page
   */
  public static String of(RunAccount account) {
    return new MarkdownReport(account).render();
  }

  private String render() {
    page.heading(1, "Energy and carbon of " + Citation.name(run));
    page.quote(Citation.of(account));
    facts();
    energy();
    scope2();
    hardwareAndWater();
    comparison();
    softwareCarbonIntensity();
    aiAct();
    qualifications();
    new MarkdownSeries(account, page).add();
    return page.toString();
  }

  private void facts() {
    List<List<String>> rows = new ArrayList<>();
    account.project().ifPresent(project -> rows.add(List.of("Project", project)));
    String training = words.training();
    rows.add(List.of("Training", training.isEmpty() ? "nothing is known of it" : training));
    String computer = findings.computer();
    rows.add(List.of("Computer", computer.isEmpty() ? Quantities.UNKNOWN : computer));
    rows.add(List.of("Place", Place.of(run.zone()).toString()));
    rows.add(List.of("Grid intensity", run.basis() + ", " + findings.intensities()));
    rows.add(List.of("Policy", run.policy()));
    rows.add(List.of("State", words.state()));
    rows.add(List.of(
        "From, to", Quantities.moment(run.startedAt()) + ", " + Quantities.moment(run.endedAt())));
    rows.add(List.of("Time", words.time()));
    rows.add(List.of("Delay", words.delay()));
    page.table(List.of("Fact", "Value"), rows);
  }

  private void energy() {
    page.heading(2, "Energy");
    List<List<String>> rows = new ArrayList<>();
    account
        .components()
        .forEach(each -> rows.add(List.of(
            each.name(),
            each.device().isBlank() ? "unknown" : each.device(),
            Quantities.kilowattHours(each.activeJoules()),
            Quantities.kilowattHours(each.pausedJoules()),
            Quantities.kilowattHours(each.joules()),
            each.technique().method().label(),
            each.techniqueLabel() + ": " + each.how(),
            Wording.scope(each.scope()),
            Quantities.percent(each.coverage()))));
    rows.add(List.of(
        "computer",
        "",
        Quantities.kilowattHours(run.active().joules()),
        Quantities.kilowattHours(run.pauses().joules()),
        Quantities.kilowattHours(footprint.joules()),
        findings.methods(),
        "sum of the components",
        "",
        ""));
    rows.add(List.of(
        "with facility",
        "",
        "",
        "",
        Quantities.kilowattHours(footprint.facilityJoules()),
        "",
        words.pue(),
        "",
        ""));
    page.table(
        List.of(
            "Component",
            "Device",
            "Running, kWh:",
            "Paused, kWh:",
            "Total, kWh:",
            "Known",
            "Technique",
            "Whose",
            "Time covered:"),
        rows);
  }

  private void scope2() {
    page.heading(2, "Emissions of electricity (GHG Protocol scope 2)");
    double kwh = footprint.facilityJoules() / Findings.JOULES_PER_KWH;
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(
        "location-based",
        Quantities.kilowattHours(footprint.facilityJoules()),
        findings.emissionsKnown()
            ? Quantities.number(findings.meanGramsPerKwh().orElse(Double.NaN))
            : Quantities.UNKNOWN,
        findings.emissionsKnown()
            ? Quantities.number(footprint.locationGrams() / 1000)
            : Quantities.UNKNOWN,
        "each interval at the grid's " + run.basis() + " intensity of its moment, "
            + findings.intensities()));
    rows.add(List.of(
        "market-based",
        Quantities.kilowattHours(footprint.facilityJoules()),
        footprint.marketGrams().map(grams -> Quantities.number(grams / kwh)).orElse("-"),
        footprint.marketGrams().map(grams -> Quantities.number(grams / 1000)).orElse("-"),
        words.market()));
    page.table(List.of("Method", "Energy, kWh:", "Mean, g/kWh:", "Emitted, kg CO2e:", "By"), rows);
    List<String> notes = new ArrayList<>();
    if (run.joulesWithoutIntensity() > 0) {
      notes.add(Quantities.energy(run.joulesWithoutIntensity())
          + " of the computer's energy were drawn while the intensity was unknown: their emissions"
          + " are in no location-based figure.");
    }
    notes.add("Own or leased computers: scope 2. Rented from a cloud: the customer's scope 3,"
        + " category 1.");
    if (run.basis().contains("lifecycle")) {
      notes.add("Lifecycle intensities hold what the Protocol counts apart, in scope 3 category 3:"
          + " supplying fuel and building plants.");
    }
    if (run.basis().contains("marginal")) {
      notes.add("Marginal intensities tell what a decision changes; an inventory needs average"
          + " ones.");
    }
    page.list(notes);
  }

  private void hardwareAndWater() {
    page.heading(2, "Hardware, total and water");
    List<List<String>> rows = new ArrayList<>();
    boolean embodied = footprint.embodiedGrams() > 0;
    rows.add(List.of(
        "making the hardware (scope 3, category 2)",
        embodied ? Quantities.grams(footprint.embodiedGrams()) + " CO2e" : "not counted",
        embodied
            ? "estimated, of which " + Quantities.grams(footprint.embodiedPausedGrams())
                + " CO2e for pauses; " + words.embodiedSources()
            : words.embodiedSources()));
    rows.add(List.of(
        "total",
        findings.emissionsKnown()
            ? Quantities.grams(footprint.totalGrams()) + " CO2e"
            : findings.whyUnknown(),
        findings.emissionsKnown() ? words.totalOf() + "; range " + words.range() : ""));
    rows.add(List.of("water", words.water(), ""));
    page.table(List.of("Subject", "Figure", "From"), rows);
  }

  private void comparison() {
    page.heading(2, "What pausing did");
    List<List<String>> rows = new ArrayList<>();
    if (findings.emissionsKnown()) {
      rows.add(List.of("Emitted", Quantities.grams(footprint.locationGrams()) + " CO2e"));
      rows.add(List.of("Straight through", words.straightThrough()));
      rows.add(List.of("Best possible", words.bestPossible()));
    }
    rows.add(List.of("Avoided", words.avoided()));
    rows.add(List.of("Cost of pauses", words.costOfPauses()));
    page.table(List.of("Subject", "Figure"), rows);
    page.paragraph("What was avoided is compared, never subtracted from a total.");
  }

  private void softwareCarbonIntensity() {
    page.heading(2, "Software carbon intensity (ISO/IEC 21031)");
    SoftwareCarbonIntensity intensity = SoftwareCarbonIntensity.of(account);
    if (intensity.rates().isEmpty()) {
      page.paragraph("None, as " + findings.reasonUnknown() + ".");
      return;
    }
    page.table(
        List.of("Functional unit R", "Number of R:", "(O + M) per R, CO2e:"),
        intensity.rates().stream()
            .map(rate -> List.of(
                rate.unit().label(),
                rate.units() < 1e15
                    ? Quantities.count(Math.round(rate.units()))
                    : Quantities.scientific(rate.units()),
                Quantities.tinyGrams(rate.grams())))
            .toList());
    page.list(List.of(
        "O " + Quantities.grams(intensity.operationalGrams()) + " CO2e, M "
            + (footprint.embodiedSources().isEmpty()
                ? "unknown and not counted"
                : Quantities.grams(intensity.embodiedGrams()) + " CO2e"),
        "Boundary: " + intensity.boundary(),
        "Method: " + intensity.method()));
  }

  private void aiAct() {
    page.heading(2, "EU AI Act, Annex XI, section 1, point 2 (d) and (e)");
    String flops = SoftwareCarbonIntensity.flops(account).isPresent()
        ? Quantities.scientific(SoftwareCarbonIntensity.flops(account).getAsDouble())
            + " FLOP, estimated: samples times operations per sample, gross"
        : Quantities.UNKNOWN;
    page.table(
        List.of("Asked for", "Value"),
        List.of(
            List.of("Computational resources", flops),
            List.of("Training time", Quantities.duration(run.active().time()) + " running"),
            List.of(
                "Energy consumption",
                Quantities.energy(footprint.facilityJoules())
                    + (findings.allMeasured() && account.boundary().facility().pue() == 1
                        ? ", known (measured)"
                        : ", estimated: the computer's " + Quantities.energy(footprint.joules())
                            + " (" + findings.methods() + ") times the facility's factor ("
                            + words.pue() + ")"))));
  }

  private void qualifications() {
    if (!footprint.assumptions().isEmpty()) {
      page.heading(2, "Assumed").list(footprint.assumptions());
    }
    if (!run.warnings().isEmpty()) {
      page.heading(2, "Warnings").list(run.warnings());
    }
  }
}
