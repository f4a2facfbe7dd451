package org.carbonaware.examples.forecast.djl;

import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.examples.djl.LastSnapshot;
import org.carbonaware.examples.djl.SavedFingerprint;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.ForecastTraining;
import org.carbonaware.examples.forecast.task.TrainedForecaster;

/** The LSTM that learns a {@link ForecastTask}, on the PyTorch engine. */
public final class DjlForecastTraining implements ForecastTraining {
  static final int BATCH_SIZE = 64;

  /**
   * Four times as many as in Deeplearning4j, at a slower rate: a step takes a tenth of the time.
   */
  private static final int USUAL_BATCHES = 2_400;

  private final ForecastTask task;
  private final long seed;

  /**
   * Creates a training; DJL must be prepared.
   *
   * @param task what to learn
   * @param seed of the first parameters, of dropout and of the order of examples
   */
  public DjlForecastTraining(ForecastTask task, long seed) {
    this.task = task;
    this.seed = seed;
  }

  @Override
  public String describe() {
    try (LstmModel model = fresh(1)) {
      return "LSTM of " + LstmModel.UNITS + " units, " + model.parameters()
          + " parameters, DJL on PyTorch";
    }
  }

  @Override
  public int batchesPerEpoch() {
    return (task.examples().size() + BATCH_SIZE - 1) / BATCH_SIZE;
  }

  @Override
  public int usualEpochs() {
    return ForecastTraining.epochs(USUAL_BATCHES, batchesPerEpoch());
  }

  @Override
  public void rehearse(BooleanSupplier more) {
    try (LstmModel model = fresh(1)) {
      ArrayDataset data = model.batches(task.examples(), BATCH_SIZE);
      while (rehearseEpoch(model.trainer(), data, more)) {
        // and again
      }
    } catch (IOException | TranslateException e) {
      throw unreadable(e);
    }
  }

  private static boolean rehearseEpoch(Trainer trainer, ArrayDataset data, BooleanSupplier more)
      throws IOException, TranslateException {
    for (Batch batch : trainer.iterateDataset(data)) {
      try (batch) {
        if (!more.getAsBoolean()) {
          return false;
        }
        EasyTrain.trainBatch(trainer, batch);
        trainer.step();
      }
    }
    return true;
  }

  @Override
  public TrainedForecaster train(CarbonController controller, Path checkpoints, int epochs) {
    long updates = (long) epochs * batchesPerEpoch();
    return train(
        controller, epochs, List.of(), () -> SavedFingerprint.newest(checkpoints, updates));
  }

  /** Under a controller that never pauses, since it repeats the random numbers of a paused run. */
  @Override
  public TrainedForecaster trainStraight(int epochs) {
    LastSnapshot kept = new LastSnapshot();
    try (CarbonController controller = kept.neverPausing(epochs)) {
      return train(controller, epochs, List.of(), () -> SavedFingerprint.of(kept.manifest()));
    }
  }

  /** The listeners are told of the whole training in this process. */
  TrainedForecaster train(
      CarbonController controller,
      int epochs,
      List<TrainingListener> listeners,
      Supplier<TrainingFingerprint> saved) {
    LstmModel model = fresh(epochs);
    try {
      model.config().getTrainingListeners().addAll(listeners);
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(controller, model.trainer(), model.config());
      training.fit(model.batches(task.examples(), BATCH_SIZE), null, epochs);
      return new Trained(model, saved);
    } catch (IOException | TranslateException e) {
      model.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private LstmModel fresh(int epochs) {
    return LstmModel.fresh(task.scale(), seed, epochs * batchesPerEpoch());
  }

  /** DJL declares it for datasets that read files; these are in memory. */
  private static IllegalStateException unreadable(Exception e) {
    return new IllegalStateException("the examples can't be made into batches", e);
  }

  private record Trained(LstmModel model, Supplier<TrainingFingerprint> saved)
      implements TrainedForecaster {
    @Override
    public float[] logCorrections(float[] inputs, int count) {
      return model.answers(inputs, count);
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return saved.get();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
