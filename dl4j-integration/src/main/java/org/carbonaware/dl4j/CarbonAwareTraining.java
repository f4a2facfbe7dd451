package org.carbonaware.dl4j;

import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.BatchBoundary;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.integration.DataReplay;
import org.carbonaware.control.integration.TrainingFeed;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.AsyncMultiDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;

/**
 * A Deeplearning4j training that can stop anywhere and go on exactly. It starts from the newest
 * checkpoint or, where there is none, from a fresh model, and feeds the model through an iterator
 * that is the safe point between batches:
 *
 * <pre>{@code
 * var training = CarbonAwareTraining.resumeOrStart(carbon, () -> new MultiLayerNetwork(configuration));
 * training.fit(data, 20); // 20 epochs in all, whichever process began them
 * }</pre>
 *
 * <p>It needs no listener, so {@code setListeners} can't take the training out of control; a
 * {@link CarbonAwareListener} of the same controller leaves the work to it. Own loops use
 * {@link #data} and {@link #epochsDone}: see there. Belongs to the training thread, which a pause
 * blocks.
 *
 * <p>Exact is what DL4J itself repeats: the same model, fed the same data in the same order by one
 * thread. One trap of DL4J 1.0.0-M2.1, with or without this class: an AdaGrad with a learning-rate
 * schedule that is set for a whole network is copied to its layers without the schedule, and trains
 * to NaN; set it on each layer.
 *
 * @param <M> MultiLayerNetwork or ComputationGraph
 */
public final class CarbonAwareTraining<M extends Model> {
  private final CarbonController controller;
  private final M model;
  private final Network network;
  private final DataPosition position;
  private final NetworkState state;
  private final Optional<Checkpoint> resumedFrom;
  private final TrainingFeed feed;

  private CarbonAwareTraining(CarbonController controller, M model) {
    this.controller = controller;
    this.model = model;
    this.network = Network.of(model);
    this.position = new DataPosition(controller);
    this.state = NetworkState.betweenBatches(controller, network, position);
    this.resumedFrom = controller.resumePoint(state.identity());
    NetworkState.Restored restored = resumedFrom.map(state::restore).orElse(null);
    if (restored != null && !restored.exact()) {
      controller.warn(
          "resumed from a checkpoint of a training in several threads: this is not bit-exact");
    }
    // The random state is set again on the thread that fits, after the data was skipped.
    this.feed = new TrainingFeed(
        controller, position, state, restored == null ? null : restored::setRandomState);
  }

  /**
   * Goes on from the controller's newest checkpoint, or starts. On a resume the calling thread's
   * ND4J random state is set too; call it on the thread that will fit.
   *
   * @param controller the run's controller
   * @param freshModel makes the model as at the very start of the run: same configuration, same
   *     seed
   * @return the training
   * @param <M> MultiLayerNetwork or ComputationGraph
   * @throws CheckpointException if the checkpoint is of another model, optimizer or version, with
   *     the difference named
   * @throws IllegalArgumentException if the model is neither a MultiLayerNetwork nor a
   *     ComputationGraph
   */
  public static <M extends Model> CarbonAwareTraining<M> resumeOrStart(
      CarbonController controller, Supplier<M> freshModel) {
    return new CarbonAwareTraining<>(controller, freshModel.get());
  }

  /**
   * The model, at the point reached.
   *
   * @return the model given by the supplier
   */
  public M model() {
    return model;
  }

