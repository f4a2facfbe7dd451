package org.carbonaware.ledger.sql;

import static org.carbonaware.control.ControllerState.FINISHED;
import static org.carbonaware.control.ControllerState.PAUSED;
import static org.carbonaware.control.ControllerState.PAUSING;
import static org.carbonaware.control.ControllerState.RESUMING;
import static org.carbonaware.control.ControllerState.RUNNING;
import static org.carbonaware.control.ControllerState.STARTING;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Reason;

/** The events of a made run, and ledger files of such runs. */
final class MadeRun {
  static final Instant START = Instant.parse("2024-06-03T05:00:00Z");
  private static final double KWH = 3_600_000;

  final List<ControllerEvent> events = new ArrayList<>();
  private final String runId;
  private Instant now = START;
  private ControllerState state = STARTING;

  private MadeRun(String runId) {
    this.runId = runId;
  }

  /** Starts, works an hour at 100 g/kWh, pauses an hour at 500, works an hour at 50. */
  static MadeRun pausedOnce(String runId) {
    MadeRun run = new MadeRun(runId).begin();
    run.observe(100).draw(1, 100).become(PAUSING).become(PAUSED);
    run.observe(500).draw(0.1, 500).become(RESUMING).become(RUNNING);
    return run.observe(50).draw(1, 50);
  }

  MadeRun begin() {
    events.add(new RunStarted(
        now,
        runId,
        START,
        START.plus(Duration.ofHours(24)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.empty(),
        Boundary.DEFAULT,
        Duration.ofMinutes(1)));
    state = STARTING;
    return become(RUNNING);
  }

  MadeRun become(ControllerState next) {
    Reason reason = new Reason(Reason.Code.LIFECYCLE, "made to " + next);
    events.add(new StateChanged(now, state, next, reason));
    state = next;
    return this;
  }

  MadeRun observe(double gramsPerKwh) {
    Provenance provenance = new Provenance("made", Provenance.Kind.MEASURED);
    events.add(
        new IntensityObserved(now, new Intensity(gramsPerKwh, Basis.LIFECYCLE, now, provenance)));
    return this;
  }

  /** An hour passes. */
  MadeRun draw(double kwh, double gramsPerKwh) {
    Instant from = now;
    now = now.plus(Duration.ofHours(1));
    events.add(new EnergyUsed(
        now,
        from,
        state,
        Map.of("machine", kwh * KWH),
        Method.ESTIMATED,
        Optional.of(kwh * gramsPerKwh),
        0,
        0));
    return this;
  }

  MadeRun warn(String text) {
    events.add(new Warned(now, text));
    return this;
  }

  MadeRun end() {
    become(FINISHED);
    events.add(new RunEnded(now, state, 100, 10, true));
    return this;
  }

  /** Records all events so far. */
  Path record(Path directory) {
    Ledger ledger = Ledger.in(directory);
    events.forEach(ledger::onEvent);
    ledger.onClose();
    return ledger.file(runId);
  }

  static String line(long sequence, Instant at, String kind, String fields) {
    return "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + sequence + ",\"at\":\"" + at
        + "\",\"kind\":\"" + kind + "\"" + (fields.isEmpty() ? "" : ",") + fields + "}";
  }

  static String firstLine(String runId) {
    return line(
        1,
        START,
        "run-started",
        "\"runId\":\"" + runId + "\",\"startedAt\":\"" + START + "\",\"deadline\":\""
            + START.plus(Duration.ofDays(400)) + "\",\"zone\":\"DE\",\"basis\":\"lifecycle\","
            + "\"policy\":\"plan\"");
  }

  /** A run of many lines, as text because it is a matter of seconds else. */
  static Path write(Path directory, String runId, int lines) throws IOException {
    Path file = directory.resolve(runId + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(firstLine(runId) + "\n");
      for (int sequence = 2; sequence <= lines; sequence++) {
        Instant from = START.plusSeconds(30L * (sequence - 2));
        out.write(line(
                sequence,
                from.plusSeconds(30),
                "energy",
                String.format(
                    Locale.ROOT,
                    "\"from\":\"%s\",\"state\":\"RUNNING\",\"joules\":%s,\"method\":\"measured\","
                        + "\"joulesByComponent\":{\"gpu0\":%s},\"grams\":%s",
                    from,
                    9000.25 + sequence % 7,
                    9000.25 + sequence % 7,
                    0.75 + sequence % 5))
            + "\n");
      }
    }
    return file;
  }
}
