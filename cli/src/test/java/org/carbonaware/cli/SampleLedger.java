package org.carbonaware.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;

/**
 * A recorded run: it runs for two hours, waits from 02:00 to 05:00 for the grid to be clean, and is
 * done at 08:00.
 */
final class SampleLedger {
  static final String RUN = "run-20260302T000000Z-1a2b3c4d";
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant DEADLINE = START.plus(Duration.ofHours(12));

  private SampleLedger() {}

  private static Instant at(double hours) {
    return START.plusSeconds((long) (3600 * hours));
  }

  private static Intensity grid(double grams, double hours, Freshness freshness) {
    return new Intensity(
        grams,
        Basis.LIFECYCLE,
        at(hours),
        new Provenance("Energy-Charts", Provenance.Kind.MEASURED).withFreshness(freshness));
  }

  private static Optional<Job> left(double hours) {
    Duration work = Duration.ofSeconds((long) (3600 * hours));
    return Optional.of(new Job(work, work.plusMinutes(30), DEADLINE));
  }

  /** Records it in a directory, which is made. */
  static Path write(Path ledger) {
    Boundary boundary =
        new Boundary(Facility.ofPue(1.2, "made up"), Optional.empty(), Optional.empty());
    List<ControllerEvent> events = List.of(
        new RunStarted(
            START,
            RUN,
            START,
            DEADLINE,
            "DE",
            "lifecycle",
            "plan",
            Optional.empty(),
            Optional.of("digits"),
            boundary,
            Duration.ofMinutes(1)),
        new IntensityObserved(START, grid(200, 0, Freshness.LIVE)),
        new DecisionMade(
            START,
            Decision.run(
                at(2),
                Reason.Code.PLANNED_RUN,
                "200 g/kWh now is among the cleanest 5 h until the deadline"),
            Optional.of(grid(200, 0, Freshness.LIVE)),
            left(5)),
        new StateChanged(
            START,
            ControllerState.STARTING,
            ControllerState.RUNNING,
            new Reason(Reason.Code.LIFECYCLE, "started")),
        new EnergyUsed(
            at(1),
            START,
            ControllerState.RUNNING,
            Map.of("gpu0", 3.6e6),
            Method.MEASURED,
            Optional.of(200.0),
            0,
            0),
        new Warned(at(1.5), "no news from the grid, going on with what is known: timeout"),
        new IntensityObserved(at(2), grid(420, 2, Freshness.cached(Duration.ofMinutes(4)))),
        new DecisionMade(
            at(2),
            Decision.pause(
                at(5),
                Reason.Code.PLANNED_PAUSE,
                "420 g/kWh now, 180 expected from 05:00; waiting saves 0.7 kg, and costs 12 g"),
            Optional.of(grid(420, 2, Freshness.cached(Duration.ofMinutes(4)))),
            left(3)),
        new StateChanged(
            at(2),
            ControllerState.RUNNING,
            ControllerState.PAUSING,
            new Reason(Reason.Code.PLANNED_PAUSE, "420 g/kWh now")),
        new CheckpointWritten(at(2.001), 1, 12_300_000, Duration.ofMillis(1500), 400, true),
        new StateChanged(
            at(2.001),
            ControllerState.PAUSING,
            ControllerState.PAUSED,
            new Reason(Reason.Code.PLANNED_PAUSE, "420 g/kWh now")),
        new IntensityObserved(at(4), grid(300, 4, Freshness.LIVE)),
        new IntensityObserved(at(5), grid(180, 5, Freshness.LIVE)),
        new DecisionMade(
            at(5),
            Decision.run(at(8), Reason.Code.PLANNED_RUN, "180 g/kWh now is as clean as it gets"),
            Optional.of(grid(180, 5, Freshness.LIVE)),
            left(3)),
        new StateChanged(
            at(5),
            ControllerState.PAUSED,
            ControllerState.RESUMING,
            new Reason(Reason.Code.PLANNED_RUN, "180 g/kWh now")),
        new DecisionMade(
            at(6),
            Decision.run(at(8), Reason.Code.UNKNOWN_INTENSITY, "the intensity is not known"),
            Optional.empty(),
            Optional.empty()),
        new RunEnded(at(8), ControllerState.FINISHED, 1000, 5, true));
    Ledger file = Ledger.in(ledger);
    events.forEach(file::onEvent);
    file.onClose();
    return ledger;
  }
}