  /**
   * Whether this training goes on from a checkpoint.
   *
   * @return false if it started fresh
   */
  public boolean resumed() {
    return resumedFrom.isPresent();
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
   * Saves a fitted normalizer with every checkpoint.
   *
   * @param fitted the normalizer the data is fed through; what is fitted later is not saved
   * @return this
   * @throws IllegalArgumentException if it is not fitted, or of a type of the user's own
   */
  public CarbonAwareTraining<M> normalizer(Normalizer<?> fitted) {
    state.setNormalizer(SavedNormalizer.of(fitted));
    return this;
  }

  /**
   * The normalizer found in the checkpoint this training goes on from.
   *
   * @return the normalizer, or empty if there is none
   * @throws CheckpointException if it can't be read, or is of a type of the user's own, which is
   *     never loaded from a checkpoint
   */
  public Optional<Normalizer<?>> savedNormalizer() {
    return resumedFrom.flatMap(SavedNormalizer::in);
  }

  /**
   * Trains until a number of epochs is done in all, whichever processes did the earlier ones, and
   * saves the result. If they are done already it trains nothing; a run that was complete when it
   * was started is left as it is.
   *
   * @param iterator the data, as at the very start of the run; must support reset for more than one
   *     epoch
   * @param epochs the epochs of the whole run
   * @throws IllegalStateException if the data is empty or can't be reset, or if this training has
   *     data already
   * @throws CheckpointException if the data ends before the place where the training goes on
   * @throws org.carbonaware.control.TrainingSuspendedException if the training is to leave the
   *     process; let it pass
   */
  public void fit(DataSetIterator iterator, long epochs) {
    if (!feed.saveIfDone(epochs)) {
      DataSetIterator data = data(iterator);
      feed.train(epochs, data::hasNext, () -> {
        retireListeners();
        network.fittable().fit(data);
      });
    }
  }

  /**
   * As {@link #fit(DataSetIterator, long)}, for several inputs or outputs.
   *
   * @param iterator the data
   * @param epochs the epochs of the whole run
   */
  public void fit(MultiDataSetIterator iterator, long epochs) {
    if (!feed.saveIfDone(epochs)) {
      MultiDataSetIterator data = data(iterator);
      feed.train(epochs, data::hasNext, () -> {
        retireListeners();
        network.fittable().fit(data);
      });
    }
  }

  /**
   * The data with a safe point before each batch, standing where the training goes on. For own
   * loops, and for what fits by itself such as EarlyStoppingTrainer:
   *
   * <pre>{@code
   * var data = training.data(iterator);
   * while (training.epochsDone() < 20) {
   *   while (data.hasNext()) {
   *     model.fit(data.next());
   *   }
   *   data.reset(); // at the end of an epoch, not at its begin
   * }
   * }</pre>
   *
   * <p>Reads ahead on a thread of its own where the iterator allows that, as DL4J's {@code fit}
   * does: a batch is then valid until the next one is asked for. On a resume the iterator is put
   * where the training was, on the calling thread: reset as often as then, then read over the
   * batches that were trained. Random numbers drawn while reading (augmentation) are repeated only
   * if a reset alone decides them.
   *
   * @param iterator the data, as at the very start of the run
   * @return the guarded data; call once per training
   * @throws IllegalStateException if this training has data already
   * @throws CheckpointException if the data ends before the place where the training goes on
   */
  public DataSetIterator data(DataSetIterator iterator) {
    ReadAhead<DataSet, AsyncDataSetIterator> ahead = ReadAhead.of(iterator);
    DataReplay replay =
        new DataReplay(position, iterator::reset, iterator::hasNext, iterator::next);
    return new CarbonAwareDataSetIterator(iterator, ahead, open(replay, ahead), state);
  }

  /**
   * As {@link #data(DataSetIterator)}, for several inputs or outputs.
   *
   * @param iterator the data
   * @return the guarded data
   */
  public MultiDataSetIterator data(MultiDataSetIterator iterator) {
    ReadAhead<MultiDataSet, AsyncMultiDataSetIterator> ahead = ReadAhead.of(iterator);
    DataReplay replay =
        new DataReplay(position, iterator::reset, iterator::hasNext, iterator::next);
    return new CarbonAwareMultiDataSetIterator(iterator, ahead, open(replay, ahead), state);
  }

  /**
   * Digests of all that decides how this training goes on: parameters, what the optimizer
   * remembers, counters and random numbers. Two trainings with the same fingerprint are the same,
   * bit for bit. Call it between two batches, such as after {@code fit}; copies all arrays, stores
   * nothing.
   *
   * @return the fingerprint, without losses
   */
  public TrainingFingerprint fingerprint() {
    return state.fingerprint().build();
  }

  /** The state this training would be saved with. */
  NetworkState state() {
    return state;
  }

  private BatchBoundary open(DataReplay replay, ReadAhead<?, ?> ahead) {
    BatchBoundary boundary = feed.open(
        () -> {
          replay.run();
          boolean missed = position.epochsTold() && replay.atEndOfEpoch();
          if (missed) {
            network.incrementEpoch(); // saved inside a fit(iterator) that was about to count it
          }
          return missed;
        },
        ahead::stop);
    retireListeners();
    return boundary;
  }

  /** One that was attached as well would count and save everything a second time. */
  private void retireListeners() {
    for (TrainingListener other : network.listeners()) {
      if (other instanceof CarbonAwareListener bare) {
        bare.retireFor(controller);
      }
    }
  }
}
