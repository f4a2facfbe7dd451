package org.carbonaware.control;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
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
  private final ControlledRun run;

  /**
   * Begins to configure a controller.
   *
   * @return a builder with every default
   */
  public static CarbonControllerBuilder builder() {
    return new CarbonControllerBuilder();
  }

  /**
   * Begins with what is configured for this process: the files {@code carbon-aware.yaml} of
   * computer, user and project, and {@code CARBON_*} environment variables. The code may add what
   * it knows better, such as the epochs, and starts it; what it says counts more.
   *
   * @return a builder
   * @throws org.carbonaware.CarbonAwareException with all that is wrong with the configuration
   */
  public static CarbonControllerBuilder fromConfig() {
    return fromConfig(configLoader().load());
  }

  /**
   * The same with a file instead of the project's.
   *
   * @param file must be there
   * @return a builder
   * @throws org.carbonaware.CarbonAwareException with all that is wrong with the configuration
   */
  public static CarbonControllerBuilder fromConfig(Path file) {
    return fromConfig(configLoader().load(file));
  }

  /**
   * The same with a configuration that has been loaded.
   *
   * @param config such as {@code Config.load()}
   * @return a builder
   */
  public static CarbonControllerBuilder fromConfig(ControllerConfig config) {
    return config.toControllerBuilder();
  }

  private static ControllerConfig.Loader configLoader() {
    return ServiceLoader.load(
            ControllerConfig.Loader.class, CarbonController.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new CarbonAwareException("no loader of configurations is on the class"
            + " path: META-INF/services of the core jar is missing, expected it to be kept"));
  }

  CarbonController(ControllerSettings settings, @Nullable CheckpointStore store) {
    run = new ControlledRun(settings, store);
  }

  /** Begins the run, with threads of its own or without. */
  void begin(boolean threaded) {
    run.begin(threaded);
  }

  /**
   * The gate that training threads pass between two batches.
   *
   * @return the gate, the same at every call
   */
  public Gate gate() {
    return run.standstill().gate();
  }

  /**
   * Counts one batch (one step of the training that a safe point follows). For integrations; called
   * on the training thread, costs a few nanoseconds and allocates nothing.
   */
  public void batchDone() {
    run.progress().batchDone();
  }

  /**
   * Counts one epoch. For integrations.
   *
   * @param batchesInEpoch the batches it had, 0 if unknown
   */
  public void epochDone(long batchesInEpoch) {
    run.epochDone(batchesInEpoch);
  }

  /**
   * Says what is trained, for the record and reports. For integrations: adds to what is known; what
   * the user said when the controller was configured counts more. Returns at once, and does nothing
   * if nothing is news.
   *
   * @param facts what is known
   */
  public void describe(TrainingFacts facts) {
    run.describe(facts);
  }

  /**
   * Whether it is time to tell the {@link #loss}: every 10 seconds or so. For integrations, after
   * each batch: one memory read, as an open gate costs, and nothing is allocated.
   *
   * @return true until the loss is told
   */
  public boolean wantsLoss() {
    return run.loss().isWanted();
  }

  /**
   * Tells the training's loss, for the record. For integrations, when it is {@link #wantsLoss
   * wanted} and at the ends of epochs: reading it may make the processor wait for the GPU. One that
   * is told within 5 seconds of another without being asked for is left out. What is no number or
   * infinite is reported as a warning, once.
   *
   * @param value the loss of the last batch, or of the epoch
   */
  public void loss(double value) {
    run.loss().tell(value);
  }

  /**
   * Says that an exception ends the training, for the record: the run then does not count as
   * complete on the strength of its end alone. For integrations, before they pass the exception on.
   * Means nothing if more batches follow. Returns at once.
   *
   * @param cause the exception; its type is recorded, not its message
   */
  public void trainingFailed(Throwable cause) {
    run.trainingFailed(cause);
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
    if (run.resumePoint().served()) {
      run.warn(
          "a second training has the controller of another: both count as one training, and the checkpoints"
              + " of one replace those of the other; give each its own controller and checkpoint directory");
    }
    return run.resumePoint().take(identity);
  }

  /**
   * Whether the training in this process goes on from a checkpoint.
   *
   * @return true if one was found and neither refused for another model nor left by
   *     {@link #beginAnew}
   */
  public boolean resumes() {
    return run.resumePoint().resumes();
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
    run.beginAnew(why);
  }

  /**
   * Whether the run was complete when this process started it. Then nothing is recorded but an end
   * that is missing, and nothing measured or saved, unless the training goes on all the same: the
   * first thread at the gate begins the run.
   *
   * @return true while the complete run is left alone
   */
  public boolean alreadyComplete() {
    return run.leftAlone();
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
    return run.saveNow(training);
  }

  /**
   * Adds somebody who is told what happens from now on.
   *
   * @param listener called on the control thread
   */
  public void addListener(ControllerListener listener) {
    run.addListener(listener);
  }

  /**
   * Reports something worth knowing to the listeners (and so to the ledger). For integrations.
   *
   * @param text one or two sentences: what is wrong, what follows, what would be right
   */
  public void warn(String text) {
    run.warn(text);
  }

  /**
   * Says that there is more to run than was declared, such as loading a checkpoint in a program
   * that was started again. Counts where the work is known by its running time
   * ({@link CarbonControllerBuilder#expectedWork}); batches tell of it themselves. Returns at once.
   *
   * @param runningTime how much more, zero or more
   */
  public void addWork(Duration runningTime) {
    run.addWork(runningTime);
  }

  /**
   * The state of the run.
   *
   * @return the state at this moment
   */
  public ControllerState state() {
    return run.standstill().state();
  }

  /**
   * The run's name, the same in every process that carries the run on.
   *
   * @return such as {@code run-20240603T050000Z-1f3a9c}
   */
  public String runId() {
    return run.identity().id();
  }

  /**
   * The batches done in the whole run, earlier processes included.
   *
   * @return 0 or more
   */
  public long batchesDone() {
    return run.progress().batches();
  }

  /**
   * When the run must be done.
   *
   * @return the deadline
   */
  public Instant deadline() {
    return run.identity().deadline();
  }

  /**
   * Pauses by hand, until {@link #resume()}; the deadline still comes first: with no time to spare
   * this does nothing but warn. Returns at once.
   */
  public void pause() {
    run.pauseByHand(run.depthByHand(), "paused by hand");
  }

  /** Ends a pause, whoever began it, and gives the decision back to the policy. Returns at once. */
  public void resume() {
    run.resumeByHand();
  }

  /**
   * Runs whatever the grid does.
   *
   * @param time for how long from now
   */
  public void overrideFor(Duration time) {
    run.runByHandFor(time);
  }

  /**
   * Suspends: at its next safe point the training is saved and leaves by
   * {@link TrainingSuspendedException}. Without anything to save to it is held instead. The
   * deadline still comes first, and {@link #resume()} takes it back, until the training has left.
   * Returns at once.
   */
  public void suspend() {
    run.pauseByHand(PauseDepth.SUSPEND, "suspended by hand");
  }

  /**
   * As {@link #suspend()}, and leaves whatever the deadline, even if nothing can be saved; can't be
   * taken back. Returns at once.
   */
  public void stop() {
    run.stop(Leaving.ANYWAY);
  }

  /**
   * Ends the run in this process (FINISHED unless it was suspended), completes the record and lets
   * go of everything. Blocks until that is done; called by a listener, it returns at once and that
   * is done after the listener. Closing twice does nothing.
   */
  @Override
  public void close() {
    run.close();
  }

  /** For tests: one round of the grid and control threads, on the caller's thread. */
  void tick() {
    run.tick();
  }

  /** For tests: one round of the control thread alone, as when it is woken. */
  void wake() {
    run.wake();
  }
}
