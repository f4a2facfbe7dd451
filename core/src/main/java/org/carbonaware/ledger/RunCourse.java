package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.HostFacts;
import org.carbonaware.footprint.Boundary;

/** How a run went: its processes, their states, and what each was started with. */
final class RunCourse {
  private static final String ENERGY_EVERY = "PT1M";
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_HOSTS = 100;
  private static final long UNSET = Long.MIN_VALUE;

  private final IntensityTimeline timeline;
  private final PauseTotals pauses;
  final Repeats repeats = new Repeats();
  final Set<String> zones = new FirstTexts();
  final Set<String> bases = new FirstTexts();
  final Set<String> policies = new FirstTexts();
  String runId = "";
  Optional<String> project = Optional.empty();

  /** The computers it was on as they were told, each once, the last one last. */
  final Set<HostFacts> hosts = new LinkedHashSet<>();

  Optional<Boundary> boundary = Optional.empty();
  boolean boundaryChanged;
  long startedAt = UNSET;
  Instant deadline = Instant.EPOCH;
  String state = ControllerState.STARTING.name();
  boolean complete;
  boolean ended;
  long batches;
  long epochs;
  int pauseCount;
  int checkpoints;
  int killed;

  /** The longest time whose energy was lost with processes that were killed, in nanoseconds. */
  long unbookedNanos;

  private long energyEvery;
  private long bookedUntil;
  private boolean gap;
  private long gapFrom;
  private long gapObservedFrom;

  RunCourse(IntensityTimeline timeline, PauseTotals pauses) {
    this.timeline = timeline;
    this.pauses = pauses;
  }

  boolean started() {
    return startedAt != UNSET;
  }

  /** A process takes the run up. */
  void start(LedgerEntry entry, long at, long lastAt) {
    ObjectNode fields = entry.fields();
    if (started()) {
      String told = fields.path("runId").asText();
      if (!told.equals(runId)) {
        throw new IllegalArgumentException("run '" + told + "' in the record of run '" + runId
            + "': expected one run in each file");
      }
      closeGap();
      gap = true;
      gapFrom = lastAt;
      gapObservedFrom = at;
      boolean suspended = state.equals(ControllerState.SUSPENDED.name());
      repeats.resume(entry.sequence(), fields.path("resumedFrom").asText(), suspended);
      closeProcess(at);
      pauses.suspend();
    } else {
      runId = fields.path("runId").asText();
      startedAt = EpochNanos.of(Instant.parse(fields.path("startedAt").asText()));
    }
    energyEvery = nanos(Duration.parse(fields.path("energyEvery").asText(ENERGY_EVERY)));
    bookedUntil = at;
    ended = false;
    complete = false;
    state = ControllerState.STARTING.name();
    deadline = Instant.parse(fields.path("deadline").asText());
    zones.add(fields.path("zone").asText());
    bases.add(fields.path("basis").asText());
    policies.add(fields.path("policy").asText());
    project = Optional.of(fields.path("project").asText())
        .filter(name -> !name.isEmpty())
        .or(() -> project);
    host(HostFields.read(fields.path("origin").path("host")));
    Boundary told = BoundaryFields.read(fields.path("boundary"));
    boundaryChanged |= boundary.isPresent() && !boundary.get().equals(told);
    boundary = Optional.of(told);
  }

  /** Of what is longer than a year only a year. */
  private static long nanos(Duration every) {
    return every.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(0, every.toNanos());
  }

  private void host(HostFacts told) {
    if (told.equals(HostFacts.UNKNOWN)) {
      return;
    }
    hosts.remove(told);
    hosts.add(told);
    if (hosts.size() > MOST_HOSTS) {
      hosts.remove(hosts.iterator().next());
    }
  }

  /** What a process that left no last word may have drawn since its last line of energy. */
  void closeProcess(long until) {
    if (!ended) {
      killed++;
      unbookedNanos += Math.max(0, Math.min(energyEvery, until - bookedUntil));
    }
  }

  void observe(long from, double gramsPerKwh) {
    timeline.observe(from, gramsPerKwh);
    gapObservedFrom = Math.min(gapObservedFrom, from);
  }

  /** What the next process learned about the gap stays; the rest of it is unknown. */
  void closeGap() {
    if (gap && gapFrom < gapObservedFrom) {
      timeline.gap(gapFrom, gapObservedFrom);
    }
    gap = false;
  }

  void change(ObjectNode fields, long at, double gramsPerKwh) {
    String from = state;
    state = fields.path("to").asText();
    boolean leaves = state.equals(ControllerState.SUSPENDED.name());
    if (state.equals(ControllerState.PAUSING.name())) {
      pauses.order(at, fields.path("rule").asText(), fields.path("reason").asText(), gramsPerKwh);
    } else if (state.equals(ControllerState.RUNNING.name())) {
      pauses.end(at);
    } else if (leaves) {
      pauses.suspend();
    }
    boolean stands = leaves || state.equals(ControllerState.PAUSED.name());
    if (stands && from.equals(ControllerState.PAUSING.name())) {
      pauseCount++;
    }
  }

  void checkpoint(ObjectNode fields, long at) {
    checkpoints++;
    repeats.checkpoint(fields.path("checkpoint").asLong(), at);
    batches = Math.max(batches, fields.path("batches").asLong());
  }

  void energy(EnergyLine line) {
    bookedUntil = line.to;
    if (!ended && line.lastEpoch >= 0) {
      epochs = line.lastEpoch;
    }
  }

  /** The run's end, by the process that came to it or, if that was killed, by a later one. */
  void end(ObjectNode fields, long at) {
    if (fields.path(EventLines.TOLD_LATER).asBoolean()) {
      closeProcess(Long.MAX_VALUE); // nobody knows how long it went on
      pauses.end(at);
      state = fields.path("state").asText();
    }
    ended = true;
    complete = fields.path("complete").asBoolean();
    batches = fields.path("batches").asLong();
    epochs = fields.path("epochs").asLong();
  }
}
