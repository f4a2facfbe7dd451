package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.simulate.SimulationResult;
import org.carbonaware.simulate.SimulationSettings;
import org.carbonaware.simulate.StrategyResult;

/** What a simulation found, for programs and for people. */
record SimulationReport(
    SimulationSettings settings, Trace trace, SimulationResult result, double seconds) {

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

  List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(
        "zone",
        "policy",
        "forecast",
        "runs",
        "run-now g",
        "emitted g",
        "saved %",
        "optimum %",
        "kept %",
        "late",
        "switches",
        "delay h"));
    result.results().forEach(each -> rows.add(row(each.zone().orElseThrow().key(), each)));
    long zones = result.results().stream().map(StrategyResult::zone).distinct().count();
    if (zones > 1) {
      result.mean().forEach(each -> rows.add(row("mean of " + zones, each)));
    }
    List<String> lines = new ArrayList<>(Columns.aligned(rows, 3));
    lines.add(String.format(
        Locale.ROOT,
        "gCO2e per job of %s within %s at %.0f W, %s; saved against running straight through; kept"
            + " of what the optimum saves; %.1f s",
        settings.work(),
        settings.window(),
        settings.costs().runWatts(),
        basis(),
        seconds));
    return lines;
  }

  private static List<String> row(String zone, StrategyResult each) {
    return List.of(
        zone,
        each.strategy(),
        each.forecast(),
        Long.toString(each.runs()),
        grams(each.baselineGrams()),
        grams(each.grams()),
        number("%.2f", each.savingPercent()),
        number("%.2f", each.optimalSavingPercent()),
        each.keptPercent().isPresent() ? number("%.1f", each.keptPercent().getAsDouble()) : "-",
        Long.toString(each.deadlineMisses()),
        number("%.2f", each.meanSwitches()),
        number("%.2f", each.meanDelayHours()));
  }

  private static String grams(double grams) {
    return number(grams < 100 ? "%.2f" : "%.0f", grams);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value == 0 ? 0.0 : value);
  }
}
