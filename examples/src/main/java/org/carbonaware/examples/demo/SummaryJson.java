package org.carbonaware.examples.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carbonaware.ledger.RunSummary;

/** The summary for programs. */
final class SummaryJson {
  static final String SCHEMA = "carbon-aware/digits-demo/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  static String of(DemoSummary summary) {
    ObjectNode node = JSON.createObjectNode().put("schema", SCHEMA);
    what(summary, node);
    bill(summary, node);
    times(summary, node);
    summary.accuracy().ifPresent(share -> node.put("testAccuracyPercent", 100 * share));
    summary.verification().ifPresent(verification -> verification(verification, node));
    return node.toPrettyString() + "\n";
  }

  private static void what(DemoSummary summary, ObjectNode node) {
    RunSummary run = summary.run();
    node.put("runId", run.runId()).put("state", run.state()).put("complete", run.complete());
    node.put("framework", summary.settings().framework().name());
    node.put("model", summary.settings().model().name()).put("epochs", run.epochs());
    node.put("batches", run.batches()).put("seed", summary.settings().seed());
    node.put("zone", run.zone()).put("basis", run.basis()).put("policy", run.policy());
    words(node.putArray("intensityKinds"), run.intensityKinds());
    words(node.putArray("intensitySources"), run.intensitySources());
  }

  private static void bill(DemoSummary summary, ObjectNode node) {
    RunSummary run = summary.run();
    node.put("energyJoules", run.joules());
    words(node.putArray("energyMethods"), run.methods());
    node.put("assumedIdleWatts", summary.power().idleWatts());
    node.put("assumedFullLoadWatts", summary.power().fullWatts());
    node.put("emittedGrams", run.grams());
    node.put("straightThroughGrams", run.counterfactualGrams());
    node.put("avoidedGrams", run.avoidedGrams());
    node.put("pauses", run.pauseCount()).put("checkpoints", run.checkpoints());
    node.put("pauseCostJoules", run.pauses().joules());
    node.put("pauseCostGrams", run.pauses().grams());
  }

  private static void times(DemoSummary summary, ObjectNode node) {
    RunSummary run = summary.run();
    node.put("gridHoursPerRealSecond", summary.settings().hoursPerSecond());
    node.put("startedAt", run.startedAt().toString())
        .put("endedAt", run.endedAt().toString());
    node.put("deadline", run.deadline().toString());
    node.put("deadlineMet", run.complete() && !run.slackLeft().isNegative());
    node.put("activeSeconds", run.active().time().toMillis() / 1000.0);
    node.put("delaySeconds", run.delay().toMillis() / 1000.0);
    node.put("slackSeconds", run.slackLeft().toMillis() / 1000.0);
  }

  private static void verification(Verification verification, ObjectNode node) {
    ObjectNode result = node.putObject("verification");
    result.put("bitIdentical", verification.identical());
    words(result.putArray("differences"), verification.differences());
    ObjectNode digests = result.putObject("sha256");
    verification.fingerprint().arrays().forEach(digests::put);
  }

  private static void words(ArrayNode array, Iterable<String> words) {
    words.forEach(array::add);
  }
}
