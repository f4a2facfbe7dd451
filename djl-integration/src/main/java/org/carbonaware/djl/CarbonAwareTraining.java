package org.carbonaware.djl;

import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.integration.AttachmentWatch;
import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.TrainingFeed;
import org.jspecify.annotations.Nullable;

/**
 * A DJL training that can stop anywhere and go on exactly. It starts from the newest checkpoint or,
 * where there is none, from the trainer as it is, and feeds the trainer through a dataset that is
 * the safe point between batches:
 *
 * <pre>{@code
 * var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
 *     .optOptimizer(ResumableOptimizer.of(Adam.builder()));
 * try (Trainer trainer = model.newTrainer(config)) {
 *   trainer.initialize(new Shape(1, 784));
 *   var training = CarbonAwareTraining.resumeOrStart(carbon, trainer, config);
 *   training.fit(train, validate, 20); // 20 epochs in all, whichever process began them
 * }
 * }</pre>
 *
 * <p>It needs no listener. What DJL's own listeners remember (the accuracy so far in an epoch, the
 * numbering of SaveModelTrainingListener, the patience of EarlyStoppingListener) begins anew in
 * each process. How random numbers are repeated, see {@link Determinism}. Belongs to the training
 * thread, which a pause blocks.
 *
 * <p>Saved are parameters, what is frozen, the optimizer and the position in the data; not what a
 * block of one's own keeps outside its parameters. A checkpoint takes their size in memory outside
 * the heap until it is written ({@code -XX:MaxDirectMemorySize}, by default as much as the heap).
 *
 * <p>Exact is what the engine itself repeats: the same model, fed the same data in the same order
 * on the same kind and number of devices with the same number of computing threads. On a GPU that
 * leaves out convolutions, unless PyTorch is told to be deterministic; a warning says so.
 * Read-ahead by an ExecutorService keeps the order of the data, but not which random numbers are
 * drawn while it is read.
 */
public final class CarbonAwareTraining {
  private static final String UNFED =
      "the trainer trains data that was not given to CarbonAwareTraining: it neither pauses nor is saved, and its"
          + " batches don't count; pass training.data(train) to EasyTrain.fit, or call training.fit";

  private final Trainer trainer;
  private final DataPosition position;
  private final TrainerState state;
  private final TrainingFeed feed;
  private final boolean resumed;

  private CarbonAwareTraining(
      CarbonController controller,
      Trainer trainer,
      TrainingConfig config,
      Determinism determinism) {
    ResumableOptimizer.Kept kept = Guards.check(trainer, config);
    this.trainer = trainer;
    this.position = new DataPosition(controller);
    this.state = new TrainerState(controller, trainer, kept, determinism, position);
    this.feed = new TrainingFeed(controller, position, state, null);
    Optional<Checkpoint> resumePoint = controller.resumePoint(state.identity());
    resumePoint.ifPresent(state::restore);
    this.resumed = resumePoint.isPresent();
    kept.state().serve(state.parameters().byName().values(), trainer.getDevices().length);
    position.epochsAreTold();
    Guards.warnings(trainer, state.parameters(), resumed).forEach(controller::warn);
    tell(config);
    controller.addListener(
        new AttachmentWatch(controller, feed::isOpen, kept.state()::calls, UNFED));
    trainer.notifyListeners(listener -> {
      if (listener instanceof CarbonAwareTrainingListener bare) {
        bare.retireFor(controller); // it would count everything a second time
      }
    });
  }

  /** The configuration's list is the trainer's, unless it is one that nobody may add to. */
  private void tell(TrainingConfig config) {
    state.told().describe(trainer);
    try {
      config.getTrainingListeners().add(state.told());
    } catch (UnsupportedOperationException e) {
      // Then the record lacks the loss.
    }
  }

  /**
   * Goes on from the controller's newest checkpoint, or starts; random numbers are repeated as by
   * {@link Determinism#STEP}.
   *
   * @param controller the run's controller
   * @param trainer made by {@code model.newTrainer(config)} and initialized, of a model as at the
   *     very start of the run
   * @param config the configuration the trainer was made with; its optimizer is a
   *     {@link ResumableOptimizer}
   * @return the training
   * @throws CheckpointException if the checkpoint is of another model, optimizer or version, with
   *     the difference named
   * @throws IllegalArgumentException if the optimizer can't be saved, or several devices are
   *     trained by several threads
   * @throws IllegalStateException if the trainer is not initialized
   */
  public static CarbonAwareTraining resumeOrStart(
      CarbonController controller, Trainer trainer, TrainingConfig config) {
    return resumeOrStart(controller, trainer, config, Determinism.STEP);
  }

  /**
   * As {@link #resumeOrStart(CarbonController, Trainer, TrainingConfig)}, and says how random
   * numbers are repeated. The seed of all is drawn from DJL's generator at the start of the run, so
   * that {@code Engine.setRandomSeed} before it decides the whole training.
   *
   * @param controller the run's controller
   * @param trainer the trainer
   * @param config the configuration it was made with
   * @param determinism how; the same in every process of the run
   * @return the training
   */
  public static CarbonAwareTraining resumeOrStart(
      CarbonController controller,
      Trainer trainer,
      TrainingConfig config,
      Determinism determinism) {
    return new CarbonAwareTraining(controller, trainer, config, determinism);
  }

  /**
   * Whether this training goes on from a checkpoint.
   *
   * @return false if it started fresh
   */
  public boolean resumed() {
    return resumed;
  }

