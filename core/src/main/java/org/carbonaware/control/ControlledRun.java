package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in this process, from its begin to its end: puts the parts together, starts and ends their
 * threads, and takes what is asked for by hand. Safe for several threads.
 */
final class ControlledRun {
  private static final Logger log = LoggerFactory.getLogger(ControlledRun.class);

  private final TrainingClock clock;
  private final EventQueue queue = new EventQueue();
  private final HandOverride hand = new HandOverride();
  private final Standstill standstill;
  private final WorkProgress progress;
  private final ResumeTimes resumeTimes;
  private final CheckpointKeeper keeper;
  private final GridWatch grid;
  private final DescribedTraining described;
  private final LossWatch loss;
  private final EnergyAccount energy;
  private final ControlLoop loop;
  private final ControllerSettings settings;
  private final ResumePoint resumePoint;
  private final PastEmissions past;
  private final Listeners listeners;
  private final Instant made;
  private final RunThreads threads = new RunThreads();
  private final Ending ending;
  private final @Nullable StopHook stopHook;
  private volatile RunIdentity identity;
  private volatile boolean leftAlone;
  private boolean begun;
  private boolean withThreads;

  ControlledRun(ControllerSettings settings, @Nullable CheckpointStore store) {
    this.settings = settings;
    this.clock = settings.clock;
    this.listeners = new Listeners(settings.listeners);
    Instant now = clock.instant();
    made = now;
    resumePoint = settings.resume ? ResumePoint.in(store) : ResumePoint.none();
    Optional<RunAttributes> earlier = resumePoint.found().map(RunAttributes::of);
    identity = earlier
        .map(attributes -> RunIdentity.of(attributes, settings.deadline))
        .orElseGet(() -> RunIdentity.fresh(now, settings.deadline));
    past = resumePoint
        .found()
        .map(point -> PastEmissions.upTo(point.manifest().writtenAt(), RunAttributes.of(point)))
        .orElseGet(() -> PastEmissions.none(identity.startedAt()));
    progress = new WorkProgress(settings.work);
    earlier.ifPresent(reached -> progress.restore(
        reached.batches(),
        reached.epochs(),
        reached.batchesPerEpoch(),
        reached.activeSeconds(),
        reached.secondsPerBatch()));
    resumeTimes = new ResumeTimes(settings.restoreTime);
    resumePoint.found().ifPresent(point -> resumeTimes.restore(point.manifest().run()));
    described = new DescribedTraining(settings.training);
    loss = new LossWatch(clock, progress, queue::add, this::warn);
    leftAlone = earlier.isPresent() && progress.counted() && progress.complete();
    refuseIfInfeasible(now);
    keeper = new CheckpointKeeper(
        store, clock, settings.checkpointTime, this::attributes, queue::add, this::warn);
    standstill = new Standstill(clock, new AtTheGate(this, clock, queue, progress, keeper));
    grid = new GridWatch(
        settings.grid(),
        settings.zone,
        settings.forecaster,
        () -> identity.deadline(),
        settings.gridEvery,
        clock,
        queue::wake,
        this::warn);
    energy = new EnergyAccount(settings.meter(), settings.energyEvery, listeners::tell, this::warn);
    loop = new ControlLoop(
        settings.toControlSettings(),
        new ControlParts(
            queue,
            standstill,
            grid,
            progress,
            loss,
            energy,
            past,
            keeper,
            resumeTimes,
            hand,
            listeners),
        () -> identity.deadline());
    ending = new Ending(loop, threads, progress, standstill::allLeft, new Parts());
    stopHook = settings.stopOnSignals ? new StopHook(this, settings.stopGrace) : null;
  }

  /** What a checkpoint says about the run. */
  private Map<String, String> attributes() {
    Instant now = clock.instant();
    resumeTimes.isThere(now); // also if it is to leave again before it trained
    Map<String, String> attributes =
        RunAttributes.of(identity, progress, past, now).toMap();
    resumeTimes.save(attributes);
    loss.save(attributes);
    return attributes;
  }

  private void refuseIfInfeasible(Instant now) {
    if (resumePoint.found().isPresent()) {
      return; // its work is under way; late is better than never
    }
    // The user's own expectation is judged as it stands, without pessimism on top.
    Instant deadline = identity.deadline();
    Duration work = progress.job(deadline).map(Job::workLeft).orElse(Duration.ZERO);
    Feasibility feasibility = Feasibility.of(new Job(work, work, deadline), now);
    if (!feasibility.feasible()) {
      throw new InfeasibleDeadlineException(feasibility);
    }
  }

  /** Begins the run, or leaves it alone if it is complete. With threads of its own, or without. */
  void begin(boolean threaded) {
    withThreads = threaded;
    keeper.reportStoreWarnings();
    if (leftAlone) {
      resumePoint
          .found()
          .ifPresent(point -> listeners.tell(new RunFoundComplete(
              point.manifest().writtenAt(), identity.id(), progress.batches(), progress.epochs())));
      standstill.leaveAlone();
    } else {
      beginRun();
    }
    if (threaded && stopHook != null) {
      stopHook.install();
    }
  }

  /** Announces the run, goes from STARTING to RUNNING and starts the threads. */
  void beginRun() {
    ending.unlessClosed(() -> {
      if (begun) {
        return;
      }
      begun = true;
      leftAlone = false;
      boolean resumes = resumePoint.resumes();
      Optional<Checkpoint> from = resumePoint.found().filter(point -> resumes);
      announce(from);
      // A listener may have closed it, at once.
      ending.unlessClosed(() -> start(resumes, from));
    });
  }

