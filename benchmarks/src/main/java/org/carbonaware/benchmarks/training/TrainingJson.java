package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.carbonaware.benchmarks.hardware.Gpu;

/** What was measured and what was not, as one JSON document. */
final class TrainingJson {
  private static final double NANOS = 1e-6;

  private TrainingJson() {}

  static String of(TrainingReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/training-benchmarks/v1");
    environment(document.putObject("environment"), report);
    ArrayNode capabilities = document.putArray("capabilities");
    report
        .capabilities()
        .forEach(each -> capabilities
            .addObject()
            .put("name", each.name())
            .put("available", each.available())
            .put("text", each.text()));
    ArrayNode skipped = document.putArray("skipped");
    report
        .skipped()
        .forEach((name, reason) -> skipped.addObject().put("name", name).put("reason", reason));
    ArrayNode results = document.putArray("results");
    report.results().forEach(result -> result(results.addObject(), result));
    return document.toPrettyString();
  }

  private static void environment(ObjectNode node, TrainingReport report) {
    var environment = report.environment();
    node.put("at", environment.at().toString())
        .put("commit", environment.commit())
        .put("cpu", environment.cpu())
        .put("cpuThreads", environment.cpuThreads())
        .put("memoryBytes", environment.memoryBytes())
        .put("system", environment.system())
        .put("virtual", environment.virtual())
        .put("java", environment.java());
    ArrayNode flags = node.putArray("flags");
    environment.flags().forEach(flags::add);
  }

  private static void result(ObjectNode node, TrainingResult result) {
    node.put("name", result.name())
        .put("framework", result.framework())
        .put("batchSize", result.batchSize())
        .put("batchesPerTurn", result.batchesPerTurn())
        .put("turnsPerGroup", result.turnsPerGroup())
        .put("checkpoints", result.checkpoints())
        .put("meterLooks", result.looks());
    result.gpuJoulesPerBatch().ifPresent(joules -> node.put("gpuJoulesPerBatch", joules));
    gpus(node.putArray("gpusBefore"), result.gpusBefore());
    gpus(node.putArray("gpusAfter"), result.gpusAfter());
    result
        .checkpoint()
        .ifPresent(cost -> estimate(node.putObject("checkpointMillis"), cost, NANOS));
    ArrayNode arms = node.putArray("arms");
    for (Arm arm : Arm.values()) {
      ObjectNode each = arms.addObject().put("name", arm.label()).put("text", arm.text());
      estimate(each.putObject("millisPerBatch"), result.nanos(arm), NANOS);
      if (arm != Arm.BARE) {
        estimate(each.putObject("ratioToBare"), result.ratio(arm, Arm.BARE), 1);
        estimate(each.putObject("ratioToOwnSpeed"), result.ratio(arm, Arm.OWN_SPEED), 1);
        estimate(each.putObject("addedMicrosPerBatch"), result.added(arm), 1e-3);
      }
      ArrayNode values = each.putArray("nanosPerBatch");
      for (double value : result.of(arm)) {
        values.add(Math.round(value));
      }
    }
  }

  private static void gpus(ArrayNode array, List<Gpu> gpus) {
    gpus.forEach(gpu -> array
        .addObject()
        .put("name", gpu.name())
        .put("driver", gpu.driver())
        .put("computeCapability", gpu.computeCapability())
        .put("smClock", gpu.smClock())
        .put("memoryClock", gpu.memoryClock())
        .put("temperatureCelsius", gpu.temperature())
        .put("powerLimit", gpu.powerLimit()));
  }

  private static void estimate(ObjectNode node, Estimate estimate, double factor) {
    node.put("median", estimate.median() * factor)
        .put("low95", estimate.low() * factor)
        .put("high95", estimate.high() * factor)
        .put("count", estimate.count());
  }
}
