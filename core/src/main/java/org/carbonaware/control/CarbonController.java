package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.StateChanged;
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
 * Runs one training under carbon control: watches the grid, decides, and holds the training at its
 * gate while the grid is dirty. Grid, decisions, energy and records live on threads of the
 * controller; the training thread only passes the {@link #gate()}.
 *
 * <p>All methods are safe to call from any thread. Closing it ends the run and is needed for a
 * complete record; a shutdown hook does it when the process is asked to stop (Ctrl-C, SIGTERM),
 * after saving the training.
 */
public final class CarbonController implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CarbonController.class);
  private static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);
  private static final String GRID_THREAD = "carbon-grid";

  private final TrainingClock clock;
  private final EventQueue queue = new EventQueue();
  private final HandOverride hand = new HandOverride();
  private final Standstill standstill;
  private final WorkProgress progress;
  private final CheckpointKeeper keeper;
  private final GridWatch grid;
  private final ControlLoop loop;
  private final CarbonControllerBuilder settings;
  private final ResumePoint resumePoint;
  private final CopyOnWriteArrayList<ControllerListener> listeners;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock closing = new ReentrantLock();
  private final CountDownLatch completed = new CountDownLatch(1);
  private final @Nullable StopHook stopHook;
  private volatile RunIdentity run;
  private volatile boolean leftAlone;
  private boolean begun;
  private boolean withThreads;
  private boolean closed;

  /**
   * Begins to configure a controller.
   *
   * @return a builder with every default
   */
  public static CarbonControllerBuilder builder() {
    return new CarbonControllerBuilder();
  }

  CarbonController(CarbonControllerBuilder settings, @Nullable CheckpointStore store) {
    this.settings = settings;
    this.clock = settings.clock;
    this.listeners = new CopyOnWriteArrayList<>(settings.listeners);
    Instant now = clock.instant();
    resumePoint = settings.resume ? ResumePoint.in(store) : ResumePoint.none();
    Optional<RunAttributes> earlier = resumePoint.found().map(RunAttributes::of);
    run = earlier
        .map(attributes -> RunIdentity.of(attributes, settings.deadline))
        .orElseGet(() -> RunIdentity.fresh(now, settings.deadline));
    progress = new WorkProgress(settings.work);
    earlier.ifPresent(reached -> progress.restore(
        reached.batches(),
        reached.epochs(),
        reached.batchesPerEpoch(),
        reached.activeSeconds(),
        reached.secondsPerBatch()));
    leftAlone = earlier.isPresent() && progress.complete();
    refuseIfInfeasible(now);
    keeper = new CheckpointKeeper(
        store, clock, settings.checkpointTime, () -> attributes().toMap(), queue::add, this::warn);
    standstill = new Standstill(clock, new AtTheGate());
    grid = new GridWatch(
        settings.grid(),
        settings.zone,
        settings.forecaster,
        settings.horizon(now, run.deadline()),
        settings.gridEvery,
        clock,
        queue::wake,
        this::warn);
    EnergyAccount energy = new EnergyAccount(
        settings.meter(), settings.energyEvery, event -> publish(event), this::warn);
    loop = new ControlLoop(
        settings.toControlSettings(),
        new ControlParts(queue, standstill, grid, progress, energy, keeper, hand, listeners),
        () -> run.deadline());
    stopHook = settings.stopOnSignals ? new StopHook(this, settings.stopGrace) : null;
  }

  private void publish(ControllerEvent event) {
    loop.publish(event);
  }

  private void refuseIfInfeasible(Instant now) {
    if (resumePoint.found().isPresent()) {
      return; // its work is under way; late is better than never
    }
    // The user's own expectation is judged as it stands, without pessimism on top.
    Instant deadline = run.deadline();
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
      standstill.leaveAlone();
    } else {
      beginRun();
    }
    if (threaded && stopHook != null) {
      stopHook.install();
    }
  }

  /** Announces the run, goes from STARTING to RUNNING and starts the threads. */
  private void beginRun() {
    closing.lock();
    try {
      if (begun || closed) {
        return;
      }
      begun = true;
      leftAlone = false;
      boolean resumes = resumePoint.resumes();
      Optional<Checkpoint> from = resumePoint.found().filter(point -> resumes);
      announce(from);
      if (closed) {
        return; // by a listener, at once
      }
      from.ifPresent(point -> grid.catchUpFrom(point.manifest().writtenAt(), queue::add));
      standstill.begin(new Reason(
          Reason.Code.LIFECYCLE,
          resumes ? "the run goes on from its checkpoint" : "the run begins"));
      loop.begin();
      if (withThreads) {
        start(grid, GRID_THREAD);
        start(loop, "carbon-control");
      }
    } finally {
      closing.unlock();
    }
  }

  private void announce(Optional<Checkpoint> from) {
    loop.publish(new ControllerEvent.RunStarted(
        clock.instant(),
        run.id(),
        run.startedAt(),
        run.deadline(),
        settings.zone.key(),
        settings.grid().basis().label(),
        settings.policy.name(),
        from.map(Checkpoint::location)));
  }

  private void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /**
   * The gate that training threads pass between two batches.
   *
   * @return the gate, the same at every call
   */
  public Gate gate() {
    return standstill.gate();
  }

  /**
   * Counts one batch (one step of the training that a safe point follows). For integrations; called
   * on the training thread, costs a few nanoseconds and allocates nothing.
   */
  public void batchDone() {
    progress.batchDone();
  }

  /**
   * Counts one epoch. For integrations.
   *
   * @param batchesInEpoch the batches it had, 0 if unknown
   */
  public void epochDone(long batchesInEpoch) {
    progress.epochDone(batchesInEpoch);
  }

  /**
   * The checkpoint this run goes on from; asking for it says that the caller does go on from it.
   *
   * @param identity the training that wants to go on
   * @return the checkpoint, or empty if the run begins
   * @throws CheckpointException if the checkpoint belongs to another model, optimizer or framework
   *     version
   */
  public Optional<Checkpoint> resumePoint(TrainingIdentity identity) {
    return resumePoint.take(identity);
  }

  /**
   * Whether the training in this process goes on from a checkpoint.
   *
   * @return true if one was found and neither refused for another model nor left by
   *     {@link #beginAnew}
   */
  public boolean resumes() {
    return resumePoint.resumes();
  }

  /**
   * Says that the training in this process does not go on from the checkpoint found: its progress
   * counts from zero, and whether it meets the deadline is judged again. The run keeps its name and
   * deadline, unless it was complete: then this is another run. For integrations, on the training
   * thread before its first batch is counted. Does nothing if no checkpoint was found or
   * {@link #resumePoint} was asked for it.
   *
   * @param why one or two sentences for the record
   */
  public void beginAnew(String why) {
    if (!resumePoint.leave()) {
      return;
    }
    progress.reset();
    if (leftAlone) {
      run = RunIdentity.fresh(clock.instant(), settings.deadline);
      beginRun();
    }
    warn(why);
    loop.judgeAgain();
  }

  /**
   * Whether the run was complete when this process started it. Then nothing is recorded, measured
   * or saved, unless the training goes on all the same: the first thread at the gate begins the
   * run.
   *
   * @return true while the complete run is left alone
   */
  public boolean alreadyComplete() {
    return leftAlone;
  }

  /**
   * Saves the training now, durably. For integrations, on the training thread at a safe point;
   * blocks until written.
   *
   * @param training the training
   * @return whether this state is stored, also if that was so already ({@link #alreadyComplete});
   *     false without a checkpoint directory or after a failure, which is reported to the listeners
   */
  public boolean saveNow(TrainingState training) {
    return leftAlone || keeper.save(training, false);
  }

  /**
   * Adds somebody who is told what happens from now on.
   *
   * @param listener called on the control thread
   */
  public void addListener(ControllerListener listener) {
    listeners.add(listener);
  }

  /**
   * Reports something worth knowing to the listeners (and so to the ledger). For integrations.
   *
   * @param text one or two sentences: what is wrong, what follows, what would be right
   */
  public void warn(String text) {
    queue.add(new Warned(clock.instant(), text));
  }

  /**
   * The state of the run.
   *
   * @return the state at this moment
   */
  public ControllerState state() {
    return standstill.state();
  }

  /**
   * The run's name, the same in every process that carries the run on.
   *
   * @return such as {@code run-20240603T050000Z-1f3a9c}
   */
  public String runId() {
    return run.id();
  }

  /**
   * The batches done in the whole run, earlier processes included.
   *
   * @return 0 or more
   */
  public long batchesDone() {
    return progress.batches();
  }

  /**
   * When the run must be done.
   *
   * @return the deadline
   */
  public Instant deadline() {
    return run.deadline();
  }

  /**
   * Pauses by hand, until {@link #resume()}; the deadline still comes first: with no time to spare
   * this does nothing but warn. Returns at once.
   */
  public void pause() {
    pauseByHand(settings.depth.orElse(PauseDepth.HOLD), "paused by hand");
  }

  private void pauseByHand(PauseDepth depth, String text) {
    Reason reason = new Reason(Reason.Code.BY_HAND, text);
    Instant latestStart = loop.latestStart();
    hand.set(new Decision(Decision.Action.PAUSE, Instant.MAX, reason));
    standstill.pause(depth, reason, latestStart, Leaving.IF_SAVED);
    if (!clock.instant().isBefore(latestStart)) {
      warn("not " + text + ": the work left must go on to meet the deadline " + run.deadline());
    }
    queue.wake();
  }

  /** Ends a pause, whoever began it, and gives the decision back to the policy. Returns at once. */
  public void resume() {
    hand.set(null);
    standstill.release(new Reason(Reason.Code.BY_HAND, "resumed by hand"));
    queue.wake();
  }

  /**
   * Runs whatever the grid does.
   *
   * @param time for how long from now
   */
  public void overrideFor(Duration time) {
    Reason reason = new Reason(Reason.Code.BY_HAND, "runs by hand whatever the grid does");
    hand.set(new Decision(Decision.Action.RUN, clock.instant().plus(time), reason));
    standstill.release(reason);
    queue.wake();
  }

  /**
   * Suspends: at its next safe point the training is saved and leaves by
   * {@link TrainingSuspendedException}. Without anything to save to it is held instead. The
   * deadline still comes first, and {@link #resume()} takes it back, until the training has left.
   * Returns at once.
   */
  public void suspend() {
    pauseByHand(PauseDepth.SUSPEND, "suspended by hand");
  }

  /**
   * As {@link #suspend()}, and leaves whatever the deadline, even if nothing can be saved; can't be
   * taken back. Returns at once.
   */
  public void stop() {
    stop(Leaving.ANYWAY);
  }

  /** As {@link #stop()}; the training stands until the process is gone, and keeps its exit code. */
  void stopWithProcess() {
    stop(Leaving.WITH_PROCESS);
  }

  private void stop(Leaving leaving) {
    standstill.pause(
        PauseDepth.SUSPEND,
        new Reason(Reason.Code.STOP_SIGNAL, "asked to stop"),
        Instant.MAX,
        leaving);
  }

  Set<Thread> trainingThreads() {
    return standstill.trainingThreads();
  }

  /**
   * Ends the run in this process (FINISHED unless it was suspended), completes the record and lets
   * go of everything. Blocks until that is done; called by a listener, it returns at once and that
   * is done after the listener. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (loop.inRound()) {
      closeFromListener();
      return;
    }
    closing.lock();
    try {
      if (!closed) {
        end();
        for (Thread thread : threads) {
          join(thread);
        }
        complete();
      }
    } finally {
      closing.unlock();
    }
    awaitCompletion(); // a listener may have closed it, and still be at it
  }

  private void awaitCompletion() {
    try {
      if (!completed.await(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a controller listener hangs: the record of this run stays without its end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never waits for another thread that closes: that one waits for this one. */
  private void closeFromListener() {
    if (closing.tryLock()) {
      try {
        if (!closed) {
          end();
          loop.afterRound(this::complete);
        }
      } finally {
        closing.unlock();
      }
    }
  }

  private void end() {
    closed = true;
    standstill.finish(new Reason(Reason.Code.LIFECYCLE, "the training is done"));
    grid.close();
    keeper.close();
    loop.stop();
  }

  private void complete() {
    try {
      loop.finish(begun);
      closeMeter();
      if (stopHook != null) {
        stopHook.remove();
      }
    } finally {
      completed.countDown();
    }
  }

  private void closeMeter() {
    try {
      settings.closeMeter();
    } catch (RuntimeException | Error e) {
      log.warn("the energy meter could not be closed", e);
    }
  }

  private void join(Thread thread) {
    if (thread.getName().equals(GRID_THREAD)) {
      thread.interrupt(); // may hang in a provider; nothing is lost if it is left behind
      return;
    }
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For tests: one round of the grid and control threads, on the caller's thread. */
  void tick() {
    grid.refresh();
    loop.tick();
  }

  private RunAttributes attributes() {
    return new RunAttributes(
        run.id(),
        run.startedAt(),
        run.deadline(),
        progress.batches(),
        progress.epochs(),
        progress.batchesPerEpoch(),
        progress.activeSeconds(),
        progress.secondsPerBatch());
  }

  /** What training threads do for the controller while they stand still. */
  private final class AtTheGate implements Attendant {
    @Override
    public boolean save(TrainingState training) {
      return keeper.save(training, true);
    }

    @Override
    public void snapshot(TrainingState training) {
      keeper.snapshot(training);
    }

    @Override
    public String release(TrainingState training) {
      try {
        return training.releaseMemory();
      } catch (RuntimeException | Error e) {
        return "could not be released: " + e;
      }
    }

    @Override
    public void trainsOn() {
      beginRun();
    }

    @Override
    public Duration patience() {
      double batch = progress.secondsPerBatch() * standstill.trainingThreads().size();
      Duration threeBatches = Duration.ofMillis((long) (3000 * batch)); // 0 while unknown
      return threeBatches.compareTo(LEAST_PATIENCE) > 0 ? threeBatches : LEAST_PATIENCE;
    }

    @Override
    public void changed(ControllerState from, ControllerState to, Reason reason) {
      queue.add(new StateChanged(clock.instant(), from, to, reason));
      if (to.isFinal() && stopHook != null) {
        stopHook.ended();
      }
    }

    @Override
    public void warn(String text) {
      CarbonController.this.warn(text);
    }
  }
}
