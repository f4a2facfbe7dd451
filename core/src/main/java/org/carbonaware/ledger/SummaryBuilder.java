package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.control.ControllerState;
import org.carbonaware.grid.Freshness;
import org.carbonaware.ledger.IntensityTimeline.Emission;
import org.carbonaware.ledger.RunSummary.Part;
import org.jspecify.annotations.Nullable;

/** Walks a run's lines once and adds up. */
final class SummaryBuilder {
  private static final double JOULES_PER_KWH = 3_600_000;
  private static final double JOULES_PER_WATT_HOUR = 3600;
  private static final Pattern TRAILING_NUMBER = Pattern.compile("\\d{1,18}$");

  /** Active energy, to be placed again for the counterfactual. */
  private record Piece(Instant from, Duration length, double joules) {
    Instant end() {
      return from.plus(length);
    }

    /** The part before a moment inside it. */
    Piece until(Instant moment) {
      Duration kept = Duration.between(from, moment);
      return new Piece(from, kept, joules * kept.toNanos() / length.toNanos());
    }
  }

  /** The time between two processes of a run. */
  private static final class Gap {
    final Instant from;
    Instant observedFrom;

    Gap(Instant from, Instant to) {
      this.from = from;
      this.observedFrom = to;
    }

    void observedFrom(Instant moment) {
      observedFrom = moment.isBefore(observedFrom) ? moment : observedFrom;
    }
  }

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
  private final Map<Long, Instant> checkpointTimes = new HashMap<>();
  private Instant lastCheckpoint = Instant.MIN;
  private double repeatedJoules;
  private final IntensityTimeline timeline = new IntensityTimeline();
  private final Set<String> zones = new LinkedHashSet<>();
  private final Set<String> bases = new LinkedHashSet<>();
  private final Set<String> policies = new LinkedHashSet<>();
  private final Set<String> methods = new LinkedHashSet<>();
  private final Set<String> kinds = new LinkedHashSet<>();
  private final Set<String> sources = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable ObjectNode firstStart;
  private Instant deadline = Instant.EPOCH;
  private Instant lastAt = Instant.MIN;
  private @Nullable Gap gap;
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
    for (LedgerEntry entry : entries) {
      try {
        add(entry);
      } catch (DateTimeException e) {
        throw new LedgerException(
            "line " + entry.sequence() + " of the ledger (" + entry.kind() + ") has a wrong time: "
                + e.getMessage(),
            e);
      }
      lastAt = entry.at().isAfter(lastAt) ? entry.at() : lastAt;
    }
    ObjectNode start = firstStart;
    if (start == null) {
      throw new LedgerException("the ledger has no run-started line", null);
    }
    closeGap();
    return summary(
        start.path("runId").asText(), Instant.parse(start.path("startedAt").asText()));
  }

  private RunSummary summary(String runId, Instant startedAt) {
    if (repeatedJoules > 0) {
      warnings.add(String.format(
          Locale.ROOT,
          "%.3g Wh of training were lost with a process and done again: they are emitted, and not in"
              + " what running straight through would have emitted",
          repeatedJoules / JOULES_PER_WATT_HOUR));
    }
    if (bases.size() > 1) {
      warnings.add("the processes of this run counted different things (" + String.join(", ", bases)
          + "): its sums of grams mix them and mean nothing");
    }
    Duration metered = active.time.plus(switching.time).plus(standing.time);
    Duration away = Duration.between(startedAt, lastAt).minus(metered);
    Emission counterfactual = counterfactual(startedAt);
    return new RunSummary(
        runId,
        String.join(", ", zones),
        String.join(", ", bases),
        String.join(", ", policies),
        startedAt,
        lastAt,
        deadline,
        state,
        complete,
        batches,
        epochs,
        active.part(),
        switching.part(),
        standing.part(),
        away.isNegative() ? Duration.ZERO : away,
        pauseCount,
        checkpoints,
        withoutIntensity,
        counterfactual.grams(),
        counterfactual.unknownJoules(),
        List.copyOf(methods),
        List.copyOf(kinds),
        List.copyOf(sources),
        warnings);
  }

  private void add(LedgerEntry entry) {
    ObjectNode fields = entry.fields();
    switch (entry.kind()) {
      case "run-started" -> addStart(entry, fields);
      case "energy" -> addEnergy(entry, fields);
      case "intensity" -> addIntensity(fields);
      case "state" -> addState(fields);
      case "checkpoint" -> {
        checkpoints++;
        lastCheckpoint = entry.at();
        checkpointTimes.put(fields.path("checkpoint").asLong(), entry.at());
        batches = Math.max(batches, fields.path("batches").asLong());
      }
      case "warning" -> warnings.add(fields.path("text").asText());
      case "run-ended" -> {
        complete = fields.path("complete").asBoolean();
        batches = fields.path("batches").asLong();
        epochs = fields.path("epochs").asLong();
      }
      default -> {
        // Lines that carry no figure: decision, and kinds of later versions.
      }
    }
  }

  private void addStart(LedgerEntry entry, ObjectNode fields) {
    if (firstStart == null) {
      firstStart = fields;
    } else {
      closeGap();
      gap = new Gap(lastAt, entry.at());
      forgetRepeated(fields.path("resumedFrom").asText());
    }
    state = ControllerState.STARTING.name();
    complete = false;
    deadline = Instant.parse(fields.path("deadline").asText());
    zones.add(fields.path("zone").asText());
    bases.add(fields.path("basis").asText());
    policies.add(fields.path("policy").asText());
  }

  /**
   * What was trained after the checkpoint that a later process went on from is trained again: the
   * counterfactual has it once. A run that was suspended lost nothing.
   */
  private void forgetRepeated(String resumedFrom) {
    Matcher number = TRAILING_NUMBER.matcher(resumedFrom);
    Instant from = number.find()
        ? checkpointTimes.getOrDefault(Long.parseLong(number.group()), lastCheckpoint)
        : resumedFrom.isEmpty() ? Instant.MIN : lastCheckpoint;
    if (state.equals(ControllerState.SUSPENDED.name()) && from.equals(lastCheckpoint)) {
      return;
    }
    for (ListIterator<Piece> all = pieces.listIterator(); all.hasNext(); ) {
      Piece piece = all.next();
      if (!piece.from().isBefore(from)) {
        repeatedJoules += piece.joules();
        all.remove();
      } else if (piece.end().isAfter(from)) {
        Piece kept = piece.until(from);
        repeatedJoules += piece.joules() - kept.joules();
        all.set(kept);
      }
    }
  }

  private void addIntensity(ObjectNode fields) {
    Instant from = Instant.parse(fields.path("intensityAt").asText());
    timeline.observe(from, fields.path("gramsPerKwh").asDouble(Double.NaN));
    if (gap != null) {
      gap.observedFrom(from);
    }
    boolean stale = fields.path("freshness").asText().equals(Freshness.State.STALE.label());
    kinds.add((stale ? "stale " : "") + fields.path("intensityKind").asText());
    sources.add(fields.path("source").asText());
  }

  /** What the next process learned about the gap stays; the rest of it is unknown. */
  private void closeGap() {
    if (gap != null && gap.from.isBefore(gap.observedFrom)) {
      timeline.book(gap.from, gap.observedFrom, Optional.empty());
    }
    gap = null;
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
    Instant from = Instant.parse(fields.path("from").asText());
    Duration length = Duration.between(from, entry.at());
    double joules = fields.path("joules").asDouble();
    Sum sum = sumOf(fields.path("state").asText());
    sum.time = sum.time.plus(length);
    sum.joules += joules;
    JsonNode grams = fields.path("grams");
    if (grams.isNumber()) {
      sum.grams += grams.asDouble();
      if (joules > 0) {
        timeline.book(from, entry.at(), Optional.of(grams.asDouble() / joules * JOULES_PER_KWH));
      }
    } else {
      withoutIntensity += joules;
      timeline.book(from, entry.at(), Optional.empty());
    }
    if (sum == active) {
      pieces.add(new Piece(from, length, joules));
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

  /** Emissions of the active energy placed back to back from the start. */
  private Emission counterfactual(Instant startedAt) {
    double grams = 0;
    double unknownJoules = 0;
    Instant cursor = startedAt;
    for (Piece piece : pieces) {
      Instant end = cursor.plus(piece.length());
      Emission emission = timeline.emission(piece.joules(), cursor, end);
      grams += emission.grams();
      unknownJoules += emission.unknownJoules();
      cursor = end;
    }
    return new Emission(grams, unknownJoules);
  }
}
