package org.carbonaware.dl4j;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.control.CarbonController;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.AsyncMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

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
 * <p>Own loops use {@link #data} and {@link #epochsDone}: see there. Belongs to the training
 * thread.
 *
 * @param <M> MultiLayerNetwork or ComputationGraph
 */
public final class CarbonAwareTraining<M extends Model> {
  private static final String NORMALIZER = "normalizer.bin";

  private final CarbonController controller;
  private final M model;
  private final Network network;
  private final Position position;
  private final NetworkState state;
  private final Optional<Checkpoint> resumedFrom;
  private NetworkState.@Nullable Restored pending;
  private @Nullable CarbonAwareListener listener;
  private @Nullable Object feeding;

  private CarbonAwareTraining(CarbonController controller, M model) {
    this.controller = controller;
    this.model = model;
    this.network = Network.of(model);
    this.position = new Position(controller);
    this.state = new NetworkState(network, position);
    this.resumedFrom = controller.resumePoint(state.identity());
    resumedFrom.ifPresent(checkpoint -> pending = state.restore(checkpoint));
    if (pending != null && !pending.exact()) {
      controller.warn("resumed from one replica of a parallel training: this is not bit-exact");
    }
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
   * @param fitted the normalizer the data is fed through
   * @return this
   */
  public CarbonAwareTraining<M> normalizer(Normalizer<?> fitted) {
    state.setNormalizer(fitted);
    return this;
  }

  /**
   * The normalizer found in the checkpoint this training goes on from.
   *
   * @return the normalizer, or empty if there is none
   * @throws CheckpointException if it is of a type of the user's own, which is never loaded from a
   *     checkpoint
   */
  public Optional<Normalizer<?>> savedNormalizer() {
    return resumedFrom
        .filter(checkpoint ->
            checkpoint.manifest().files().stream().anyMatch(file -> file.name().equals(NORMALIZER)))
        .map(CarbonAwareTraining::readNormalizer);
  }

  private static Normalizer<?> readNormalizer(Checkpoint checkpoint) {
    try (InputStream in = new BufferedInputStream(checkpoint.open(NORMALIZER))) {
      in.mark(1024);
      DataInputStream header = new DataInputStream(in);
      header.readUTF();
      String type = header.readUTF();
      if (type.equals("CUSTOM")) { // would name a class to be loaded
        throw new CheckpointException(
            "the saved normalizer is of a custom type: build it in code instead");
      }
      in.reset();
      return NormalizerSerializer.getDefault().restore(in);
    } catch (CheckpointException e) {
      throw e;
    } catch (Exception e) { // the framework's method declares no less
      throw new CheckpointException(
          "the normalizer in checkpoint " + checkpoint.location() + " can't be read", e);
    }
  }

  /**
   * Trains until a number of epochs is done in all, whichever processes did the earlier ones, and
   * saves the result. Does nothing but save if they are done already.
   *
   * @param iterator the data, as at the very start of the run; must support reset for more than one
   *     epoch
   * @param epochs the epochs of the whole run
   */
  public void fit(DataSetIterator iterator, long epochs) {
    DataSetIterator data = data(iterator);
    while (position.epochs() < epochs) {
      keepListening();
      if (model instanceof MultiLayerNetwork layered) {
        layered.fit(data);
      } else if (model instanceof ComputationGraph graph) {
        graph.fit(data);
      }
    }
    controller.saveNow(state);
  }

  /**
   * As {@link #fit(DataSetIterator, long)}, for several inputs or outputs.
   *
   * @param iterator the data
   * @param epochs the epochs of the whole run
   */
  public void fit(MultiDataSetIterator iterator, long epochs) {
    MultiDataSetIterator data = data(iterator);
    while (position.epochs() < epochs) {
      keepListening();
      if (model instanceof MultiLayerNetwork layered) {
        layered.fit(data);
      } else if (model instanceof ComputationGraph graph) {
        graph.fit(data);
      }
    }
    controller.saveNow(state);
  }

  /**
   * The data with a safe point before each batch, standing where the training goes on. For own
   * loops:
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
   * <p>Reads ahead on a thread of its own where the iterator allows that. On a resume the iterator
   * is put where the training was: reset as often as then, then read over the batches that were
   * trained.
   *
   * @param iterator the data, as at the very start of the run
   * @return the guarded data; call once per training
   */
  public DataSetIterator data(DataSetIterator iterator) {
    DataSetIterator ahead =
        iterator.asyncSupported() ? new AsyncDataSetIterator(iterator, 2, true) : iterator;
    BatchBoundary boundary = attach();
    skip(boundary, ahead::reset, ahead::hasNext, ahead::next);
    return new CarbonAwareDataSetIterator(ahead, boundary);
  }

  /**
   * As {@link #data(DataSetIterator)}, for several inputs or outputs.
   *
   * @param iterator the data
   * @return the guarded data
   */
  public MultiDataSetIterator data(MultiDataSetIterator iterator) {
    MultiDataSetIterator ahead =
        iterator.asyncSupported() ? new AsyncMultiDataSetIterator(iterator, 2, true) : iterator;
    BatchBoundary boundary = attach();
    skip(boundary, ahead::reset, ahead::hasNext, ahead::next);
    return new CarbonAwareMultiDataSetIterator(ahead, boundary);
  }

  /** The state this training would be saved with. */
  NetworkState state() {
    return state;
  }

  private BatchBoundary attach() {
    if (feeding != null) {
      throw new IllegalStateException(
          "this training has its data already: call data(iterator) or fit(…) once");
    }
    BatchBoundary boundary = new BatchBoundary(controller, position, state, pending);
    feeding = boundary;
    listener = new CarbonAwareListener(controller, position, boundary);
    keepListening();
    return boundary;
  }

  private void keepListening() {
    CarbonAwareListener own = listener;
    if (own != null && !network.listeners().contains(own)) {
      network.addListener(own);
    }
  }

  private void skip(
      BatchBoundary boundary, Runnable reset, Supplier<Boolean> hasNext, Runnable next) {
    for (long i = 0; i < position.resets(); i++) {
      reset.run();
    }
    long batches = position.batchesInEpoch();
    for (long i = 0; i < batches; i++) {
      if (!hasNext.get()) {
        throw new CheckpointException(
            "the data ends after " + i + " batches, but the checkpoint was taken after " + batches
                + ": give the data the training began with");
      }
      next.run();
    }
    if (batches > 0 && !hasNext.get()) {
      position.epochEnded(); // it was saved at the very end of an epoch, before DL4J counted it
      network.incrementEpoch();
    } else if (batches > 0) {
      boundary.continueEpoch();
    }
  }
}
