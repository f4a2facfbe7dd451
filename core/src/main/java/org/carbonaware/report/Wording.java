package org.carbonaware.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;

/** The sentences that the formats for people share. */
final class Wording {
  private final RunAccount account;
  private final RunSummary run;
  private final Findings findings;

  Wording(RunAccount account) {
    this.account = account;
    this.run = account.summary();
    this.findings = new Findings(account);
  }

  static String scope(Scope scope) {
    return switch (scope) {
      case DEVICE -> "whole device";
      case ALLOCATION -> "this job's part";
      case PROCESS -> "this process's share";
    };
  }

  static String counted(long count, String one, String many) {
    return Quantities.count(count) + " " + (count == 1 ? one : many);
  }

  /** What was trained; empty if nothing is known of it. */
  String training() {
    TrainingFacts facts = account.training();
    List<String> parts = new ArrayList<>();
    facts.model().ifPresent(parts::add);
    facts.task().ifPresent(task -> parts.add("task " + task));
    framework().ifPresent(parts::add);
    facts.device().ifPresent(device -> parts.add("on " + device));
    facts.parameters().ifPresent(count -> parts.add(counted(count, "parameter", "parameters")));
    facts
        .samplesPerEpoch()
        .ifPresent(count -> parts.add(counted(count, "sample", "samples") + " per epoch"));
    return String.join(", ", parts);
  }

  Optional<String> framework() {
    TrainingFacts facts = account.training();
    return facts
        .framework()
        .map(name ->
            name + facts.frameworkVersion().map(version -> " " + version).orElse(""));
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

  String pue() {
    Facility facility = account.boundary().facility();
    return "PUE " + Quantities.number(facility.pue()) + ", " + facility.pueSource();
  }

  /** How the market-based figure comes about; for a run that has one. */
  String market() {
    if (account.boundary().market().isEmpty()) {
      return "not reported: nothing is known of contracts";
    }
    MarketMix market = account.boundary().market().get();
    String contracts = market.contracts().stream()
        .map(each -> Quantities.percent(each.share()) + " by " + each.name() + " at "
            + Quantities.intensity(each.gramsPerKwh()))
        .collect(Collectors.joining(", "));
    return (contracts.isEmpty() ? "all" : contracts + ", the rest") + " by the residual mix at "
        + Quantities.intensity(market.residualGramsPerKwh()) + " (" + market.residualSource() + ")";
  }

  /** Where the share of making the hardware is from. */
  String embodiedSources() {
    if (!account.footprint().embodiedSources().isEmpty()) {
      return String.join("; ", account.footprint().embodiedSources());
    }
    return account
        .boundary()
        .embodied()
        .map(Embodied::source)
        .orElse("nothing is known of the hardware");
  }

  /** What is in the total. */
  String totalOf() {
    return "operation location-based"
        + (account.footprint().embodiedGrams() > 0 ? " and hardware" : ", hardware not counted");
  }

  String avoided() {
    if (!findings.emissionsKnown()) {
      return findings.whyUnknown();
    }
    double grams = run.avoidedGrams();
    String share = findings.avoidedShare().isPresent()
        ? " (" + Quantities.percent(Math.abs(findings.avoidedShare().getAsDouble())) + ")"
        : "";
    return grams < 0
        ? "nothing: " + Quantities.grams(-grams) + " CO2e" + share + " more than straight through"
        : Quantities.grams(grams) + " CO2e" + share + " less than straight through";
  }

  String straightThrough() {
    String known = Quantities.grams(run.counterfactualGrams())
        + " CO2e by the same active energy without pauses";
    return run.counterfactualMissingJoules() > 0
        ? known + "; intensity unknown for " + Quantities.energy(run.counterfactualMissingJoules())
            + " of it, counted as 0 g"
        : known;
  }

  String bestPossible() {
    RunAccount.Hindsight best = account.hindsight();
    String known = Quantities.grams(best.grams())
        + " CO2e in hindsight, by the same active energy in the cleanest moments from "
        + Quantities.moment(best.from()) + " to " + Quantities.moment(best.to());
    String missing = best.missingJoules() > 0
        ? "; no intensity was known for " + Quantities.energy(best.missingJoules()) + " of it"
        : "";
    return known + missing + "; " + kept();
  }

  /** What share of the possible was reached. */
  String kept() {
    if (findings.keptShare().isEmpty()) {
      return "nothing was to be gained by waiting";
    }
    double kept = findings.keptShare().getAsDouble();
    return kept < 0
        ? "kept nothing of the " + Quantities.grams(findings.possibleGrams())
            + " CO2e that was possible"
        : "kept " + Quantities.percent(kept) + " of what was possible";
  }

  String costOfPauses() {
    if (run.pauseCount() == 0 && run.pauses().joules() == 0) {
      return "none: it did not pause";
    }
    String hardware = account.footprint().embodiedPausedGrams() > 0
        ? "; besides " + Quantities.grams(account.footprint().embodiedPausedGrams())
            + " CO2e of hardware"
        : "";
    return cost(run.pauses()) + ": " + cost(run.switching()) + " to save and resume, "
        + cost(run.standing()) + " idle" + hardware;
  }

  private String cost(RunSummary.Part part) {
    String energy = Quantities.energy(part.joules());
    return findings.emissionsKnown()
        ? Quantities.grams(part.grams()) + " CO2e and " + energy
        : energy;
  }

  String water() {
    Facility facility = account.boundary().facility();
    return account.footprint().waterLitres().isPresent()
        ? Quantities.number(account.footprint().waterLitres().getAsDouble()) + " L ("
            + Quantities.number(facility.litresPerKwh().orElse(Double.NaN))
            + " L per kWh of the computer, " + facility.waterSource() + ")"
        : "unknown: nothing is known of the facility's water";
  }

  String range() {
    return Quantities.grams(account.footprint().lowGrams()) + " to "
        + Quantities.grams(account.footprint().highGrams()) + " CO2e";
  }
}
