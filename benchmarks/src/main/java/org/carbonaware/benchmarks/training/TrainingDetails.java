package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.carbonaware.control.PauseDepth;

/** The tables of memory and of pauses. */
final class TrainingDetails {
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;

  private TrainingDetails() {}

  /** What each arm takes, and in parentheses how much more than no listener; empty if unknown. */
  static String memory(List<JsonNode> results) {
    return memory(results, "heap after a collection, KiB", "heapAfterCollectionBytes", KIB, 0)
        + memory(results, "off the heap, counted by the framework, KiB", "offHeapBytes", KIB, 0)
        + memory(results, "resident at most, MiB", "residentPeakBytes", MIB, 1);
  }

  private static String memory(
      List<JsonNode> results, String title, String field, double unit, int decimals) {
    StringBuilder rows = new StringBuilder();
    for (Arm arm : Arm.values()) {
      TrainingTable.row(rows, arm.text(), results, result -> {
        double[] bare = memory(TrainingTable.arm(result, Arm.BARE), field);
        double[] with = memory(TrainingTable.arm(result, arm), field);
        if (with.length == 0 || Estimate.of(with).median() == 0) {
          return "";
        }
        double median = Estimate.of(with).median();
        return TrainingTable.format(
            "%." + decimals + "f (%+." + decimals + "f)",
            median / unit,
            (median - Estimate.of(bare).median()) / unit);
      });
    }
    if (rows.length() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    TrainingTable.head(text, title, results);
    return text.append(rows).toString();
  }

  private static double[] memory(JsonNode arm, String field) {
    return StreamSupport.stream(arm.path("memory").spliterator(), false)
        .mapToDouble(use -> use.path(field).asDouble())
        .toArray();
  }

  /** How long pausing and resuming take; empty if unknown. */
  static String pauses(List<JsonNode> results) {
    StringBuilder rows = new StringBuilder();
    for (PauseDepth depth : PauseDepth.values()) {
      String name = depth.name();
      row(rows, name + ": order to standstill", results, depth, spread("pauseMillis"));
      row(rows, name + ": of that, the checkpoint", results, depth, spread("checkpointMillis"));
      row(
          rows,
          name + ": a batch",
          results,
          depth,
          each -> TrainingTable.format("%.2f", each.path("batchMillis").asDouble()));
      row(
          rows,
          name + ": standstill less checkpoint and batch",
          results,
          depth,
          spread("excessMillis"));
      row(
          rows,
          name + ": at most 5 ms of that",
          results,
          depth,
          each -> TrainingTable.format(
              "%d of %d",
              each.path("withinBatchCheckpointAnd5Millis").asInt(),
              each.path("count").asInt()));
      row(rows, name + ": order to the end in this process", results, depth, spread("leaveMillis"));
      row(rows, name + ": going on again", results, depth, spread("resumeMillis"));
    }
    if (rows.length() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    TrainingTable.head(
        text, "ms: median (95 % interval of it), 95th percentile, greatest", results);
    return text.append(rows).toString();
  }

  private static void row(
      StringBuilder text,
      String title,
      List<JsonNode> results,
      PauseDepth depth,
      Function<JsonNode, String> cell) {
    TrainingTable.row(text, title, results, result -> {
      for (JsonNode each : result.path("pauses")) {
        if (each.path("depth").asText().equals(depth.name())) {
          return cell.apply(each);
        }
      }
      return "";
    });
  }

  private static Function<JsonNode, String> spread(String field) {
    return pauses -> {
      JsonNode spread = pauses.path(field);
      return spread.isMissingNode()
          ? ""
          : TrainingTable.format(
              "%s, %.2f, %.2f",
              TrainingTable.interval(spread, 2),
              spread.path("p95").asDouble(),
              spread.path("max").asDouble());
    };
  }
}
