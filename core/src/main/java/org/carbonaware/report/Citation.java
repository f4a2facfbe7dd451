package org.carbonaware.report;

import java.time.ZoneOffset;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;

/** One sentence about a run for a paper or a web page, with its figures and how they were got. */
public final class Citation {
  private Citation() {}

  /**
   * Words the sentence: what was trained, when and where; energy with how it is known; emissions
   * with method, basis and range; what was avoided against what.
   *
   * @param account the run's account
   * @return one sentence on one line
   */
  public static String of(RunAccount account) {
    RunSummary run = account.summary();
    Footprint footprint = account.footprint();
    Findings findings = new Findings(account);
    Wording words = new Wording(account);
    String sentence = "As accounted by Carbon-Aware Trainer " + Tool.version() + ", training "
        + account.training().model().orElse("a model")
        + words.framework().map(name -> " with " + name).orElse("") + " (" + name(run) + ", "
        + when(run) + ", " + Place.of(run.zone()) + ") drew "
        + Quantities.energy(footprint.joules()) + " (" + findings.methods() + "; "
        + Quantities.energy(footprint.facilityJoules()) + " with the facility at a PUE of "
        + Quantities.number(account.boundary().facility().pue()) + ") and emitted "
        + emissions(account, findings) + ".";
    return TextLines.plain(sentence);
  }

  static String name(RunSummary run) {
    return run.runId().startsWith("run") ? run.runId() : "run " + run.runId();
  }

  private static String when(RunSummary run) {
    String from = run.startedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    String to = run.endedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return from.equals(to) ? from : from + " to " + to;
  }

  private static String emissions(RunAccount account, Findings findings) {
    if (!findings.emissionsKnown()) {
      return "an unknown amount of CO2e (" + findings.reasonUnknown() + ")";
    }
    RunSummary run = account.summary();
    Footprint footprint = account.footprint();
    String uncounted = run.joulesWithoutIntensity() > 0
        ? ", without " + Quantities.energy(run.joulesWithoutIntensity())
            + " drawn at an unknown intensity"
        : "";
    String market = footprint
        .marketGrams()
        .map(grams -> " and " + Quantities.grams(grams) + " CO2e market-based")
        .orElse("");
    String total = footprint.embodiedGrams() > 0
        ? "together with " + Quantities.grams(footprint.embodiedGrams())
            + " CO2e estimated for making the hardware "
            + Quantities.grams(footprint.totalGrams()) + " CO2e"
        : "the hardware's making not counted";
    return Quantities.grams(footprint.locationGrams()) + " CO2e location-based (" + run.basis()
        + " grid intensity, " + String.join(" and ", run.intensityKinds()) + uncounted + ")"
        + market + "; " + total + ", range " + new Wording(account).range() + "; "
        + (run.pauseCount() == 0
            ? "it did not pause"
            : "pausing avoided " + new Wording(account).avoided());
  }
}
