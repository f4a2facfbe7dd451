package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.control.TrainingClock;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.Meters;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedNetwork;
import org.carbonaware.forecast.ErrorCarry;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.GridSource;
import org.carbonaware.ledger.Ledger;

/**
 * The training under carbon control. A pause really leaves the training: what a scheduler does with
 * exit code 75 this class does in one process, with a new controller and a new network each time.
 *
 * @param <N> what comes out of the training
 */
final class ControlledRun<N extends TrainedNetwork> {
  /** What is planned with until this computer's power has been metered. */
  static final PowerModel POWER =
      PowerModel.ofProcessors(Runtime.getRuntime().availableProcessors());

  /** Real time; the controller's defaults are made for hours that last an hour. */
  private static final Duration TICK = Duration.ofMillis(250);

  private static final Duration DECIDE = Duration.ofMillis(500);
  private static final Duration RESTORE = Duration.ofMillis(250);
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT = Duration.ofSeconds(2);
  private static final Duration SHOW_WAITING = Duration.ofSeconds(3);
  private static final Duration SHOW_WAITING_MOVING = Duration.ofMillis(200);

  private final RunPlan plan;
  private final DemoTraining<N> training;
  private final DemoGrid grid;
  private final TrainingClock clock;
  private final DemoFolder<?> folder;
  private final ProgressView view;
  private final StopRequest stop;
  private final GridSource source;

  ControlledRun(
      RunPlan plan,
      DemoTraining<N> training,
      DemoGrid grid,
      TrainingClock clock,
      DemoFolder<?> folder,
      ProgressView view,
      StopRequest stop) {
    this.plan = plan;
    this.training = training;
    this.grid = grid;
    this.clock = clock;
    this.folder = folder;
    this.view = view;
    this.stop = stop;
    this.source = grid.source(clock);
  }

  /**
   * Trains to the end, over all pauses; empty if it was asked to stop before.
   *
   * @param awayUntil what to wait for first
   * @param moving whether a line on the terminal can change
   */
  Optional<N> toTheEnd(Optional<Instant> awayUntil, boolean moving) {
    if (awayUntil.isPresent() && !waitForCleanGrid(awayUntil.get(), moving)) {
      return Optional.empty();
    }
    while (!stop.requested()) {
      try (CarbonController carbon = start()) {
        return Optional.of(training.train(carbon, folder.checkpoints(), plan.epochs()));
      } catch (TrainingSuspendedException suspended) {
        if (!suspended.saved()) {
          throw suspended;
        }
      }
      if (!waitForCleanGrid(view.pauseUntil(), moving)) {
        break;
      }
    }
    return Optional.empty();
  }

  private CarbonController start() {
    Instant start = plan.start();
    return CarbonController.builder()
        .clock(clock)
        .grid(source)
        .zone(grid.zone().key())
        .project(training.project())
        .task(training.task())
        .forecaster(new ErrorCarry(new ProfileBlend())) // the demo's start is chosen by it
        .policy(plan.policy().policy(source, grid.zone(), start))
        .deadline(plan.endsAt())
        .epochs(plan.epochs())
        .batches((long) plan.epochs() * training.batchesPerEpoch())
        .expectedWork(plan.expectedWork())
        .checkpoints(folder.checkpoints())
        .checkpointEvery(plan.gridTime(CHECKPOINT))
        .depth(PauseDepth.SUSPEND)
        .suspendLongerThan(Duration.ZERO, plan.gridTime(RESTORE))
        .power(POWER)
        .meter(meter())
        .margin(plan.gridTime(MARGIN))
        .pace(plan.gridTime(TICK), plan.gridTime(DECIDE))
        .gridEvery(plan.gridTime(DECIDE))
        .energyEvery(plan.gridTime(DECIDE))
        .listener(Ledger.in(folder.ledger()))
        .listener(view)
        .listener(stop)
        .start();
  }

  /** Meters in real time, for that is what counters and loads go by. */
  private EnergyMeter meter() {
    return new GridTimeMeter(Meters.detect(TrainingClock.system()::nanoTime), plan.speed());
  }

  /** Returns false if asked to stop. */
  private boolean waitForCleanGrid(Instant until, boolean moving) {
    view.say(
        clock.instant(),
        "",
        "waiting",
        "until about " + GridTime.hour(until) + ", then started again as by a scheduler");
    Duration step = plan.gridTime(moving ? SHOW_WAITING_MOVING : SHOW_WAITING);
    while (clock.instant().isBefore(until)) {
      Instant next = clock.instant().plus(step);
      if (!stop.waitUntil(clock, next.isBefore(until) ? next : until)) {
        return false;
      }
      show(clock.instant(), until);
    }
    return true;
  }

  private void show(Instant now, Instant until) {
    if (now.isBefore(until)) {
      source
          .current(grid.zone(), now)
          .ifPresent(known -> view.waiting(now, known.gramsPerKwh(), until));
    }
  }
}
