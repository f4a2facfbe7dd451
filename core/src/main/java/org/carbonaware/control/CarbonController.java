package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Feasibility;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;
import org.jspecify.annotations.Nullable;

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
  private static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);

  private final TrainingClock clock;
  private final EventQueue queue = new EventQueue();
  private final HandOverride hand = new HandOverride();
  private final Standstill standstill;
  private final WorkProgress progress;
  private final CheckpointKeeper keeper;
  private final GridWatch grid;
  private final ControlLoop loop;
  private final CarbonControllerBuilder settings;
  private final Optional<Checkpoint> resumePoint;
  private final Instant startedAt;
  private final Instant deadline;
  private final String runId;
  private final CopyOnWriteArrayList<ControllerListener> listeners;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock closing = new ReentrantLock();
  private final @Nullable StopHook stopHook;
  private boolean closed;

  /** Begins to configure a controller. */
  public static CarbonControllerBuilder builder() {
    return new CarbonControllerBuilder();
  }

  CarbonController(CarbonControllerBuilder settings, @Nullable CheckpointStore store) {
    this.settings = settings;
    this.clock = settings.clock;
    this.listeners = new CopyOnWriteArrayList<>(settings.listeners);
    Instant now = clock.instant();
    resumePoint = store == null || !settings.resume ? Optional.empty() : store.latest();
    Optional<RunAttributes> earlier = resumePoint.map(RunAttributes::of);
    startedAt = earlier.map(RunAttributes::startedAt).orElse(now);
    deadline = settings.deadline.from(startedAt);
    runId = earlier.map(RunAttributes::runId).orElseGet(() -> RunIds.fresh(now));
    progress = new WorkProgress(settings.work);
    earlier.ifPresent(run -> progress.restore(
        run.batches(),
        run.epochs(),
        run.batchesPerEpoch(),
        run.activeSeconds(),
        run.secondsPerBatch()));
    refuseIfInfeasible(now);
    keeper = new CheckpointKeeper(
        store, clock, settings.checkpointTime, () -> attributes().toMap(), queue::add, this::warn);
    standstill = new Standstill(clock, new Attendant());
    grid = new GridWatch(
        settings.grid(),
        settings.zone,
        settings.forecaster,
        settings.horizon(now, deadline),
        settings.gridEvery,
        clock,
        queue::wake,
        this::warn);
    EnergyAccount energy = new EnergyAccount(
        settings.meter(), settings.energyEvery, event -> publish(event), this::warn);
    loop = new ControlLoop(
        settings.toControlSettings(),
        new ControlParts(queue, standstill, grid, progress, energy, keeper, hand, listeners),
        deadline);
    stopHook = settings.stopOnSignals ? new StopHook(this, settings.stopGrace) : null;
  }

  private void publish(ControllerEvent event) {
    loop.publish(event);
  }

  private void refuseIfInfeasible(Instant now) {
    Optional<Job> job = progress.job(deadline);
    if (resumePoint.isEmpty() && job.isPresent()) {
      // The user's own expectation is judged as it stands, without pessimism on top.
      Job plain = new Job(job.get().workLeft(), job.get().workLeft(), deadline);
      Feasibility feasibility = Feasibility.of(plain, now);
      if (!feasibility.feasible()) {
        throw new InfeasibleDeadlineException(feasibility);
      }
    }
  }

  /** Announces the run and goes from STARTING to RUNNING; with {@code threads}, starts them. */
  void begin(boolean withThreads) {
    loop.publish(new ControllerEvent.RunStarted(
        clock.instant(),
        runId,
        startedAt,
        deadline,
        settings.zone.key(),
        settings.grid().basis().label(),
        settings.policy.name(),
        resumePoint.map(Checkpoint::location)));
    keeper.reportStoreWarnings();
    resumePoint.ifPresent(point -> grid.catchUpFrom(point.manifest().writtenAt(), queue::add));
    standstill.begin(new Reason(
        Reason.Code.LIFECYCLE,
        resumePoint.isPresent() ? "the run goes on from its checkpoint" : "the run begins"));
    if (withThreads) {
      start(grid, "carbon-grid");
      start(loop, "carbon-control");
      if (stopHook != null) {
        stopHook.install();
      }
    }
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
   * The checkpoint this run goes on from.
   *
   * @param identity the training that wants to go on
   * @return the checkpoint, or empty if the run begins
   * @throws CheckpointException if the checkpoint belongs to another model, optimizer or framework
   *     version
   */
  public Optional<Checkpoint> resumePoint(TrainingIdentity identity) {
    resumePoint.ifPresent(point -> {
      String difference = identity.differenceFrom(point.manifest().identity());
      if (!difference.isEmpty()) {
        throw new CheckpointException("checkpoint " + point.location() + " can't be loaded: "
            + difference + "; use another checkpoint directory, or build the model as it was");
      }
    });
    return resumePoint;
  }

  /**
   * Saves the training now, durably. For integrations, on the training thread at a safe point;
   * blocks until written.
   *
   * @param training the training
   * @return whether a checkpoint was written; false without a checkpoint directory or after a
   *     failure, which is reported to the listeners
   */
  public boolean saveNow(TrainingState training) {
    return keeper.save(training, false);
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
    return runId;
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
    return deadline;
  }

  /** Pauses by hand, until {@link #resume()}; the deadline still comes first. Returns at once. */
  public void pause() {
    Reason reason = new Reason(Reason.Code.BY_HAND, "paused by hand");
    hand.set(new Decision(Decision.Action.PAUSE, Instant.MAX, reason));
    standstill.pause(settings.depth.orElse(PauseDepth.HOLD), reason, loop.latestStart(), false);
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
   * {@link TrainingSuspendedException}. Without anything to save to it is held instead. Returns at
   * once.
   */
  public void suspend() {
    standstill.pause(
        PauseDepth.SUSPEND,
        new Reason(Reason.Code.BY_HAND, "suspended by hand"),
        loop.latestStart(),
        false);
  }

  /** As {@link #suspend()}, and leaves even if nothing can be saved. Returns at once. */
  public void stop() {
    standstill.pause(
        PauseDepth.SUSPEND,
        new Reason(Reason.Code.STOP_SIGNAL, "asked to stop"),
        Instant.MAX,
        true);
  }

  /**
   * Ends the run in this process (FINISHED unless it was suspended), completes the record and lets
   * go of everything. Blocks until that is done. Closing twice does nothing.
   */
  @Override
  public void close() {
    closing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      standstill.finish(new Reason(Reason.Code.LIFECYCLE, "the training is done"));
      grid.close();
      keeper.close();
      loop.stop();
      for (Thread thread : threads) {
        join(thread);
      }
      loop.finish();
      settings.closeMeter();
      if (stopHook != null) {
        stopHook.remove();
      }
    } finally {
      closing.unlock();
    }
  }

  private void join(Thread thread) {
    if (thread.getName().equals("carbon-grid")) {
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
        runId,
        startedAt,
        deadline,
        progress.batches(),
        progress.epochs(),
        progress.batchesPerEpoch(),
        progress.activeSeconds(),
        progress.secondsPerBatch());
  }

  /** What training threads do for the controller while they stand still. */
  private final class Attendant implements Standstill.Attendant {
    @Override
    public boolean save(TrainingState training) {
      return keeper.save(training, true);
    }

    @Override
    public void snapshot(TrainingState training) {
      keeper.snapshot(training);
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
