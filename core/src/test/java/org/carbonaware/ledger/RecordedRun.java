package org.carbonaware.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Reason;

/** The events of a made run, as a controller tells them. */
final class RecordedRun {
  static final Instant START = Instant.parse("2024-06-03T05:00:00Z");
  static final double KWH = 3_600_000;

  final List<ControllerEvent> events = new ArrayList<>();
  Instant now = START;
  private ControllerState state = ControllerState.STARTING;
  private Optional<Double> gramsPerKwh = Optional.empty();
  private Optional<String> checkpoint = Optional.empty();
  private long checkpoints;
  private Boundary boundary = Boundary.DEFAULT;

  /** What its next processes count. */
  RecordedRun within(Boundary counted) {
    boundary = counted;
    return this;
  }

  /** The next process finds no checkpoint. */
  RecordedRun withoutCheckpoint() {
    checkpoint = Optional.empty();
    return this;
  }

  /** A new process takes the run up now, from the last checkpoint if there is one. */
  RecordedRun begin() {
    events.add(started("run-1", now, checkpoint, boundary));
    state = ControllerState.STARTING;
    return become(ControllerState.RUNNING);
  }

  static RunStarted started(String runId, Instant at) {
    return started(runId, at, Optional.empty(), Boundary.DEFAULT);
  }

  private static RunStarted started(
      String runId, Instant at, Optional<String> resumedFrom, Boundary boundary) {
    return new RunStarted(
        at,
        runId,
        START,
        START.plus(Duration.ofHours(24)),
        "DE",
        "lifecycle",
        "plan",
        resumedFrom,
        Optional.empty(),
        boundary,
        Duration.ofMinutes(1));
  }

  /** The intensity from now on. */
  RecordedRun grid(double value) {
    gramsPerKwh = Optional.of(value);
    return observed(now, value);
  }

  RecordedRun gridUnknown() {
    gramsPerKwh = Optional.empty();
    return this;
  }

  /** Learns now what the intensity was at another time. */
  RecordedRun observed(Instant from, double value) {
    Provenance provenance = new Provenance("made", Provenance.Kind.MEASURED);
    events.add(new IntensityObserved(now, new Intensity(value, Basis.LIFECYCLE, from, provenance)));
    return this;
  }

  RecordedRun become(ControllerState next) {
    events.add(
        new StateChanged(now, state, next, new Reason(Reason.Code.LIFECYCLE, "made to " + next)));
    state = next;
    return this;
  }

  /** Time passes in the current state, at the current intensity. */
  RecordedRun draw(Duration time, double joules) {
    return draw(time, Map.of("machine", joules), 0, 0);
  }

  /** Time passes while several components draw energy, in epochs from one to another. */
  RecordedRun draw(Duration time, Map<String, Double> parts, long firstEpoch, long lastEpoch) {
    double joules = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    Instant from = now;
    now = now.plus(time);
    events.add(new EnergyUsed(
        now,
        from,
        state,
        parts,
        Method.ESTIMATED,
        gramsPerKwh.map(value -> joules / KWH * value),
        firstEpoch,
        lastEpoch));
    return this;
  }

  /** Time passes in no process. */
  RecordedRun away(Duration time) {
    now = now.plus(time);
    return this;
  }

  RecordedRun checkpoint(long batches) {
    checkpoints++;
    checkpoint = Optional.of("checkpoints/checkpoint-" + checkpoints);
    events.add(
        new CheckpointWritten(now, checkpoints, 1000, Duration.ofSeconds(1), batches, false));
    return this;
  }

  RecordedRun end(boolean complete) {
    events.add(new RunEnded(now, state, 100, 10, complete));
    return this;
  }

  /** Writes it into a directory; goes on in the file that is there. */
  Path write(Path directory) {
    Ledger ledger = Ledger.in(directory);
    events.forEach(ledger::onEvent);
    ledger.onClose();
    return ledger.file("run-1");
  }

  /** The lines as they would be read back. */
  List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (ControllerEvent event : events) {
      EventLines.of(event)
          .ifPresent(line -> entries.add(
              new LedgerEntry(entries.size() + 1, event.at(), line.kind(), line.fields())));
    }
    return entries;
  }

  RunSummary summary() {
    return RunSummary.of(entries());
  }
}
