package org.carbonaware.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunAccount.Slice;

/** The sentences that the formats for people share. */
final class Wording {
  private static final double ROUNDING = 1e-9;

  private final RunAccount account;
  private final RunWording words;
  private final Findings findings;

  Wording(RunAccount account) {
    this.account = account;
    this.words = new RunWording(account.summary());
    this.findings = new Findings(account);
  }

  static String scope(Scope scope) {
    return switch (scope) {
      case DEVICE -> "whole device";
      case ALLOCATION -> "this job's part";
      case PROCESS -> "this process's share";
    };
  }

  /** What was trained; empty if nothing is known of it. */
  String training() {
    TrainingFacts facts = account.training();
    List<String> parts = new ArrayList<>();
    facts.model().ifPresent(parts::add);
    facts.task().ifPresent(task -> parts.add("task " + task));
    framework().ifPresent(parts::add);
    facts.device().ifPresent(device -> parts.add("on " + device));
    facts
        .parameters()
        .ifPresent(count -> parts.add(RunWording.counted(count, "parameter", "parameters")));
    facts
        .samplesPerEpoch()
        .ifPresent(
            count -> parts.add(RunWording.counted(count, "sample", "samples") + " per epoch"));
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
    return words.state();
  }

  String time() {
    return words.time();
  }

  String delay() {
    return words.delay();
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
    return words.avoided();
  }

  String straightThrough() {
    return words.straightThrough();
  }

  String bestPossible() {
    RunAccount.Hindsight best = account.hindsight();
    if (Double.isNaN(findings.bestPossibleGrams())) {
      return "unknown, as no intensity was known";
    }
    String known = Quantities.grams(best.grams())
        + " CO2e in hindsight, by the same active energy in the cleanest moments from "
        + Quantities.moment(best.from()) + " to " + Quantities.moment(best.to());
    String later = later();
    String missing = best.missingJoules() > 0
        ? "; no intensity was known for " + Quantities.energy(best.missingJoules()) + " of it"
        : "";
    return known + later + missing + "; " + kept();
  }

  /** What of it lies behind the record, or that nothing is known of the time there. */
  private String later() {
    RunAccount.Hindsight best = account.hindsight();
    Instant end = account.summary().endedAt();
    if (!best.to().isAfter(end)) {
      return account.summary().deadline().isAfter(end)
          ? ", where the record ends: what came until the deadline is not known"
          : "";
    }
    double shown = 0;
    for (Slice slice : account.history().slices()) {
      shown += slice.bestGrams();
    }
    double grams = best.grams() - shown;
    return ", " + (grams > ROUNDING * best.grams() ? Quantities.grams(grams) : "nothing")
        + " of it after the record ends";
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
    double hardware = account.footprint().embodiedPausedGrams();
    return words.costOfPauses()
        + (hardware > 0 ? "; besides " + Quantities.grams(hardware) + " CO2e of hardware" : "");
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
