package org.carbonaware.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was measured as tables in Markdown, made from the JSON document: for each framework and
 * device one of each kind, whose columns are the models.
 */
final class TrainingTable {
  private static final double HALF_HOUR_MILLIS = 1.8e6;

  private TrainingTable() {}

  static String of(JsonNode document) {
    Map<String, List<JsonNode>> frameworks = new LinkedHashMap<>();
    for (JsonNode result : document.path("results")) {
      String name = result.path("name").asText();
      String both = name.replaceFirst("-[^-]+-", "-"); // framework and device, without the model
      frameworks.computeIfAbsent(both, any -> new ArrayList<>()).add(result);
    }
    StringBuilder text = new StringBuilder(machine(document.path("environment")));
    frameworks.values().forEach(results -> framework(text, results));
    return text.toString();
  }

  private static String machine(JsonNode environment) {
    return format(
        "Measured %s on %s%s, %.0f threads, %s, %s%s.%n",
        environment.path("at").asText(),
        environment.path("cpu").asText(),
        environment.path("virtual").asBoolean() ? " (a virtual machine)" : "",
        environment.path("cpuThreads").asDouble(),
        environment.path("system").asText(),
        environment.path("java").asText(),
        environment.path("commit").asText().isEmpty()
            ? ""
            : ", commit " + environment.path("commit").asText());
  }

  private static void framework(StringBuilder text, List<JsonNode> results) {
    JsonNode first = results.get(0);
    text.append(format(
        "%n**%s** (`%s` and so on)%n",
        first.path("framework").asText(), first.path("name").asText()));
    for (JsonNode gpu : first.path("gpusBefore")) {
      text.append(format(
          "%nGPU: %s, driver %s, multiprocessors %s, memory %s, %s °C, limit %s.%n",
          gpu.path("name").asText(),
          gpu.path("driver").asText(),
          gpu.path("smClock").asText(),
          gpu.path("memoryClock").asText(),
          gpu.path("temperatureCelsius").asText(),
          gpu.path("powerLimit").asText()));
    }
    arms(text, "ratio to no listener (95 % interval)", results, ratio("ratioToBare"));
    arms(
        text,
        "the same of the training thread's processor time",
        results,
        ratio("processorRatioToBare"));
    arms(
        text, "the same of all turns, with what seldom happens", results, ratio("meanRatioToBare"));
    arms(
        text,
        "ratio to the framework's listener that measures speed",
        results,
        ratio("ratioToOwnSpeed"));
    arms(text, "µs of the listener's call: median, mean (its share)", results, TrainingTable::call);
    arms(
        text,
        "bytes of Java's heap allocated for a batch",
        results,
        arm -> number(arm, "allocatedBytesPerBatch", 1, 0));
    text.append(TrainingDetails.memory(results));
    head(text, "besides", results);
    row(text, "planted: found should be", results, each -> number(each, "plantedRatio", 1, 4));
    row(
        text,
        "threads of a controller, % of a core",
        results,
        each -> number(each, "controllerShareOfCore", 100, 3));
    row(
        text,
        "a look at the meter, µs of processor time",
        results,
        each -> number(each, "meterLookMicros", 1, 0));
    row(
        text,
        "metering every second, % of a core",
        results,
        each -> number(each, "meteringShareOfCore", 100, 3));
    row(
        text,
        "a periodic checkpoint holds the training, ms",
        results,
        each -> interval(each.path("checkpointMillis"), 2));
    row(
        text,
        "that in half an hour, the usual time between two, %",
        results,
        each -> percent(each.path("checkpointMillis").path("median")));
    row(text, "GPU energy of a batch, J", results, each -> number(each, "gpuJoulesPerBatch", 1, 4));
    text.append(TrainingDetails.pauses(results));
  }

  private static String percent(JsonNode millis) {
    return millis.isMissingNode() ? "" : format("%.5f", 100 * millis.asDouble() / HALF_HOUR_MILLIS);
  }

  /** A table with a row for each arm of which something is known. */
  private static void arms(
      StringBuilder text, String title, List<JsonNode> results, Function<JsonNode, String> cell) {
    StringBuilder rows = new StringBuilder();
    for (Arm arm : Arm.values()) {
      row(rows, arm.text(), results, each -> cell.apply(arm(each, arm)));
    }
    if (rows.length() > 0) {
      head(text, title, results);
      text.append(rows);
    }
  }

  static JsonNode arm(JsonNode result, Arm arm) {
    for (JsonNode each : result.path("arms")) {
      if (each.path("name").asText().equals(arm.label())) {
        return each;
      }
    }
    return result.path("no such arm");
  }

  static void head(StringBuilder text, String title, List<JsonNode> results) {
    text.append(format("%n| %s |", title));
    for (JsonNode each : results) {
      text.append(format(
          " %s, %.3f ms a batch |",
          each.path("name").asText().split("-", -1)[1].toUpperCase(Locale.ROOT),
          arm(each, Arm.BARE).path("millisPerBatch").path("median").asDouble()));
    }
    text.append(format("%n|---|%s%n", "---|".repeat(results.size())));
  }

  /** Nothing if no cell has anything. */
  static void row(
      StringBuilder text, String title, List<JsonNode> results, Function<JsonNode, String> cell) {
    List<String> cells = results.stream().map(cell).toList();
    if (cells.stream().anyMatch(each -> !each.isEmpty())) {
      text.append(
          format("| %s | %s |%n", title, cells.stream().collect(Collectors.joining(" | "))));
    }
  }

  private static Function<JsonNode, String> ratio(String field) {
    return arm -> interval(arm.path(field), 4);
  }

  private static String call(JsonNode arm) {
    JsonNode call = arm.path("listenerCall");
    return call.isMissingNode()
        ? ""
        : format(
            "%.3f, %.3f (%.3f %%)",
            call.path("medianMicros").asDouble(),
            call.path("meanMicros").asDouble(),
            100 * call.path("shareOfBatch").asDouble());
  }

  /** The median with its interval; empty if there is none. */
  static String interval(JsonNode estimate, int decimals) {
    String number = "%." + decimals + "f";
    return estimate.isMissingNode()
        ? ""
        : format(
            number + " (" + number + " to " + number + ")",
            estimate.path("median").asDouble(),
            estimate.path("low95").asDouble(),
            estimate.path("high95").asDouble());
  }

  private static String number(JsonNode node, String field, double factor, int decimals) {
    JsonNode value = node.path(field);
    return value.isMissingNode() ? "" : format("%." + decimals + "f", value.asDouble() * factor);
  }

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values).replace(System.lineSeparator(), "\n");
  }
}
