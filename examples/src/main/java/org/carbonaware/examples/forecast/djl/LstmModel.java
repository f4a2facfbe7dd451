package org.carbonaware.examples.forecast.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import org.carbonaware.djl.ResumableOptimizer;
import org.carbonaware.examples.forecast.task.Examples;
import org.carbonaware.examples.forecast.task.LogScale;
import org.carbonaware.examples.forecast.task.Windows;

/**
 * An LSTM that reads a week day by day, dropout, and a dense layer for the 24 hours ahead, with the
 * trainer that trains it. Seeds DJL's random generators as it is made, so that all that follows is
 * the same each time. Holds native memory until it is closed.
 */
final class LstmModel implements AutoCloseable {
  static final int UNITS = 32;

  private static final String ENGINE = "PyTorch";

  /** Much, for a few thousand examples that resemble each other. */
  private static final float DROPPED = 0.7f;

  private static final float FIRST_LEARNING_RATE = 2e-3f;
  private static final float LAST_LEARNING_RATE = 5e-4f;

  private final Model model;
  private final TrainingConfig config;
  private final Trainer trainer;

  private LstmModel(Model model, TrainingConfig config) {
    this.model = model;
    this.config = config;
    this.trainer = model.newTrainer(config);
    trainer.initialize(shape(1));
  }

  /**
   * An untrained network. It minimises the absolute error of the logarithm, which is nearly the
   * percentage error it is judged by.
   *
   * @param scale normalises inputs and answers
   * @param plannedUpdates batches of the whole training, at least 1; the learning rate falls from
   *     0.002 to 0.0005 over them
   */
  static LstmModel fresh(LogScale scale, long seed, int plannedUpdates) {
    Engine engine = Engine.getEngine(ENGINE);
    engine.setRandomSeed(Long.hashCode(seed));
    Device device = engine.defaultDevice();
    Model model = Model.newInstance("forecast", device, ENGINE);
    try {
      model.setBlock(new Normalised(scale, network()));
      return new LstmModel(model, config(device, plannedUpdates));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Block network() {
    return new SequentialBlock()
        .add(LSTM.builder().setStateSize(UNITS).setNumLayers(1).build())
        .add(LambdaBlock.singleton(days -> days.get(":, -1"), "lastDay"))
        .add(Dropout.builder().optRate(DROPPED).build())
        .add(Linear.builder().setUnits(Windows.HOURS).build());
  }

  private static TrainingConfig config(Device device, int plannedUpdates) {
    return new DefaultTrainingConfig(Loss.l1Loss())
        .optDevices(new Device[] {device})
        .optOptimizer(ResumableOptimizer.of(Adam.builder()
            .optLearningRateTracker(Tracker.cosine()
                .setBaseValue(FIRST_LEARNING_RATE)
                .optFinalValue(LAST_LEARNING_RATE)
                .setMaxUpdates(plannedUpdates)
                .build())));
  }

  /** The shape of a batch: windows, days, channels. */
  private static Shape shape(int count) {
    return new Shape(count, Windows.DAYS, Windows.CHANNELS);
  }

  Trainer trainer() {
    return trainer;
  }

  TrainingConfig config() {
    return config;
  }

  long parameters() {
    return model.getBlock().getParameters().values().stream()
        .filter(parameter -> parameter.requiresGradient())
        .mapToLong(parameter -> parameter.getArray().size())
        .sum();
  }

  /**
   * Examples as batches, in an order that DJL's random generator decides at the begin of each
   * epoch; their memory is freed with the network's.
   */
  ArrayDataset batches(Examples examples, int batchSize) {
    float[] inputs = new float[examples.size() * Examples.INPUTS];
    float[] targets = new float[examples.size() * Examples.TARGETS];
    for (int i = 0; i < examples.size(); i++) {
      examples.copyInputs(i, inputs, i * Examples.INPUTS);
      examples.copyTargets(i, targets, i * Examples.TARGETS);
    }
    NDManager manager = trainer.getManager();
    return new ArrayDataset.Builder()
        .setData(manager.create(inputs, shape(examples.size())))
        .optLabels(manager.create(targets, new Shape(examples.size(), Examples.TARGETS)))
        .setSampling(batchSize, true)
        .build();
  }

  /** The answers to some windows; changes nothing. */
  float[] answers(float[] inputs, int count) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDList answers = trainer.evaluate(new NDList(manager.create(inputs, shape(count))));
      answers.attach(manager);
      return answers.singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