  /**
   * The epochs trained to their end, in all processes of the run.
   *
   * @return 0 or more
   */
  public long epochsDone() {
    return position.epochs();
  }

  /**
   * The batches trained since the last end of an epoch.
   *
   * @return 0 or more
   */
  public long batchesInEpoch() {
    return position.batchesInEpoch();
  }

  /**
   * The epochs that are left of a run, for DJL's own {@code EasyTrain.fit(trainer,
   * training.epochsLeft(20), training.data(train), validate)}; one that was begun counts. The
   * result is saved when the last of them is trained.
   *
   * @param epochs the epochs of the whole run
   * @return 0 or more
   */
  public int epochsLeft(long epochs) {
    state.saveAfter(epochs);
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, epochs - position.epochs()));
  }

  /**
   * Trains as {@code EasyTrain.fit} does, until a number of epochs is done in all, whichever
   * processes did the earlier ones, and saves the result. If they are done already it trains
   * nothing. A listener that ends it by an exception, as EarlyStoppingListener does, ends it
   * unsaved: {@link #save} saves what was reached.
   *
   * @param train the data to train on, as at the very start of the run
   * @param validate what each epoch is judged by, if anything; never counts as progress
   * @param epochs the epochs of the whole run
   * @throws IOException if the data can't be read
   * @throws TranslateException if the data can't be translated
   * @throws IllegalStateException if the data is empty, or if this training has data already
   * @throws CheckpointException if the data ends before the place where the training goes on
   * @throws TrainingSuspendedException if the training is to leave the process; let it pass
   */
  public void fit(Dataset train, @Nullable Dataset validate, long epochs)
      throws IOException, TranslateException {
    if (!feed.saveIfDone(epochs)) {
      train(data(train), validate, epochs);
    }
  }

  /**
   * As {@link #fit(Dataset, Dataset, long)}, and a resume reads none of the records that were
   * trained already.
   *
   * @param train the data to train on
   * @param sampler the sampler it was built with
   * @param validate what each epoch is judged by, if anything
   * @param epochs the epochs of the whole run
   * @throws IOException if the data can't be read
   * @throws TranslateException if the data can't be translated
   */
  public void fit(
      RandomAccessDataset train, Sampler sampler, @Nullable Dataset validate, long epochs)
      throws IOException, TranslateException {
    if (!feed.saveIfDone(epochs)) {
      train(data(train, sampler), validate, epochs);
    }
  }

  private void train(Dataset fed, @Nullable Dataset validate, long epochs)
      throws IOException, TranslateException {
    feed.<IOException, TranslateException>train(
        epochs, () -> false, () -> EasyTrain.fit(trainer, 1, fed, validate));
  }

  /**
   * The data with a safe point before each batch, beginning where the training goes on; for
   * {@code EasyTrain.fit} and for own loops over {@code trainer.iterateDataset(…)}. The batches of
   * an interrupted epoch that were trained already are read over.
   *
   * @param train the data, as at the very start of the run: a resume relies on the same order
   * @return the guarded data; call once per training
   * @throws IllegalStateException if this training has data already
   */
  public Dataset data(Dataset train) {
    Objects.requireNonNull(train, "there is no data to train on: it is null");
    return new CarbonAwareDataset(train, null, boundary(), position, state);
  }

  /**
   * As {@link #data(Dataset)}, and a resume reads none of the records that were trained already.
   *
   * @param train the data
   * @param sampler the sampler it was built with ({@code setSampling}, or the builder's
   *     {@code getSampler}), whose draws must depend on nothing but DJL's random generator and,
   *     where the trainer has an ExecutorService that reads ahead, be made when an epoch begins, as
   *     those of DJL's own samplers are
   * @return the guarded data
   */
  public Dataset data(RandomAccessDataset train, Sampler sampler) {
    Objects.requireNonNull(train, "there is no data to train on: it is null");
    Objects.requireNonNull(sampler, "there is no sampler: leave it out, or pass the data's own");
    return new CarbonAwareDataset(train, sampler, boundary(), position, state);
  }

  /**
   * For own loops that don't iterate over a Dataset; call right before the loop, when the data
   * stands where the training goes on.
   *
   * @return what the loop calls after each step and each epoch
   * @throws IllegalStateException if this training has data already
   */
  public StepLoop loop() {
    return new StepLoop(position, boundary(), state);
  }

  /**
   * Saves the training now, durably, in addition to the checkpoints the controller orders. Call it
   * after {@code trainer.step()}, in a {@link StepLoop} after {@code stepDone()}; blocks until
   * written.
   *
   * @return whether this state is stored; false without a checkpoint directory, where the newest
   *     batch has no update yet, or after a failure, which is reported to the controller's
   *     listeners
   */
  public boolean save() {
    return feed.save();
  }

  /**
   * Digests of all that decides how this training goes on: parameters, what the optimizer
   * remembers, counters and random numbers. Two trainings with the same fingerprint are the same,
   * bit for bit. Call it where {@code save} may be called, such as after {@code fit}; copies all
   * arrays, stores nothing.
   *
   * @return the fingerprint, without losses
   */
  public TrainingFingerprint fingerprint() {
    return TrainingFingerprint.builder().snapshot(state.capture()).build();
  }

  /** The state this training would be saved with. */
  TrainerState state() {
    return state;
  }

  private BatchBoundary boundary() {
    return feed.open(() -> false, () -> {});
  }
}
