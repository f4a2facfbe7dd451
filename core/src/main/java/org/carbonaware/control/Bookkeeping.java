package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.grid.Intensity;

/**
 * What the training does, since when, and what that takes: books running time, energy and emissions
 * to the state they belong to. Belongs to the control thread, except {@link #awaitEpoch}.
 */
final class Bookkeeping {
  private final TrainingClock clock;
  private final Standstill standstill;
  private final WorkProgress progress;
  private final EnergyAccount energy;
  private final PastEmissions past;
  private final ResumeTimes resumeTimes;
  private final double pue;
  private final double pausedGramsPerHour;

  private ControllerState state = ControllerState.STARTING;
  private Instant since;
  private boolean begun;
  private boolean restoring;
  private long batchesAtBegin;
  private volatile boolean epochsMatter;

  Bookkeeping(ControlSettings settings, ControlParts parts) {
    clock = settings.clock();
    standstill = parts.standstill();
    progress = parts.progress();
    energy = parts.energy();
    past = parts.past();
    resumeTimes = parts.resumeTimes();
    pue = settings.pue();
    pausedGramsPerHour = settings.pausedGramsPerHour();
    since = clock.instant();
  }

  /** The run begins now; see {@link ControlLoop#begin}. */
  void begin(Instant now, Optional<Instant> pausedAt, Instant comes) {
    begun = true;
    restoring = pausedAt.isPresent();
    resumeTimes.comes(comes);
    batchesAtBegin = progress.batches();
    state = restoring ? ControllerState.RESUMING : ControllerState.RUNNING;
    Instant paused = pausedAt.orElse(past.begun());
    since = paused.isAfter(now) ? now : paused; // written by a clock that was ahead
  }

  /** Since when the training does what it does. */
  Instant since() {
    return since;
  }

  /** The clock was set by that much. */
  void leap(Duration by) {
    since = since.plus(by);
  }

  /** Books what there was until now to the state before the change. */
  void changed(StateChanged change, Instant now, Optional<Intensity> observed) {
    book(now, observed);
    boolean restores = restoring && change.to() == ControllerState.RUNNING;
    boolean begins = restores || change.from() == ControllerState.STARTING;
    state = restores ? ControllerState.RESUMING : change.to();
    since = begins ? since : change.at().isAfter(now) ? now : change.at();
    book(now, observed);
  }

  /** Books what there was until now; nothing for a complete run that is left alone. */
  void book(Instant now, Optional<Intensity> observed) {
    if (!begun) {
      return;
    }
    if (restoring && trains()) {
      restoring = false;
      if (state == ControllerState.RESUMING) {
        state = ControllerState.RUNNING;
      }
    }
    if (trains()) {
      resumeTimes.isThere(now);
    }
    resumeTimes.warmedUp(progress.settingUpSeconds());
    ControllerState doing = doing();
    progress.sample(clock.nanoTime(), doing == ControllerState.RUNNING);
    energy.sample(now, doing, observed, progress.epochs());
    past.sample(now, observed, grams(now));
    epochsMatter = energy.awaitsEpoch(now);
  }

  /** Whether the end of an epoch is to be booked at once. Callable by every thread. */
  boolean awaitEpoch() {
    return epochsMatter;
  }

  /** A training that is to pause trains on until its batch is done. */
  private ControllerState doing() {
    return state == ControllerState.PAUSING && !standstill.stands()
        ? ControllerState.RUNNING
        : state;
  }

  /** Loading a checkpoint and reading over its data is the pause's cost, not training. */
  private boolean trains() {
    return progress.batches() != batchesAtBegin || !standstill.trainingThreads().isEmpty();
  }

  /** What was emitted, and what the pauses kept of the hardware, as decisions weigh it. */
  private double grams(Instant now) {
    double pausedHours = energy.paused(now).toNanos() / 3.6e12;
    return pue * energy.grams(now) + pausedGramsPerHour * pausedHours;
  }
}
