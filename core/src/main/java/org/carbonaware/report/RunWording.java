package org.carbonaware.report;

import java.time.Duration;
import java.util.Locale;
import org.carbonaware.ledger.RunSummary;

/** The sentences that a run's figures in short are enough for. */
record RunWording(RunSummary run) {
  static String counted(long count, String one, String many) {
    return Quantities.count(count) + " " + (count == 1 ? one : many);
  }

  String state() {
    String name = run.state().toLowerCase(Locale.ROOT);
    String work = counted(run.batches(), "batch", "batches") + " and "
        + counted(run.epochs(), "epoch", "epochs") + " done";
    return switch (run.state()) {
      case "FINISHED" ->
        name + ", " + (run.complete() ? "all work done: " : "before all work was done: ") + work;
      case "SUSPENDED" -> name + ", to be started again: " + work;
      default ->
        name + ", not ended: it still runs, or its process was killed; the record goes to "
            + Quantities.moment(run.endedAt());
    };
  }

  String time() {
    return Quantities.duration(run.active().time()) + " active, "
        + Quantities.duration(run.pauses().time()) + " paused, "
        + Quantities.duration(run.away()) + " away (suspended or not running)";
  }

  String delay() {
    Duration slack = run.slackLeft();
    String deadline = " the deadline " + Quantities.moment(run.deadline());
    return Quantities.duration(run.delay()) + "; "
        + (slack.isNegative()
            ? "missed" + deadline + " by " + Quantities.duration(slack)
            : Quantities.duration(slack) + " left before" + deadline);
  }

  String pauses() {
    return Quantities.count(run.pauseCount()) + "; "
        + counted(run.checkpoints(), "checkpoint", "checkpoints") + " written";
  }

  String notCounted() {
    return Quantities.energy(run.joulesWithoutIntensity())
        + " drawn while the intensity was unknown: their emissions are in no figure";
  }

  String straightThrough() {
    double missing = run.counterfactualMissingJoules();
    if (!Findings.straightThroughKnown(run)) {
      return "unknown: no intensity is known of the time in which it would have run";
    }
    String known = Quantities.grams(run.counterfactualGrams())
        + " CO2e by the same active energy without pauses";
    return missing > 0
        ? known + "; intensity unknown for " + Quantities.energy(missing) + " of it, counted as 0 g"
        : known;
  }

  /** What was avoided; where energy is in no emission, on which side the truth lies. */
  String avoided() {
    if (!Findings.emissionsKnown(run)) {
      return "unknown: " + Findings.reasonUnknown(run);
    }
    if (!Findings.straightThroughKnown(run)) {
      return "unknown, as is what running straight through would have emitted";
    }
    double grams = run.avoidedGrams();
    String share = run.counterfactualGrams() > 0
        ? " (" + Quantities.percent(Math.abs(grams) / run.counterfactualGrams()) + ")"
        : "";
    boolean less = grams >= 0;
    return (less ? "" : "nothing: ")
        + bound(less)
        + Quantities.grams(Math.abs(grams))
        + " CO2e"
        + share
        + (less ? " less" : " more")
        + " than straight through";
  }

  private String bound(boolean less) {
    boolean understated = run.counterfactualMissingJoules() > 0;
    boolean overstated = run.joulesWithoutIntensity() > 0;
    if (understated && overstated) {
      return "by what is known ";
    }
    return understated
        ? less ? "at least " : "at most "
        : overstated ? less ? "at most " : "at least " : "";
  }

  String costOfPauses() {
    if (run.pauseCount() == 0 && run.pauses().joules() == 0) {
      return "none: it did not pause";
    }
    return cost(run.pauses()) + ": " + cost(run.switching()) + " to save and resume, "
        + cost(run.standing()) + " idle";
  }

  private String cost(RunSummary.Part part) {
    String energy = Quantities.energy(part.joules());
    return Findings.emissionsKnown(run)
        ? Quantities.grams(part.grams()) + " CO2e and " + energy
        : energy;
  }

  String methods() {
    return run.methods().isEmpty() ? "nothing recorded" : String.join(" and ", run.methods());
  }

  /** How the intensities were known, and from where. */
  String intensities() {
    return run.intensityKinds().isEmpty()
        ? "unknown throughout"
        : String.join(" and ", run.intensityKinds()) + " ("
            + String.join("; ", run.intensitySources()) + ")";
  }
}
