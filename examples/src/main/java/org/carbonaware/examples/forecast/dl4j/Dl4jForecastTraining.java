package org.carbonaware.examples.forecast.dl4j;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.carbonaware.control.CarbonController;
import org.carbonaware.dl4j.CarbonAwareTraining;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.ForecastTraining;
import org.carbonaware.examples.forecast.task.TrainedForecaster;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * The LSTM that learns a {@link ForecastTask}. Its normaliser is saved with every checkpoint, and
 * the one found there is used.
 */
public final class Dl4jForecastTraining implements ForecastTraining {
  static final int BATCH_SIZE = 64;

  private static final int USUAL_BATCHES = 600;

  private final ForecastTask task;
  private final long seed;

  /**
   * Creates a training; Deeplearning4j must be prepared.
   *
   * @param task what to learn
   * @param seed of the first parameters, of dropout and of the order of examples
   */
  public Dl4jForecastTraining(ForecastTask task, long seed) {
    this.task = task;
    this.seed = seed;
  }

  @Override
  public String describe() {
    return "LSTM of " + LstmNetwork.UNITS + " units, " + fresh(1).numParams()
        + " parameters, Deeplearning4j";
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
    ExampleBatches batches = batches(normalizer());
    MultiLayerNetwork network = fresh(1);
    while (more.getAsBoolean()) {
      if (!batches.hasNext()) {
        batches.reset();
      }
      network.fit(batches.next());
    }
  }

  @Override
  public TrainedForecaster train(CarbonController controller, Path checkpoints, int epochs) {
    return train(controller, epochs, List.of());
  }

  /** The listeners are told of the whole training in this process. */
  TrainedForecaster train(
      CarbonController controller, int epochs, List<TrainingListener> listeners) {
    CarbonAwareTraining<MultiLayerNetwork> training =
        CarbonAwareTraining.resumeOrStart(controller, () -> fresh(epochs));
    NormalizerStandardize normalizer = training
        .savedNormalizer()
        .map(NormalizerStandardize.class::cast)
        .orElseGet(this::normalizer);
    training.model().addListeners(listeners.toArray(TrainingListener[]::new));
    training.normalizer(normalizer).fit(batches(normalizer), epochs);
    return new Dl4jForecaster(training.model(), normalizer);
  }

  @Override
  public TrainedForecaster trainStraight(int epochs) {
    MultiLayerNetwork network = fresh(epochs);
    NormalizerStandardize normalizer = normalizer();
    network.fit(batches(normalizer), epochs);
    return new Dl4jForecaster(network, normalizer);
  }

  private NormalizerStandardize normalizer() {
    return LstmNetwork.normalizer(task.scale());
  }

  private ExampleBatches batches(NormalizerStandardize normalizer) {
    ExampleBatches batches = new ExampleBatches(task.examples(), BATCH_SIZE, seed);
    batches.setPreProcessor(normalizer);
    return batches;
  }

  private MultiLayerNetwork fresh(int epochs) {
    return LstmNetwork.build(seed, epochs * batchesPerEpoch());
  }
}
