package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the control thread does at each tick: book energy and progress, tell listeners, decide, and
 * carry the decision out. Tests call {@link #tick()} themselves.
 */
final class ControlLoop implements Runnable {
  private static final long LONGEST_NANOS_UNWAKEABLE = 1_000_000_000;

  private final ControlSettings settings;
  private final TrainingClock clock;
  private final EventQueue queue;
  private final Standstill standstill;
  private final GridWatch grid;
  private final WorkProgress progress;
  private final LossWatch loss;
  private final EnergyAccount energy;
  private final PastEmissions past;
  private final Bookkeeping books;
  private final CheckpointKeeper keeper;
  private final HandOverride hand;
  private final Listeners listeners;
  private final Judgement judgement;
  private final WorkWarnings warnings;
  private final ClockWatch clockWatch;
  private final Supplier<Instant> deadlines;
  private final Rounds rounds;

  private Instant lastCheckpoint;
  private Instant nextDecision;
  private @Nullable GridView decidedOn;
  private Optional<Intensity> observed = Optional.empty();
  private @Nullable Decision decision;
  private boolean endTold;
  private volatile Instant latestStart;
  private volatile boolean judgeAgain;
  private volatile boolean stopping;

  ControlLoop(ControlSettings settings, ControlParts parts, Supplier<Instant> deadlines) {
    this.settings = settings;
    this.clock = settings.clock();
    this.queue = parts.queue();
    this.standstill = parts.standstill();
    this.grid = parts.grid();
    this.progress = parts.progress();
    this.loss = parts.loss();
    this.energy = parts.energy();
    this.past = parts.past();
    this.keeper = parts.keeper();
    this.books = new Bookkeeping(settings, parts);
    this.hand = parts.hand();
    this.listeners = parts.listeners();
    this.rounds = new Rounds(listeners);
    this.deadlines = deadlines;
    this.judgement = new Judgement(settings, parts, deadlines);
    this.warnings = new WorkWarnings(progress, listeners::tell);
    this.clockWatch = new ClockWatch(clock);
    Instant now = clock.instant();
    this.lastCheckpoint = now;
    this.nextDecision = now;
    this.latestStart = judgement.latestStart(progress.job(deadlines.get()));
  }

  /**
   * The run begins now: from here on energy is booked.
   *
   * @param pausedAt when the checkpoint was written that it goes on from: nothing has run since, so
   *     that no shortest run keeps it from pausing again at once
   * @param comes since when it is on its way to train
   */
  void begin(Optional<Instant> pausedAt, Instant comes) {
    Instant now = clock.instant();
    books.begin(now, pausedAt, comes);
    lastCheckpoint = now;
    nextDecision = now;
    judgeAgain();
    books.book(now, observed);
  }

  /** The work left changed by more than training: judges the deadline again, soon. */
  void judgeAgain() {
    judgeAgain = true;
    latestStart = judgement.latestStart(progress.job(deadlines.get()));
    queue.wake();
  }

  /** The last moment at which a pause that begins now would have to end. */
  Instant latestStart() {
    return latestStart;
  }

  @Override
  public void run() {
    while (!stopping) {
      tick();
      rest();
    }
  }

  private void rest() {
    try {
      queue.await(clock, settings.tickEvery());
    } catch (InterruptedException e) {
      // Nobody has to do that: stop() wakes it.
    } catch (RuntimeException | Error e) { // such as no memory to wait with: it may be back soon
      rounds.warnOfFailure(e);
      LockSupport.parkNanos(Math.min(settings.tickEvery().toNanos(), LONGEST_NANOS_UNWAKEABLE));
    }
  }

  void stop() {
    stopping = true;
    queue.wake();
  }

  /** Whether the caller is a listener, called in the middle of a round. */
  boolean inRound() {
    return rounds.isIn();
  }

  /** Leaves something to do for the end of this round, which the caller is in. */
  void afterRound(Runnable task) {
    rounds.afterThis(task);
  }

  /** One round; nothing once the end is told, which nobody hears anything after. Never throws. */
  void tick() {
    rounds.one(this::look);
  }

  private void look() {
    clockWatch.look().ifPresent(this::leap);
    Instant now = clock.instant();
    GridView view = grid.view(); // the present and the outlook of one decision are of one view
    observe(view, now);
    energy.look(now);
    drain(now);
    books.book(now, observed);
    ControllerState state = standstill.state();
    if (state.isFinal()) {
      return;
    }
    boolean asked = takeJudgeAgain();
    asked |= hand.takeChanged();
    if (asked || !now.isBefore(nextDecision) || view != decidedOn) {
      decidedOn = view;
      nextDecision = now.plus(settings.decideEvery());
      decide(view, now, state);
    }
    checkpointIfDue(now, state);
    if (state == ControllerState.RUNNING) {
      loss.ask(now);
      listeners.tell(progressed(now));
    }
  }

  /** What was to be at a moment of the old time is at the same distance in the new one. */
  private void leap(ClockWatch.Leap leap) {
    Duration by = leap.by();
    books.leap(by);
    lastCheckpoint = lastCheckpoint.plus(by);
    nextDecision = leap.now();
    hand.leap(by);
    loss.leap(by);
    energy.leap(leap.expected(), leap.now(), progress.epochs());
    warnings.leap(leap, deadlines.get());
  }

  private boolean takeJudgeAgain() {
    boolean asked = judgeAgain;
    if (asked) {
      judgeAgain = false;
      warnings.again();
    }
    return asked;
  }

  /**
   * Books and publishes what is left.
   *
   * @param begun whether the run ever began here
   * @param early whether the training was cut off, as far as is known
   */
  void finish(boolean begun, boolean early) {
    rounds.end(() -> tellTheEnd(begun, early));
  }

  /** Whether a listener has called {@code System.exit}: it will never return. */
  boolean endsTheProcess() {
    return rounds.neverReturn();
  }

  private void tellTheEnd(boolean begun, boolean early) {
    if (begun && !endTold) {
      bookTheEnd(early);
    } else {
      for (ControllerEvent event = queue.poll(); event != null; event = queue.poll()) {
        listeners.tell(event);
      }
    }
    queue.close();
  }

  private void bookTheEnd(boolean early) {
    clockWatch.look().ifPresent(this::leap);
    Instant now = clock.instant();
    observe(grid.view(), now);
    drain(now);
    books.book(now, observed);
    energy.flush(now, progress.epochs());
    drain(now);
    endTold = true;
    listeners.tell(new ControllerEvent.RunEnded(
        now, standstill.state(), progress.batches(), progress.epochs(), complete(early)));
  }

  /** Work that nobody can count is done when the training says so by ending. */
  private boolean complete(boolean early) {
    return progress.counted()
        ? progress.complete()
        : !early && standstill.state() == ControllerState.FINISHED;
  }

  private void observe(GridView view, Instant now) {
    Optional<Intensity> intensity = grid.at(view, now);
    if (intensity.isPresent()
        && !intensity.map(ControlLoop::ageless).equals(observed.map(ControlLoop::ageless))) {
      listeners.tell(new IntensityObserved(now, intensity.get()));
    }
    observed = intensity;
  }

  /** That a value has grown older is no news; that it is stale is. */
  private static Intensity ageless(Intensity intensity) {
    return intensity.withProvenance(intensity.provenance().ageless());
  }

  private void drain(Instant now) {
    for (ControllerEvent event = queue.poll(); event != null; event = queue.poll()) {
      if (event instanceof StateChanged change) {
        books.changed(change, now, observed);
      } else if (event instanceof IntensityObserved observation) { // told late, by the grid thread
        past.missed(observation.intensity());
      }
      listeners.tell(event);
    }
  }

  /** An epoch was done: its energy is booked at once, unless another was just now. */
  void epochDone() {
    if (books.awaitEpoch()) {
      queue.wake();
    }
  }

  private void decide(GridView view, Instant now, ControllerState state) {
    Costs costs = judgement.costs(state);
    Optional<Job> job = progress.job(deadlines.get());
    latestStart = judgement.latestStart(job);
    standstill.expectEndBy(latestStart);
    Decision next = judgement.decide(
        new Judgement.Moment(view, now, state, books.since(), observed), job, costs);
    Decision last = decision;
    if (last == null || next.differsFrom(last)) {
      listeners.tell(
          new DecisionMade(now, next, observed, job, Optional.of(judgement.power(costs))));
    }
    decision = next;
    warnings.look(now, job);
    carryOut(next, state, now);
  }

  private void carryOut(Decision next, ControllerState state, Instant now) {
    boolean standing = state == ControllerState.PAUSING || state == ControllerState.PAUSED;
    boolean mayDeepen = next.reason().code() != Reason.Code.BY_HAND;
    if (next.isPause() && (!standing || mayDeepen)) { // a weaker order changes nothing
      loss.want();
      standstill.pause(
          settings.depthOf(Duration.between(now, next.until())),
          next.reason(),
          latestStart,
          Leaving.IF_SAVED);
    } else if (!next.isPause() && standing) {
      standstill.release(next.reason());
    }
  }

  /** A checkpoint says what the loss was; that is asked for a look before. */
  private void checkpointIfDue(Instant now, ControllerState state) {
    if (state != ControllerState.RUNNING || !keeper.configured()) {
      return;
    }
    Instant due = lastCheckpoint.plus(settings.checkpointEvery());
    if (!now.isBefore(due.minus(settings.tickEvery()))) {
      loss.want();
    }
    if (!now.isBefore(due)) {
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
        progress.job(deadlines.get()).map(Job::workLeft));
  }
}
