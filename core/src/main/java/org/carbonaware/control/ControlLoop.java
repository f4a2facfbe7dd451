package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.DeadlineGuard;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the control thread does at each tick: book energy and progress, tell listeners, decide, and
 * carry the decision out. Tests call {@link #tick()} themselves.
 */
final class ControlLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);

  private final ControlSettings settings;
  private final TrainingClock clock;
  private final EventQueue queue;
  private final Standstill standstill;
  private final GridWatch grid;
  private final WorkProgress progress;
  private final EnergyAccount energy;
  private final CheckpointKeeper keeper;
  private final HandOverride hand;
  private final DeadlineGuard guard;
  private final List<ControllerListener> listeners;
  private final Instant deadline;

  private ControllerState bookedState = ControllerState.STARTING;
  private Instant stateSince;
  private Instant lastCheckpoint;
  private Instant nextDecision;
  private GridWatch.View decidedOn = GridWatch.View.UNKNOWN;
  private Optional<Intensity> observed = Optional.empty();
  private @Nullable Decision decision;
  private boolean warnedOfDeadline;
  private boolean listenerFailed;
  private volatile Instant latestStart;
  private volatile boolean stopping;

  ControlLoop(ControlSettings settings, ControlParts parts, Instant deadline) {
    this.settings = settings;
    this.clock = settings.clock();
    this.queue = parts.queue();
    this.standstill = parts.standstill();
    this.grid = parts.grid();
    this.progress = parts.progress();
    this.energy = parts.energy();
    this.keeper = parts.keeper();
    this.hand = parts.hand();
    this.listeners = parts.listeners();
    this.deadline = deadline;
    this.latestStart = deadline;
    Policy withHand = new Policy() {
      @Override
      public String name() {
        return settings.policy().name();
      }

      @Override
      public Decision decide(Situation situation) {
        return hand.at(situation.now()).orElseGet(() -> settings.policy().decide(situation));
      }
    };
    this.guard = DeadlineGuard.around(withHand, settings.margin());
    Instant now = clock.instant();
    this.stateSince = now;
    this.lastCheckpoint = now;
    this.nextDecision = now;
  }

  /** The last moment at which a pause that begins now would have to end. */
  Instant latestStart() {
    return latestStart;
  }

  @Override
  public void run() {
    while (!stopping) {
      tick();
      try {
        queue.await(clock, settings.tickEvery());
      } catch (InterruptedException e) {
        break; // only close() interrupts
      }
    }
  }

  void stop() {
    stopping = true;
    queue.wake();
  }

  /** One round. Never throws. */
  void tick() {
    try {
      Instant now = clock.instant();
      observe(now);
      drain(now);
      book(now);
      ControllerState state = standstill.state();
      if (state.isFinal()) {
        return;
      }
      GridWatch.View view = grid.view();
      if (!now.isBefore(nextDecision) || !view.equals(decidedOn) || hand.takeChanged()) {
        decidedOn = view;
        nextDecision = now.plus(settings.decideEvery());
        decide(now, state);
      }
      checkpointIfDue(now, state);
      if (state == ControllerState.RUNNING) {
        publish(progressed(now));
      }
    } catch (RuntimeException e) {
      log.warn("the control loop failed once; the training goes on", e);
    }
  }

  /** Books and publishes what is left. */
  void finish() {
    Instant now = clock.instant();
    observe(now);
    drain(now);
    book(now);
    energy.flush(now);
    drain(now);
    publish(new ControllerEvent.RunEnded(
        now, standstill.state(), progress.batches(), progress.epochs(), progress.complete()));
    for (ControllerListener listener : listeners) {
      guarded(listener::onClose);
    }
  }

  private void observe(Instant now) {
    Optional<Intensity> intensity = grid.view().at(now);
    if (intensity.isPresent() && !intensity.equals(observed)) {
      publish(new IntensityObserved(now, intensity.get()));
    }
    observed = intensity;
  }

  private void drain(Instant now) {
    for (ControllerEvent event = queue.poll(); event != null; event = queue.poll()) {
      if (event instanceof StateChanged change) {
        book(now);
        bookedState = change.to();
        stateSince = change.at();
        book(now);
      }
      publish(event);
    }
  }

  private void book(Instant now) {
    progress.sample(clock.nanoTime(), bookedState == ControllerState.RUNNING);
    energy.sample(now, bookedState, observed);
  }

  private void decide(Instant now, ControllerState state) {
    Costs costs = costs();
    Optional<Job> job = progress.job(deadline);
    latestStart = job.map(known -> guard.latestStart(known, costs)).orElse(deadline);
    Decision next = job.isPresent()
        ? guard.decide(situation(now, state, job.get(), costs))
        : hand.at(now)
            .orElseGet(() -> Decision.run(
                now.plus(settings.decideEvery()),
                Reason.Code.UNKNOWN_WORK,
                "how much work is left is not measured yet, so the training runs"));
    Decision last = decision;
    if (last == null
        || last.action() != next.action()
        || last.reason().code() != next.reason().code()) {
      publish(new DecisionMade(now, next, observed, job));
    }
    decision = next;
    warnIfLate(now, job);
    carryOut(next, state, now);
  }

  private Situation situation(Instant now, ControllerState state, Job job, Costs costs) {
    boolean running = state == ControllerState.RUNNING || state == ControllerState.RESUMING;
    return new Situation(
        now,
        running,
        stateSince,
        observed,
        grid.view().outlook(),
        job,
        costs,
        settings.decideEvery().plus(settings.tickEvery()));
  }

  private Costs costs() {
    Duration restore =
        settings.suspendLongerThan().isPresent() ? settings.restoreTime() : Duration.ZERO;
    return energy.observed(
        new Costs(settings.runWatts(), settings.pausedWatts(), keeper.took(), restore));
  }

  private void carryOut(Decision next, ControllerState state, Instant now) {
    boolean standing = state == ControllerState.PAUSING || state == ControllerState.PAUSED;
    if (next.isPause() && !standing) {
      standstill.pause(
          depth(Duration.between(now, next.until())), next.reason(), latestStart, false);
    } else if (!next.isPause() && standing) {
      standstill.release(next.reason());
    }
  }

  private PauseDepth depth(Duration expected) {
    if (settings.depth().isPresent()) {
      return settings.depth().get();
    }
    if (settings.suspendLongerThan().isPresent()
        && expected.compareTo(settings.suspendLongerThan().get()) >= 0) {
      return PauseDepth.SUSPEND;
    }
    return expected.compareTo(settings.releaseLongerThan()) >= 0
        ? PauseDepth.RELEASE
        : PauseDepth.HOLD;
  }

  private void warnIfLate(Instant now, Optional<Job> job) {
    if (job.isPresent() && !warnedOfDeadline) {
      Feasibility feasibility = Feasibility.of(job.get(), now);
      if (!feasibility.feasible()) {
        warnedOfDeadline = true;
        publish(
            new Warned(now, "running straight through, at a pessimistic speed: " + feasibility));
      }
    }
  }

  private void checkpointIfDue(Instant now, ControllerState state) {
    boolean due = !now.isBefore(lastCheckpoint.plus(settings.checkpointEvery()));
    if (state == ControllerState.RUNNING && due && keeper.configured()) {
      lastCheckpoint = now;
      standstill.wantSnapshot();
    }
  }

  private Progressed progressed(Instant now) {
    return new Progressed(
        now,
        progress.batches(),
        progress.epochs(),
        progress.fraction(),
        progress.job(deadline).map(Job::workLeft));
  }

  void publish(ControllerEvent event) {
    for (ControllerListener listener : listeners) {
      guarded(() -> listener.onEvent(event));
    }
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      if (!listenerFailed) {
        listenerFailed = true; // one is enough in the log: it will likely fail at every event
        log.warn("a controller listener failed; the run goes on", e);
      }
    }
  }
}
