package org.carbonaware.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.cli.RecordedDecision.KnownJob;
import org.carbonaware.cli.RecordedDecision.Outcome;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;

/**
 * What a ledger tells of a run's decisions.
 *
 * @param runId the run's name
 * @param zone the grid zone
 * @param basis what intensities count
 * @param policy who decided
 * @param deadline when the run must be done; empty if not recorded
 * @param decisions those that differed from the one before, in order
 */
record RecordedRun(
    String runId,
    String zone,
    String basis,
    String policy,
    Optional<Instant> deadline,
    List<RecordedDecision> decisions) {
  /**
   * Reads a run's file.
   *
   * @throws CarbonAwareException if it can't be read, is damaged, or no run's; the message names
   *     the line
   */
  static RecordedRun read(Path file) {
    Lines lines = new Lines();
    Ledger.forEachButEnergy(file, entry -> {
      try {
        lines.take(entry);
      } catch (DateTimeException e) {
        String message =
            file + ":" + entry.sequence() + " (" + entry.kind() + ") has a wrong time: ";
        throw new CarbonAwareException(message + e.getMessage(), e);
      }
    });
    if (lines.started.isEmpty()) {
      throw new CarbonAwareException(file + " has no run-started line");
    }
    return lines.run();
  }

  /** What the lines told, in order. */
  private static final class Lines {
    private static final int MOST_DECISIONS = 20_000;

    /** Of warnings before a decision, and of what followed it. */
    private static final int MOST_TOLD = 100;

    private final List<RecordedDecision> decisions = new ArrayList<>();
    private final List<List<String>> steps = new ArrayList<>();
    private final ObservedIntensities observed = new ObservedIntensities();
    private List<String> warned = new ArrayList<>();
    private ObjectNode started = JsonNodeFactory.instance.objectNode();
    private Optional<Instant> deadline = Optional.empty();
    private Instant last = Instant.EPOCH;

    void take(LedgerEntry entry) {
      Instant at = ObservedIntensities.checked(entry.at());
      last = at.isAfter(last) ? at : last;
      switch (entry.kind()) {
        case "run-started" -> {
          started = entry.fields();
          deadline = RecordedDecision.time(started, "deadline");
        }
        case "decision" -> {
          if (decisions.size() == MOST_DECISIONS) {
            throw new IllegalArgumentException(
                "more than " + MOST_DECISIONS + " decisions, expected those of one run");
          }
          decisions.add(decision(entry));
          warned = new ArrayList<>();
          steps.add(new ArrayList<>());
          RecordedDecision.intensity(entry)
              .ifPresent(known -> observed.add(entry.at(), known.gramsPerKwh()));
        }
        case "intensity" ->
          observed.add(entry.at(), entry.fields().path("gramsPerKwh").asDouble());
        case "warning" -> add(warned, entry.fields().path("text").asText());
        default -> step(entry);
      }
    }

    /** What followed the latest decision. */
    private void step(LedgerEntry entry) {
      if (steps.isEmpty()) {
        return;
      }
      ObjectNode fields = entry.fields();
      String text = switch (entry.kind()) {
        case "state" -> fields.path("to").asText();
        case "checkpoint" ->
          String.format(
              Locale.ROOT,
              "checkpoint %d, %.1f MB in %.1f s",
              fields.path("checkpoint").asLong(),
              fields.path("bytes").asLong() / 1e6,
              Duration.parse(fields.path("took").asText("PT0S")).toMillis() / 1e3);
        case "run-ended" ->
          (fields.path("toldLater").asBoolean()
                  ? "the run was found by a later process to be "
                  : "the run ended ")
              + fields.path("state").asText();
        default -> "";
      };
      if (!text.isEmpty()) {
        add(steps.get(steps.size() - 1), entry.at() + " " + text);
      }
    }

    private static void add(List<String> told, String text) {
      if (told.size() < MOST_TOLD) {
        told.add(text);
      } else if (told.size() == MOST_TOLD) {
        told.add("and more");
      }
    }

    RecordedRun run() {
      observed.sort();
      List<RecordedDecision> all = new ArrayList<>();
      for (int i = 0; i < decisions.size(); i++) {
        all.add(decisions.get(i).with(outcome(i)));
      }
      return new RecordedRun(
          started.path("runId").asText("unknown"),
          started.path("zone").asText("unknown"),
          started.path("basis").asText("unknown"),
          started.path("policy").asText("unknown"),
          deadline,
          List.copyOf(all));
    }

    /** What the line tells; what came of it, only later ones do. */
    private RecordedDecision decision(LedgerEntry entry) {
      ObjectNode fields = entry.fields();
      return new RecordedDecision(
          decisions.size() + 1,
          entry.at(),
          fields.path("action").asText("unknown"),
          fields.path("rule").asText("unknown"),
          fields.path("reason").asText(),
          RecordedDecision.time(fields, "until"),
          RecordedDecision.intensity(entry),
          RecordedDecision.job(entry),
          List.copyOf(warned),
          new Outcome(entry.at(), OptionalDouble.empty(), Optional.empty(), List.of()));
    }

    private Outcome outcome(int index) {
      RecordedDecision decision = decisions.get(index);
      Instant until = index + 1 < decisions.size() ? decisions.get(index + 1).at() : last;
      return new Outcome(
          until,
          observed.mean(decision.at(), until),
          observed.lowest(
              decision.at(), decision.job().map(KnownJob::deadline).orElse(Instant.MAX)),
          List.copyOf(steps.get(index)));
    }
  }
}
