package org.carbonaware.benchmarks.micro;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.carbonaware.benchmarks.hardware.ProbeJson;

/** What was measured and what was not, as one JSON document. */
final class MicroJson {
  private MicroJson() {}

  static String of(MicroReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/micro-benchmarks/v1");
    ObjectNode environment = document.putObject("environment");
    ProbeJson.environment(environment, report.environment());
    environment
        .put("governor", report.disturbance().governor())
        .put("busyBefore", report.disturbance().before())
        .put("busyAfter", report.disturbance().after());
    document.put("seconds", report.took().toSeconds());
    ProbeJson.capabilities(document.putArray("capabilities"), report.capabilities());
    ProbeJson.reasons(document.putArray("skipped"), report.skipped());
    ProbeJson.reasons(document.putArray("failed"), report.failed());
    ArrayNode results = document.putArray("results");
    report.results().forEach((measure, runs) -> result(results.addObject(), measure, runs));
    ArrayNode comparisons = document.putArray("comparisons");
    report
        .comparisons()
        .forEach(each -> report
            .ratio(each)
            .ifPresent(ratio -> comparison(comparisons.addObject(), each, ratio)));
    return document.toPrettyString() + "\n";
  }

  private static void result(ObjectNode node, Measure measure, List<JmhRun> runs) {
    node.put("name", measure.name())
        .put("text", measure.text())
        .put("benchmark", measure.benchmark())
        .put("threads", measure.threads())
        .put("once", measure.once());
    ObjectNode parameters = node.putObject("parameters");
    new java.util.TreeMap<>(measure.parameters()).forEach(parameters::put);
    double[] nanos = MicroReport.nanos(runs);
    spread(node.putObject("nanos"), Spread.of(nanos));
    MicroReport.allocated(runs).ifPresent(bytes -> node.put("allocatedBytes", bytes));
    ArrayNode rounds = node.putArray("nanosByRound");
    for (double value : nanos) {
      rounds.add(value);
    }
  }

  private static void comparison(ObjectNode node, Comparison comparison, Spread ratio) {
    node.put("name", comparison.name())
        .put("text", comparison.text())
        .put("of", comparison.of())
        .put("by", comparison.by())
        .put("speed", comparison.speed());
    spread(node.putObject("ratio"), ratio);
    comparison.target().ifPresent(target -> node.put("target", target));
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("median", spread.median()).put("low95", spread.low()).put("high95", spread.high());
  }
}
