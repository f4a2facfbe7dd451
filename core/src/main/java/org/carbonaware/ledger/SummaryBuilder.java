package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.carbonaware.control.ControllerState;
import org.carbonaware.ledger.RunSummary.Part;

/** Walks a run's lines once and adds up. */
final class SummaryBuilder {
  private static final double JOULES_PER_KWH = 3_600_000;

  /** Active energy, to be placed again for the counterfactual. */
  private record Piece(Duration length, double joules) {}

  private static final class Sum {
    Duration time = Duration.ZERO;
    double joules;
    double grams;

    Part part() {
      return new Part(time, joules, grams);
    }
  }

  private final List<LedgerEntry> entries;
  private final Sum active = new Sum();
  private final Sum switching = new Sum();
  private final Sum standing = new Sum();
  private final List<Piece> pieces = new ArrayList<>();
  private final IntensityTimeline timeline = new IntensityTimeline();
  private final Set<String> methods = new LinkedHashSet<>();
  private final Set<String> kinds = new LinkedHashSet<>();
  private final Set<String> sources = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private double withoutIntensity;
  private int pauseCount;
  private int checkpoints;
  private String state = ControllerState.STARTING.name();
  private boolean complete;
  private long batches;
  private long epochs;

  SummaryBuilder(List<LedgerEntry> entries) {
    this.entries = entries;
  }

  RunSummary build() {
    LedgerEntry started = entries.stream()
        .filter(entry -> entry.kind().equals("run-started"))
        .findFirst()
        .orElseThrow(() -> new LedgerException("the ledger has no run-started line", null));
    entries.forEach(this::add);
    ObjectNode run = started.fields();
    Instant startedAt = Instant.parse(run.path("startedAt").asText());
    Instant endedAt = entries.get(entries.size() - 1).at();
    Duration away = Duration.between(startedAt, endedAt)
        .minus(active.time)
        .minus(switching.time)
        .minus(standing.time);
    double[] counterfactual = counterfactual(startedAt);
    return new RunSummary(
        run.path("runId").asText(),
        run.path("zone").asText(),
        run.path("basis").asText(),
        run.path("policy").asText(),
        startedAt,
        endedAt,
        Instant.parse(run.path("deadline").asText()),
        state,
        complete,
        batches,
        epochs,
        active.part(),
        switching.part(),
        standing.part(),
        away,
        pauseCount,
        checkpoints,
        withoutIntensity,
        counterfactual[0],
        counterfactual[1],
        List.copyOf(methods),
        List.copyOf(kinds),
        List.copyOf(sources),
        warnings);
  }

  private void add(LedgerEntry entry) {
    ObjectNode fields = entry.fields();
    switch (entry.kind()) {
      case "energy" -> addEnergy(entry, fields);
      case "intensity" -> {
        timeline.add(
            Instant.parse(fields.path("intensityAt").asText()),
            fields.path("gramsPerKwh").asDouble());
        kinds.add(fields.path("intensityKind").asText());
        sources.add(fields.path("source").asText());
      }
      case "state" -> addState(fields);
      case "checkpoint" -> checkpoints++;
      case "warning" -> warnings.add(fields.path("text").asText());
      case "run-ended" -> {
        complete = fields.path("complete").asBoolean();
        batches = fields.path("batches").asLong();
        epochs = fields.path("epochs").asLong();
      }
      default -> {
        // Lines that carry no figure: run-started, decision, and kinds of later versions.
      }
    }
  }

  private void addState(ObjectNode fields) {
    String from = state;
    state = fields.path("to").asText();
    boolean stands = state.equals(ControllerState.PAUSED.name())
        || state.equals(ControllerState.SUSPENDED.name());
    if (stands && from.equals(ControllerState.PAUSING.name())) {
      pauseCount++;
    }
  }

  private void addEnergy(LedgerEntry entry, ObjectNode fields) {
    Duration length = Duration.between(Instant.parse(fields.path("from").asText()), entry.at());
    double joules = fields.path("joules").asDouble();
    Sum sum = sumOf(fields.path("state").asText());
    sum.time = sum.time.plus(length);
    sum.joules += joules;
    JsonNode grams = fields.path("grams");
    if (grams.isNumber()) {
      sum.grams += grams.asDouble();
    } else {
      withoutIntensity += joules;
    }
    if (sum == active) {
      pieces.add(new Piece(length, joules));
    }
    methods.add(fields.path("method").asText());
  }

  /** A run that never pauses starts and ends too, so both are active. */
  private Sum sumOf(String stateOfEnergy) {
    return switch (stateOfEnergy) {
      case "PAUSED" -> standing;
      case "PAUSING", "RESUMING", "SUSPENDED" -> switching;
      default -> active;
    };
  }

  /**
   * Emissions of the active energy placed back to back from the start, and the joules no intensity
   * was found for.
   */
  private double[] counterfactual(Instant startedAt) {
    double grams = 0;
    double missing = 0;
    Instant cursor = startedAt;
    for (Piece piece : pieces) {
      Instant end = cursor.plus(piece.length());
      double gramsPerKwh = timeline.mean(cursor, end);
      if (Double.isNaN(gramsPerKwh)) {
        missing += piece.joules();
      } else {
        grams += piece.joules() / JOULES_PER_KWH * gramsPerKwh;
      }
      cursor = end;
    }
    return new double[] {grams, missing};
  }
}
