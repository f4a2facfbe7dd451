package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.StrategyResult;

/** What a simulation found, for programs and for people. */
record SimulationReport(
    SimulationSettings settings, Trace trace, SimulationResult result, double seconds) {
  /** On a narrow terminal first run-now goes, then switches, delay, kept and emitted. */
  private static final int[] DISPENSABLE = {2, 6, 7, 5, 3};

  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/simulation/v1");
    document.put("trace", trace.name()).put("basis", basis());
    document.put("filledValues", trace.filledValues()).put("missingValues", trace.missingValues());
    document
        .put("work", settings.work().toString())
        .put("slack", settings.slack().toString());
    document.put("replan", settings.replan().toString());
    document.put("tail", settings.tail().name().toLowerCase(Locale.ROOT));
    document.put("powerWatts", settings.costs().runWatts());
    document.put("idleWatts", settings.costs().pausedWatts());
    document.put("suspendJoules", settings.costs().suspendJoules());
    document.put("resumeJoules", settings.costs().resumeJoules());
    var zones = document.putArray("zones");
    result.results().stream()
        .map(each -> each.zone().orElseThrow().key())
        .distinct()
        .forEach(zones::add);
    var results = document.putArray("results");
    result.results().forEach(each -> {
      ObjectNode node = results.addObject();
      put(node.put("zone", each.zone().orElseThrow().key()), each);
    });
    var mean = document.putArray("mean");
    result.mean().forEach(each -> {
      ObjectNode node = mean.addObject();
      put(node, each);
      put(node, "keptPercentOfSum", each.keptPercentOfSum());
    });
    return document.put("seconds", Math.round(seconds * 1000) / 1000.0);
  }

  private String basis() {
    return trace.series().values().iterator().next().basis().label();
  }

  private static void put(ObjectNode node, StrategyResult each) {
    node.put("policy", each.strategy()).put("forecast", each.forecast()).put("runs", each.runs());
    node.put("baselineGrams", each.baselineGrams());
    node.put("grams", each.grams()).put("optimalGrams", each.optimalGrams());
    node.put("savingPercent", each.savingPercent());
    node.put("meanSavingPercent", each.meanSavingPercent());
    node.put("optimalSavingPercent", each.optimalSavingPercent());
    put(node, "keptPercent", each.keptPercent());
    node.put("deadlineMisses", each.deadlineMisses());
    node.put("meanSwitches", each.meanSwitches()).put("meanDelayHours", each.meanDelayHours());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  /**
   * A table with its units in the second line.
   *
   * @param width how many columns it may take; where that is too little, the table leaves out what
   *     can best be missed
   */
  List<String> lines(int width) {
    boolean isAnyLate = result.results().stream().anyMatch(each -> each.deadlineMisses() > 0);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(
        isAnyLate,
        "zone",
        "policy",
        "run-now",
        "emitted",
        "saved",
        "kept",
        "switches",
        "delay",
        "late"));
    rows.add(row(isAnyLate, "", "", "g", "g", "%", "%", "", "h", "jobs"));
    result
        .results()
        .forEach(each -> rows.add(row(isAnyLate, each.zone().orElseThrow().key(), each)));
    long zones = result.results().stream().map(StrategyResult::zone).distinct().count();
    if (zones > 1) {
      result.mean().forEach(each -> rows.add(row(isAnyLate, "mean of " + zones, each)));
    }
    List<String> lines =
        new ArrayList<>(Columns.aligned(Columns.fitting(rows, width, DISPENSABLE), 2));
    long jobs = result.mean().get(0).runs();
    String job = String.format(
        Locale.ROOT,
        "gCO2e per job of %s within %s at %.0f W, %s; %d %s%s",
        hours(settings.work()),
        hours(settings.window()),
        settings.costs().runWatts(),
        basis(),
        jobs,
        jobs == 1 ? "job" : "jobs",
        isAnyLate ? "" : jobs == 1 ? ", not late" : ", none late");
    String meaning = String.format(
        Locale.ROOT,
        "saved: against run-now; kept: of what perfect knowledge saves; took %.1f s",
        seconds);
    for (String text : List.of(job, meaning, "forecast " + forecasts())) {
      lines.addAll(Columns.wrapped(text, Math.min(width, Columns.USUAL_WIDTH)));
    }
    return lines;
  }

  /** Which policies expect what. */
  private String forecasts() {
    Map<String, List<String>> policies = new LinkedHashMap<>();
    result
        .mean()
        .forEach(each -> policies
            .computeIfAbsent(each.forecast(), label -> new ArrayList<>())
            .add(each.strategy()));
    return policies.entrySet().stream()
        .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String hours(Duration length) {
    return new BigDecimal(length.toSeconds())
            .divide(new BigDecimal(3600), 2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " h";
  }

  private static List<String> row(boolean isAnyLate, String zone, StrategyResult each) {
    return row(
        isAnyLate,
        zone,
        each.strategy(),
        grams(each.baselineGrams()),
        grams(each.grams()),
        number("%.2f", each.savingPercent()),
        each.keptPercent().isPresent() ? number("%.1f", each.keptPercent().getAsDouble()) : "-",
        number("%.2f", each.meanSwitches()),
        number("%.2f", each.meanDelayHours()),
        Long.toString(each.deadlineMisses()));
  }

  /** The last column is of interest only if it is not 0 everywhere. */
  private static List<String> row(boolean isAnyLate, String... cells) {
    return List.of(cells).subList(0, isAnyLate ? cells.length : cells.length - 1);
  }

  private static String grams(double grams) {
    return number(grams < 100 ? "%.2f" : "%.0f", grams);
  }

  private static String number(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    return text.matches("-0[.0]*") ? text.substring(1) : text;
  }
}