  private void start(boolean resumes, Optional<Checkpoint> from) {
    Optional<Instant> pausedAt = from.map(point -> point.manifest().writtenAt());
    pausedAt.ifPresent(paused -> grid.catchUpFrom(paused, queue::add));
    standstill.begin(new Reason(
        Reason.Code.LIFECYCLE, resumes ? "the run goes on from its checkpoint" : "the run begins"));
    loop.begin(pausedAt, onItsWaySince(pausedAt));
    if (withThreads) {
      threads.start(grid, loop);
    }
  }

  /** A process that was started to go on from a checkpoint was on its way from its start on. */
  private Instant onItsWaySince(Optional<Instant> pausedAt) {
    if (!(clock instanceof SystemClock system)) {
      return made;
    }
    Instant processBegan = clock.instant().minus(system.processAge());
    return pausedAt.filter(processBegan::isAfter).map(paused -> processBegan).orElse(made);
  }

  private void announce(Optional<Checkpoint> from) {
    listeners.tell(new ControllerEvent.RunStarted(
        clock.instant(),
        identity.id(),
        identity.startedAt(),
        identity.deadline(),
        settings.zone.key(),
        settings.grid().basis().label(),
        settings.policy.name(),
        from.map(Checkpoint::location),
        settings.project,
        settings.boundary,
        settings.energyEvery,
        RunOrigin.ofThisProcess(settings.site())));
    described
        .announce()
        .ifPresent(facts -> listeners.tell(new TrainingDescribed(clock.instant(), facts)));
    if (settings.assumesTheGrid()) {
      log.info(
          "no grid source is set, so the intensity of zone {} is assumed to be that of a typical year;"
              + " grid(Grids::live) asks for live data",
          settings.zone);
    }
  }

  /** Progress counts from zero, and a complete run becomes another one; see the controller. */
  void beginAnew(String why) {
    if (!resumePoint.leave()) {
      return;
    }
    Instant now = clock.instant();
    progress.reset();
    resumeTimes.beginAnew();
    past.restart(now);
    if (leftAlone) {
      identity = RunIdentity.fresh(now, settings.deadline);
      beginRun();
    }
    warn(why);
    loop.judgeAgain();
  }

  void describe(TrainingFacts facts) {
    described
        .add(facts)
        .ifPresent(known -> queue.add(new TrainingDescribed(clock.instant(), known)));
  }

  /** The training's state is final: nobody has to save it any more. */
  void ended() {
    if (stopHook != null) {
      stopHook.ended();
    }
  }

  LossWatch loss() {
    return loss;
  }

  void epochDone(long batchesInEpoch) {
    progress.epochDone(batchesInEpoch);
    loop.epochDone();
  }

  void addWork(Duration runningTime) {
    progress.add(runningTime);
    loop.judgeAgain();
  }

  boolean saveNow(TrainingState training) {
    if (leftAlone) {
      return true;
    }
    loss.want();
    return keeper.save(training, false);
  }

  /** The training was ended by an exception, unless it goes on. */
  void trainingFailed(Throwable cause) {
    ending.failed(cause);
  }

  void warn(String text) {
    queue.add(new Warned(clock.instant(), text));
  }

  void pauseByHand(PauseDepth depth, String text) {
    loss.want();
    Reason reason = new Reason(Reason.Code.BY_HAND, text);
    Instant latestStart = loop.latestStart();
    hand.set(new Decision(Decision.Action.PAUSE, Instant.MAX, reason));
    standstill.pause(depth, reason, latestStart, Leaving.IF_SAVED);
    if (!clock.instant().isBefore(latestStart)) {
      warn(
          "not " + text + ": the work left must go on to meet the deadline " + identity.deadline());
    }
    queue.wake();
  }

  void resumeByHand() {
    hand.set(null);
    standstill.release(new Reason(Reason.Code.BY_HAND, "resumed by hand"));
    queue.wake();
  }

  void runByHandFor(Duration time) {
    Reason reason = new Reason(Reason.Code.BY_HAND, "runs by hand whatever the grid does");
    hand.set(new Decision(Decision.Action.RUN, clock.instant().plus(time), reason));
    standstill.release(reason);
    queue.wake();
  }

  void stop(Leaving leaving) {
    loss.want();
    standstill.pause(
        PauseDepth.SUSPEND,
        new Reason(Reason.Code.STOP_SIGNAL, "asked to stop"),
        Instant.MAX,
        leaving);
  }

  /** Ends the run in this process and completes the record; see the controller. */
  void close() {
    ending.close();
  }

  /** As {@link #close}, when the process ends and the training may not have come to an end. */
  void closeAtTheProcessEnd() {
    ending.closeAtTheProcessEnd();
  }

  /** What ends with the run. */
  private final class Parts implements Ending.Parts {
    @Override
    public void stop(Reason reason) {
      standstill.finish(reason);
      grid.close();
      keeper.close();
      loop.stop();
    }

    @Override
    public void complete(boolean early) {
      loop.finish(begun, early);
      energy.close();
      if (stopHook != null) {
        stopHook.remove();
      }
    }
  }

  /** For tests: one round of the grid and control threads, on the caller's thread. */
  void tick() {
    grid.refresh();
    loop.tick();
  }

  /** For tests: one round of the control thread alone, on the caller's thread. */
  void wake() {
    loop.tick();
  }

  Standstill standstill() {
    return standstill;
  }

  WorkProgress progress() {
    return progress;
  }

  ResumePoint resumePoint() {
    return resumePoint;
  }

  RunIdentity identity() {
    return identity;
  }

  boolean leftAlone() {
    return leftAlone;
  }

  void addListener(ControllerListener listener) {
    listeners.add(listener);
  }

  PauseDepth depthByHand() {
    return settings.depth.orElse(PauseDepth.HOLD);
  }
}
