package org.carbonaware.cli;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carbonaware.cli.RecordedDecision.KnownIntensity;
import org.carbonaware.cli.RecordedDecision.KnownJob;
import org.carbonaware.cli.RecordedDecision.Outcome;
import org.carbonaware.cli.terminal.Line;
import org.carbonaware.cli.terminal.Table;
import org.carbonaware.cli.terminal.Table.Column;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.cli.terminal.Tone;

/**
 * Why a run ran and paused, for people and for programs.
 *
 * @param run the run
 * @param chosen the decisions to tell of
 */
record ExplainView(RecordedRun run, List<RecordedDecision> chosen) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final int LABEL = 12;
  private static final String AGAIN = "at every new value of the grid and every few minutes; only"
      + " what decides otherwise, or by another rule, is recorded";

  /** The document that other programs read. */
  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/explain/v1").put("runId", run.runId());
    document.put("zone", run.zone()).put("basis", run.basis()).put("policy", run.policy());
    run.deadline().ifPresent(deadline -> document.put("deadline", deadline.toString()));
    document.put("decisionCount", run.decisions().size());
    ArrayNode decisions = document.putArray("decisions");
    chosen.forEach(decision -> decision(decision, decisions.addObject()));
    return document;
  }

  private void decision(RecordedDecision decision, ObjectNode node) {
    node.put("number", decision.number()).put("at", decision.at().toString());
    node.put("action", decision.action()).put("rule", decision.rule());
    node.put("reason", decision.reason());
    decision.expectedUntil().ifPresent(until -> node.put("expectedUntil", until.toString()));
    decision
        .intensity()
        .ifPresentOrElse(
            known -> intensity(known, node.putObject("intensity")),
            () -> node.putNull("intensity"));
    decision
        .job()
        .ifPresentOrElse(
            job -> node.putObject("job")
                .put("workLeft", job.workLeft().toString())
                .put("pessimisticWorkLeft", job.pessimisticWorkLeft().toString())
                .put("deadline", job.deadline().toString())
                .put("slackSeconds", job.slack(decision.at()).toSeconds()),
            () -> node.putNull("job"));
    ArrayNode warnings = node.putArray("warnings");
    decision.warnings().forEach(warnings::add);
    ArrayNode alternatives = node.putArray("alternatives");
    alternatives
        .addObject()
        .put("action", decision.isPause() ? "RUN" : "PAUSE")
        .put("text", alternative(decision));
    Outcome outcome = decision.outcome();
    ObjectNode came = node.putObject("outcome");
    came.put("until", outcome.until().toString());
    came.put("lastedSeconds", outcome.lasted(decision.at()).toSeconds());
    outcome
        .meanGramsPerKwh()
        .ifPresentOrElse(
            mean -> came.put("meanGramsPerKwh", mean), () -> came.putNull("meanGramsPerKwh"));
    ArrayNode steps = came.putArray("steps");
    outcome.steps().forEach(steps::add);
    next(decision)
        .ifPresentOrElse(
            next -> came.putObject("next")
                .put("number", next.number())
                .put("action", next.action())
                .put("rule", next.rule()),
            () -> came.putNull("next"));
  }

  private static void intensity(KnownIntensity known, ObjectNode node) {
    node.put("gramsPerKwh", known.gramsPerKwh()).put("basis", known.basis());
    known.at().ifPresent(at -> node.put("at", at.toString()));
    node.put("source", known.source()).put("kind", known.kind());
    node.put("freshness", known.freshness()).put("ageSeconds", known.age().toSeconds());
  }

  private Optional<RecordedDecision> next(RecordedDecision decision) {
    return decision.number() < run.decisions().size()
        ? Optional.of(run.decisions().get(decision.number()))
        : Optional.empty();
  }

  /** All decisions in a table with their reasons. */
  List<Line> list(Terminal terminal) {
    List<Line> lines = new ArrayList<>(heading(terminal));
    Table table = Table.of(
        Column.number("", ""),
        Column.words("UTC"),
        Column.words("action"),
        Column.words("rule"),
        Column.number("grid", "gCO2e/kWh"),
        Column.number("held", ""));
    for (RecordedDecision decision : chosen) {
      table = table.row(
          Line.of(String.valueOf(decision.number()), Tone.STRONG),
          Line.of(time(decision.at())),
          action(decision),
          Line.of(decision.rule()),
          Line.of(decision.intensity().map(it -> grams(it.gramsPerKwh())).orElse("unknown")),
          Line.of(length(decision.outcome().lasted(decision.at()))));
    }
    List<Line> rows = table.lines(terminal);
    lines.addAll(rows.subList(0, 2));
    for (int i = 0; i < chosen.size(); i++) {
      lines.add(rows.get(i + 2));
      Line.of("    " + chosen.get(i).reason(), Tone.MUTED)
          .wrappedTo(terminal.width() - 2)
          .forEach(line -> lines.add(Line.of("  ").plus(line)));
    }
    lines.add(Line.empty());
    lines.addAll(
        Line.of("--decision N tells what one of them knew and what came of it.", Tone.MUTED)
            .wrappedTo(terminal.width()));
    return lines;
  }

  private List<Line> heading(Terminal terminal) {
    String deadline =
        run.deadline().map(at -> ", deadline " + time(at) + " UTC").orElse("");
    List<Line> lines = new ArrayList<>(Line.of(
            run.runId() + ": zone " + run.zone() + ", " + run.basis() + ", policy " + run.policy()
                + deadline,
            Tone.STRONG)
        .wrappedTo(terminal.width()));
    lines.add(Line.empty());
    return lines;
  }

  private static Line action(RecordedDecision decision) {
    return Line.of(
        decision.action().toLowerCase(Locale.ROOT), decision.isPause() ? Tone.MODERATE : Tone.LOW);
  }

  /** One decision: what it knew, why, what else, and what came of it. */
  List<Line> detail(RecordedDecision decision, Terminal terminal) {
    List<Line> lines = new ArrayList<>(heading(terminal));
    String until = decision
        .expectedUntil()
        .map(at -> ", expected to hold until " + time(at))
        .orElse("");
    lines.addAll(Line.of("decision " + decision.number() + " of "
            + run.decisions().size() + ", " + time(decision.at()) + " UTC: ")
        .plus(action(decision))
        .plus(until)
        .wrappedTo(terminal.width()));
    lines.add(Line.empty());
    add(lines, "why", decision.rule() + ": " + decision.reason(), terminal);
    add(lines, "grid", grid(decision), terminal);
    add(lines, "job", job(decision), terminal);
    decision.warnings().forEach(warning -> add(lines, "trouble", warning, terminal));
    add(lines, "instead", alternative(decision), terminal);
    add(lines, "came of it", outcome(decision), terminal);
    decision.outcome().steps().forEach(step -> add(lines, "", step, terminal));
    add(lines, "next look", AGAIN, terminal);
    return lines;
  }

  private static void add(List<Line> lines, String label, String text, Terminal terminal) {
    List<Line> wrapped = Line.of(text).wrappedTo(Math.max(LABEL, terminal.width() - LABEL), "");
    for (int i = 0; i < wrapped.size(); i++) {
      lines.add(Line.of(i == 0 ? label : "", Tone.MUTED).leftIn(LABEL).plus(wrapped.get(i)));
    }
  }

  private static String grid(RecordedDecision decision) {
    return decision
        .intensity()
        .map(known -> grams(known.gramsPerKwh()) + " gCO2e/kWh, " + known.basis() + ", "
            + known.kind()
            + known.at().map(at -> " for " + time(at) + " UTC").orElse("")
            + ", from " + known.source() + "; " + known.freshness()
            + (known.age().isZero() ? "" : ", " + length(known.age()) + " old"))
        .orElse("the intensity was not known");
  }

  private static String job(RecordedDecision decision) {
    return decision
        .job()
        .map(job -> length(job.workLeft()) + " of work left, " + length(job.pessimisticWorkLeft())
            + " at a pessimistic speed; due " + time(job.deadline()) + " UTC, so that it could"
            + " stand still for " + slack(job, decision.at()))
        .orElse("how much work was left was not known");
  }

  private static String slack(KnownJob job, Instant at) {
    Duration slack = job.slack(at);
    return slack.isNegative() ? "no time" : length(slack) + " at most";
  }

  /** What the other action would have met, as far as the record knows it. */
  private String alternative(RecordedDecision decision) {
    Outcome outcome = decision.outcome();
    if (decision.isPause()) {
      String met = outcome.meanGramsPerKwh().isPresent()
          ? "running on would have met " + grams(outcome.meanGramsPerKwh().getAsDouble())
              + " gCO2e/kWh on average until " + time(outcome.until()) + " UTC"
          : "what running on would have met was not recorded";
      return next(decision)
          .flatMap(next -> next.intensity().filter(known -> !next.isPause()))
          .map(known -> met + ", instead of " + grams(known.gramsPerKwh()) + " then")
          .orElse(met);
    }
    return outcome
        .lowest()
        .map(lowest -> "waiting would have met " + grams(lowest.gramsPerKwh())
            + " gCO2e/kWh at best before the deadline, from " + time(lowest.at()) + " UTC on")
        .orElse("what waiting would have met was not recorded");
  }

  private String outcome(RecordedDecision decision) {
    String held = "held " + length(decision.outcome().lasted(decision.at()));
    return next(decision)
        .map(next -> held + ", then decision " + next.number() + ": "
            + next.action().toLowerCase(Locale.ROOT) + " (" + next.rule() + ")")
        .orElse(held + ", to the end of the record");
  }

  private static String time(Instant at) {
    return TIME.format(at.atOffset(UTC));
  }

  private static String length(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes == 0) {
      return duration.toSeconds() + " s";
    }
    String rest = minutes % 60 == 0 ? "" : minutes % 60 + " min";
    return minutes < 60 ? rest : (minutes / 60 + " h " + rest).strip();
  }

  // Some grids have a few grams.
  private static String grams(double value) {
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
  }
}
