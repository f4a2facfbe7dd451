package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.carbonaware.benchmarks.hardware.Gpu;
import org.carbonaware.benchmarks.hardware.ProbeJson;
import org.carbonaware.control.PauseDepth;

/** What was measured and what was not, as one JSON document. */
final class TrainingJson {
  private static final double MILLIS = 1e-6;
  private static final double MICROS = 1e-3;

  private TrainingJson() {}

  static ObjectNode of(TrainingReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/training-benchmarks/v1");
    ProbeJson.environment(document.putObject("environment"), report.environment());
    ProbeJson.capabilities(document.putArray("capabilities"), report.capabilities());
    ProbeJson.reasons(document.putArray("skipped"), report.skipped());
    ArrayNode results = document.putArray("results");
    report.results().forEach(result -> result(results.addObject(), result));
    return document;
  }

  private static void result(ObjectNode node, TrainingResult result) {
    Overhead overhead = result.overhead();
    Background background = overhead.background();
    node.put("name", result.name())
        .put("framework", result.framework())
        .put("batchSize", result.batchSize())
        .put("batchesPerTurn", overhead.batchesPerTurn())
        .put("turnsPerGroup", overhead.turnsPerGroup())
        .put("plantedRatio", overhead.planted())
        .put("controllerShareOfCore", background.share())
        .put("meterLooks", background.looks())
        .put("meterLookMicros", background.look() * MICROS)
        .put("meteringShareOfCore", background.meteringShare())
        .put("checkpoints", overhead.checkpoints());
    overhead.gpuJoulesPerBatch().ifPresent(joules -> node.put("gpuJoulesPerBatch", joules));
    gpus(node.putArray("gpusBefore"), result.gpusBefore());
    gpus(node.putArray("gpusAfter"), result.gpusAfter());
    overhead
        .checkpoint()
        .ifPresent(cost -> estimate(node.putObject("checkpointMillis"), cost, MILLIS));
    ArrayNode arms = node.putArray("arms");
    for (Arm arm : Arm.values()) {
      arm(arms.addObject(), arm, result);
    }
    ArrayNode pauses = node.putArray("pauses");
    result.pauses().forEach(each -> pauses(pauses.addObject(), each));
  }

  private static void arm(ObjectNode node, Arm arm, TrainingResult result) {
    Overhead overhead = result.overhead();
    Timings wall = overhead.wall();
    node.put("name", arm.label()).put("text", arm.text());
    estimate(node.putObject("millisPerBatch"), wall.typical(arm), MILLIS);
    if (arm != Arm.BARE) {
      estimate(node.putObject("ratioToBare"), wall.ratio(arm, Arm.BARE), 1);
      estimate(
          node.putObject("processorRatioToBare"), overhead.processor().ratio(arm, Arm.BARE), 1);
      estimate(node.putObject("meanRatioToBare"), wall.meanRatio(arm, Arm.BARE), 1);
      estimate(node.putObject("addedMicrosPerBatch"), wall.added(arm), MICROS);
    }
    if (arm.controlled()) {
      estimate(node.putObject("ratioToOwnSpeed"), wall.ratio(arm, Arm.OWN_SPEED), 1);
    }
    ListenerCalls call = overhead.calls().get(arm);
    if (call != null) {
      node.putObject("listenerCall")
          .put("medianMicros", call.median() * MICROS)
          .put("meanMicros", call.mean() * MICROS)
          .put("shareOfBatch", overhead.callShare(arm).orElse(0))
          .put("count", call.calls());
    }
    double allocated = overhead.allocatedPerBatch().getOrDefault(arm, 0.0);
    node.put("allocatedBytesPerBatch", Math.round(allocated));
    List<MemoryUse> memory = result.memory().get(arm);
    if (memory != null) {
      ArrayNode uses = node.putArray("memory");
      memory.forEach(use -> uses.add(use.toJson()));
    }
    ArrayNode values = node.putArray("nanosPerBatch");
    for (double value : wall.means(arm)) {
      values.add(Math.round(value));
    }
  }

  private static void pauses(ObjectNode node, Pauses pauses) {
    node.put("depth", pauses.depth().name())
        .put("count", pauses.each().size())
        .put("batchMillis", pauses.batchNanos() * MILLIS)
        .put("withinBatchCheckpointAnd5Millis", pauses.kept());
    spread(node.putObject("excessMillis"), Pauses.Spread.of(pauses.excess()));
    spread(node.putObject("pauseMillis"), pauses.of(Pauses.Pause::pause));
    spread(node.putObject("checkpointMillis"), pauses.of(Pauses.Pause::checkpoint));
    spread(node.putObject("decisionMillis"), pauses.of(Pauses.Pause::decision));
    if (pauses.depth() == PauseDepth.SUSPEND) {
      spread(node.putObject("leaveMillis"), pauses.of(Pauses.Pause::leave));
    }
    spread(node.putObject("resumeMillis"), pauses.of(Pauses.Pause::resume));
  }

  private static void spread(ObjectNode node, Pauses.Spread spread) {
    estimate(node, spread.median(), MILLIS);
    node.put("p95", spread.p95() * MILLIS).put("max", spread.max() * MILLIS);
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
