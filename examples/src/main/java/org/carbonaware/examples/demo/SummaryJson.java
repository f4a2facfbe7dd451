package org.carbonaware.examples.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carbonaware.ledger.RunSummary;

/** The summary for programs. */
public final class SummaryJson {
  static final String SCHEMA = "carbon-aware/digits-demo/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  static String of(DemoSummary summary) {
    ObjectNode node = JSON.createObjectNode().put("schema", SCHEMA);
    node.put("framework", summary.settings().framework().name());
    node.put("model", summary.settings().model().name());
    node.put("seed", summary.settings().seed());
    bill(summary.run(), summary.settings().hoursPerSecond(), node);
    summary.accuracy().ifPresent(share -> node.put("testAccuracyPercent", 100 * share));
    summary.verification().ifPresent(verification -> verification(verification, node));
    return node.toPrettyString() + "\n";
  }

  /**
   * Writes a run's figures.
   *
   * @param run the figures
   * @param hoursPerSecond the grid's hours in a real second
   * @param node where to
   */
  public static void bill(RunSummary run, double hoursPerSecond, ObjectNode node) {
    what(run, node);
    costs(run, node);
    times(run, hoursPerSecond, node);
  }

  private static void what(RunSummary run, ObjectNode node) {
    node.put("runId", run.runId()).put("state", run.state()).put("complete", run.complete());
    node.put("epochs", run.epochs()).put("batches", run.batches());
    node.put("zone", run.zone()).put("basis", run.basis()).put("policy", run.policy());
    words(node.putArray("intensityKinds"), run.intensityKinds());
    words(node.putArray("intensitySources"), run.intensitySources());
  }

  private static void costs(RunSummary run, ObjectNode node) {
    node.put("energyJoules", run.joules());
    words(node.putArray("energyMethods"), run.methods());
    node.put("assumedIdleWatts", ControlledRun.POWER.idleWatts());
    node.put("assumedFullLoadWatts", ControlledRun.POWER.fullWatts());
    node.put("emittedGrams", run.grams());
    node.put("straightThroughGrams", run.counterfactualGrams());
    node.put("avoidedGrams", run.avoidedGrams());
    node.put("pauses", run.pauseCount()).put("checkpoints", run.checkpoints());
    node.put("pauseCostJoules", run.pauses().joules());
    node.put("pauseCostGrams", run.pauses().grams());
  }

  private static void times(RunSummary run, double hoursPerSecond, ObjectNode node) {
    node.put("gridHoursPerRealSecond", hoursPerSecond);
    node.put("startedAt", run.startedAt().toString())
        .put("endedAt", run.endedAt().toString());
    node.put("deadline", run.deadline().toString());
    node.put("deadlineMet", run.complete() && !run.slackLeft().isNegative());
    node.put("activeSeconds", run.active().time().toMillis() / 1000.0);
    node.put("delaySeconds", run.delay().toMillis() / 1000.0);
    node.put("slackSeconds", run.slackLeft().toMillis() / 1000.0);
  }

  /**
   * Writes what a comparison bit by bit found.
   *
   * @param verification the comparison
   * @param node where to
   */
  public static void verification(Verification verification, ObjectNode node) {
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
