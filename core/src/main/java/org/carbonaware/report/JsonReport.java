package org.carbonaware.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.carbonaware.control.TrainingFacts;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.ledger.Footprint;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.ledger.RunSummary;

/**
 * A run's account as JSON, {@code carbon-aware/report/v1}: everything of the account, unrounded,
 * with the unit in each field's name. What is unknown is null. The JSON Schema is in the jar at
 * {@link #SCHEMA_RESOURCE}; fields may be added to it within a version, none is taken away.
 */
public final class JsonReport {
  /** The value of the document's first field. */
  public static final String SCHEMA = "carbon-aware/report/v1";

  /** Where the JSON Schema (draft 2020-12) is on the class path. */
  public static final String SCHEMA_RESOURCE = "/org/carbonaware/report/report-v1.schema.json";

  private final RunAccount account;
  private final RunSummary run;
  private final Footprint footprint;
  private final Findings findings;

  private JsonReport(RunAccount account) {
    this.account = account;
    this.run = account.summary();
    this.footprint = account.footprint();
    this.findings = new Findings(account);
  }

  /**
   * Builds the document.
   *
   * @param account the run's account
   * @return one JSON object
   */
  public static ObjectNode of(RunAccount account) {
    return new JsonReport(account).build();
  }

  private ObjectNode build() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", SCHEMA);
    document.putObject("tool").put("name", Tool.NAME).put("version", Tool.version());
    run(document.putObject("run"));
    JsonHosts.addTo(account, document);
    training(document.putObject("training"));
    boundary(document.putObject("boundary"));
    energy(document.putObject("energy"));
    emissions(document.putObject("emissions"));
    putNumber(document, "waterLitres", footprint.waterLitres());
    comparison(document.putObject("comparison"));
    softwareCarbonIntensity(document.putObject("softwareCarbonIntensity"));
    new JsonSeries(account).addTo(document);
    texts(document, "assumptions", footprint.assumptions());
    texts(document, "warnings", run.warnings());
    return document.put("citation", Citation.of(account));
  }

  private void run(ObjectNode node) {
    node.put("id", run.runId());
    putText(node, "project", account.project());
    node.put("zone", run.zone()).put("place", Place.of(run.zone()).toString());
    node.put("basis", run.basis()).put("policy", run.policy());
    node.put("startedAt", run.startedAt().toString())
        .put("endedAt", run.endedAt().toString());
    node.put("deadline", run.deadline().toString());
    node.put("state", run.state()).put("complete", run.complete());
    node.put("batches", run.batches()).put("epochs", run.epochs());
    node.put("pauses", run.pauseCount()).put("checkpoints", run.checkpoints());
    putSeconds(node, "activeSeconds", run.active().time());
    putSeconds(node, "switchingSeconds", run.switching().time());
    putSeconds(node, "standingSeconds", run.standing().time());
    putSeconds(node, "awaySeconds", run.away());
    putSeconds(node, "delaySeconds", run.delay());
    putSeconds(node, "slackLeftSeconds", run.slackLeft());
  }

  private void training(ObjectNode node) {
    TrainingFacts facts = account.training();
    putText(node, "model", facts.model());
    putText(node, "task", facts.task());
    putText(node, "framework", facts.framework());
    putText(node, "frameworkVersion", facts.frameworkVersion());
    putText(node, "device", facts.device());
    putCount(node, "parameters", facts.parameters());
    putCount(node, "samplesPerEpoch", facts.samplesPerEpoch());
    putCount(node, "samplesPerBatch", facts.samplesPerBatch());
    putNumber(node, "flopsPerSample", facts.flopsPerSample());
    putNumber(node, "samples", SoftwareCarbonIntensity.samples(account));
    putNumber(node, "flops", SoftwareCarbonIntensity.flops(account));
  }

  private void boundary(ObjectNode node) {
    Boundary boundary = account.boundary();
    node.put("pue", boundary.facility().pue())
        .put("pueSource", boundary.facility().pueSource());
    putNumber(node, "waterLitresPerKwh", boundary.facility().litresPerKwh());
    node.put("waterSource", boundary.facility().waterSource());
    node.putNull("market");
    node.putNull("embodied");
    boundary.market().ifPresent(market -> market(node.putObject("market"), market));
    boundary
        .embodied()
        .ifPresent(embodied -> node.putObject("embodied")
            .put("grams", embodied.grams())
            .put("lifetimeSeconds", seconds(embodied.lifetime()))
            .put("share", embodied.share())
            .put("source", embodied.source()));
  }

  private static void market(ObjectNode node, MarketMix market) {
    ArrayNode contracts = node.putArray("contracts");
    market
        .contracts()
        .forEach(each -> contracts
            .addObject()
            .put("name", each.name())
            .put("share", each.share())
            .put("gramsPerKwh", each.gramsPerKwh()));
    node.put("residualGramsPerKwh", market.residualGramsPerKwh());
    node.put("residualSource", market.residualSource());
    node.put("gramsPerKwh", market.gramsPerKwh());
  }

  private void energy(ObjectNode node) {
    putNumber(node, "joules", footprint.joules());
    putNumber(node, "kwh", footprint.joules() / Findings.JOULES_PER_KWH);
    putNumber(node, "facilityJoules", footprint.facilityJoules());
    putNumber(node, "facilityKwh", footprint.facilityJoules() / Findings.JOULES_PER_KWH);
    putNumber(node, "activeJoules", run.active().joules());
    putNumber(node, "switchingJoules", run.switching().joules());
    putNumber(node, "standingJoules", run.standing().joules());
    putNumber(node, "joulesWithoutIntensity", run.joulesWithoutIntensity());
    texts(node, "methods", run.methods());
    ArrayNode components = node.putArray("components");
    account.components().forEach(each -> {
      ObjectNode component = components.addObject();
      component.put("name", each.name()).put("kind", each.kind().label());
      component.put("device", each.device());
      putText(
          component,
          "technique",
          Optional.of(each.techniqueLabel()).filter(label -> each.described()));
      component.put("method", each.technique().method().label());
      component.put("scope", each.scope().label());
      putNumber(component, "coverage", each.coverage());
      component.put("how", each.how());
      putNumber(component, "activeJoules", each.activeJoules());
      putNumber(component, "pausedJoules", each.pausedJoules());
    });
  }

  private void emissions(ObjectNode node) {
    node.put("known", findings.emissionsKnown());
    putNumber(node, "locationGrams", known(footprint.locationGrams()));
    putNumber(node, "marketGrams", footprint.marketGrams().orElse(Double.NaN));
    putNumber(node, "embodiedActiveGrams", findings.hardware(footprint.embodiedActiveGrams()));
    putNumber(node, "embodiedPausedGrams", findings.hardware(footprint.embodiedPausedGrams()));
    putNumber(node, "embodiedGrams", findings.hardware(footprint.embodiedGrams()));
    texts(node, "embodiedSources", footprint.embodiedSources());
    putNumber(node, "totalGrams", known(footprint.totalGrams()));
    putNumber(node, "lowGrams", known(footprint.lowGrams()));
    putNumber(node, "highGrams", known(footprint.highGrams()));
    putNumber(node, "activeGrams", known(run.active().grams()));
    putNumber(node, "switchingGrams", known(run.switching().grams()));
    putNumber(node, "standingGrams", known(run.standing().grams()));
    putNumber(node, "meanGramsPerKwh", findings.meanGramsPerKwh());
    texts(node, "intensityKinds", run.intensityKinds());
    texts(node, "intensitySources", run.intensitySources());
  }

  private void comparison(ObjectNode node) {
    putNumber(node, "straightThroughGrams", straight(run.counterfactualGrams()));
    putNumber(node, "straightThroughMissingJoules", run.counterfactualMissingJoules());
    putNumber(node, "avoidedGrams", straight(run.avoidedGrams()));
    putNumber(node, "avoidedPercent", percent(findings.avoidedShare()));
    putNumber(node, "bestPossibleGrams", findings.bestPossibleGrams());
    putNumber(node, "bestPossibleMissingJoules", account.hindsight().missingJoules());
    node.put("bestPossibleFrom", account.hindsight().from().toString());
    node.put("bestPossibleTo", account.hindsight().to().toString());
    putNumber(node, "keptPercent", percent(findings.keptShare()));
  }

  private void softwareCarbonIntensity(ObjectNode node) {
    SoftwareCarbonIntensity intensity = SoftwareCarbonIntensity.of(account);
    putNumber(node, "operationalGrams", known(intensity.operationalGrams()));
    putNumber(node, "embodiedGrams", findings.hardware(intensity.embodiedGrams()));
    ArrayNode rates = node.putArray("rates");
    intensity.rates().forEach(rate -> {
      ObjectNode each = rates.addObject().put("per", rate.unit().label());
      putNumber(each, "units", rate.units());
      putNumber(each, "grams", rate.grams());
    });
    node.put("boundary", intensity.boundary()).put("method", intensity.method());
  }

  private double known(double grams) {
    return findings.emissionsKnown() ? grams : Double.NaN;
  }

  private double straight(double grams) {
    return findings.straightThroughKnown() ? grams : Double.NaN;
  }

  private static double percent(OptionalDouble share) {
    return share.orElse(Double.NaN) * 100;
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9; // a deadline may be ages away
  }

  static void putSeconds(ObjectNode node, String name, Duration duration) {
    node.put(name, seconds(duration));
  }

  /** A number, null if it is none. */
  static void putNumber(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static void putNumber(ObjectNode node, String name, OptionalDouble value) {
    putNumber(node, name, value.orElse(Double.NaN));
  }

  private static void putCount(ObjectNode node, String name, OptionalLong value) {
    if (value.isPresent()) {
      node.put(name, value.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  private static void putText(ObjectNode node, String name, Optional<String> value) {
    if (value.isPresent()) {
      node.put(name, value.get());
    } else {
      node.putNull(name);
    }
  }

  private static void texts(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }
}
