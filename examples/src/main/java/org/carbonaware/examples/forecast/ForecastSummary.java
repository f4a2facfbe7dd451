package org.carbonaware.examples.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.examples.demo.SummaryJson;
import org.carbonaware.examples.demo.SummaryText;
import org.carbonaware.examples.demo.Verification;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.Judgement;
import org.carbonaware.examples.forecast.task.LeadErrors;
import org.carbonaware.examples.forecast.task.LeadErrors.Lead;
import org.carbonaware.examples.forecast.task.TimeSplit;
import org.carbonaware.ledger.RunSummary;

/**
 * What the example tells at its end.
 *
 * @param run the figures from the ledger
 * @param settings what was run
 * @param known the grid
 * @param judgement how good the forecasts are; empty if the training was stopped before its end
 * @param verification the comparison with a training without control, if asked for
 */
record ForecastSummary(
    RunSummary run,
    ForecastSettings settings,
    KnownGrid known,
    Optional<Judgement> judgement,
    Optional<Verification> verification) {
  static final String SCHEMA = "carbon-aware/grid-forecast/v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is learned and what is held out. */
  static String describe(TimeSplit split, ForecastTask task) {
    return task.examples().size() + " windows of the " + split.past().toDays()
        + " days before the training begins; the " + split.heldOut().toDays()
        + " days after it are held out";
  }

  /** For people, in lines of at most 79 characters. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(SummaryText.bill(run, settings.plan().hoursPerSecond()));
    judgement.ifPresent(found -> judged(found, lines));
    verification.ifPresent(
        result -> lines.add(SummaryText.line("Verified", SummaryText.verified(result))));
    return SummaryText.wrapped(lines);
  }

  private void judged(Judgement found, List<String> lines) {
    lines.add(SummaryText.line(
        "Forecasts",
        found.forecasts() + ", one issued in each hour of the "
            + known.split().heldOut().toDays()
            + " days held out, of which nothing was learned, not even how to normalise; judged by"
            + " the mean absolute percentage error (MAPE)"));
    lines.add(SummaryText.line(
        "MAPE",
        row("hours ahead", Lead.TO_6.label(), Lead.TO_12.label(), Lead.TO_24.label(), "1-24 h")));
    for (Judgement.Row row : found.rows()) {
      LeadErrors errors = row.errors();
      lines.add(SummaryText.line(
          "",
          row(
              row.label(),
              percent(errors.percent(Lead.TO_6)),
              percent(errors.percent(Lead.TO_12)),
              percent(errors.percent(Lead.TO_24)),
              percent(errors.percent()))));
    }
    lines.add(SummaryText.line("Verdict", found.verdict()));
    if (settings.trace().isEmpty()) {
      lines.add(SummaryText.line(
          "", "(on a made-up grid; how well a real one is forecast, a --trace of it shows)"));
    }
  }

  private static String row(String label, String... columns) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-21s", label));
    for (String column : columns) {
      text.append(String.format(Locale.ROOT, "%10s", column));
    }
    return text.toString();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f %%", value);
  }

  /** For programs. */
  String json() {
    ObjectNode node = JSON.createObjectNode().put("schema", SCHEMA);
    node.put("framework", settings.framework().name()).put("seed", settings.seed());
    SummaryJson.bill(run, settings.plan().hoursPerSecond(), node);
    judgement.ifPresent(found -> judged(found, node));
    verification.ifPresent(result -> SummaryJson.verification(result, node));
    return node.toPrettyString() + "\n";
  }

  private void judged(Judgement found, ObjectNode node) {
    node.put("learnedHours", known.split().start());
    node.put("heldOutHours", known.split().hours().size() - known.split().start());
    node.put("forecasts", found.forecasts());
    ObjectNode errors = node.putObject("meanAbsolutePercentageErrors");
    for (Judgement.Row row : found.rows()) {
      ObjectNode model = errors.putObject(row.model());
      for (Lead lead : Lead.values()) {
        model.put(lead.label(), row.errors().percent(lead));
      }
      model.put("1-24 h", row.errors().percent());
    }
    node.put("beatsTheOthers", found.gain() > 0).put("gainPercent", 100 * found.gain());
  }
}
