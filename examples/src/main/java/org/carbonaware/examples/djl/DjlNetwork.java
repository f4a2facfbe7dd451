package org.carbonaware.examples.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.CosineTracker;
import ai.djl.training.tracker.Tracker;
import org.carbonaware.djl.ResumableOptimizer;
import org.carbonaware.examples.images.Images;
import org.carbonaware.examples.training.Architecture;

/**
 * A network with the trainer that trains it, on the first GPU or else on the processor. Seeds DJL's
 * random generators as it is made, so that all that follows is the same each time. Holds native
 * memory until it is closed.
 */
final class DjlNetwork implements AutoCloseable {
  private static final float FIRST_LEARNING_RATE = 1e-3f;
  private static final float LAST_LEARNING_RATE = 1e-4f;
  private static final int JUDGED_AT_ONCE = 250;

  private final Model model;
  private final TrainingConfig config;
  private final Trainer trainer;

  private DjlNetwork(Model model, TrainingConfig config, Images images) {
    this.model = model;
    this.config = config;
    this.trainer = model.newTrainer(config);
    trainer.initialize(DigitsBlocks.input(images, 1));
  }

  /**
   * An untrained network whose learning rate falls from 0.001 to 0.0001 over the planned updates.
   *
   * @param images what it will learn from
   * @param plannedUpdates batches of the whole training, at least 1
   */
  static DjlNetwork fresh(Architecture architecture, Images images, long seed, int plannedUpdates) {
    Engine engine = Engine.getEngine(DjlFramework.ENGINE);
    engine.setRandomSeed(Long.hashCode(seed));
    Device device = engine.defaultDevice();
    Model model = Model.newInstance("digits", device, DjlFramework.ENGINE);
    try {
      model.setBlock(DigitsBlocks.of(architecture, images));
      return new DjlNetwork(model, config(device, plannedUpdates), images);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static TrainingConfig config(Device device, int plannedUpdates) {
    CosineTracker rate = Tracker.cosine()
        .setBaseValue(FIRST_LEARNING_RATE)
        .optFinalValue(LAST_LEARNING_RATE)
        .setMaxUpdates(plannedUpdates)
        .build();
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optDevices(new Device[] {device})
        .optOptimizer(ResumableOptimizer.of(Adam.builder().optLearningRateTracker(rate)));
  }

  Trainer trainer() {
    return trainer;
  }

  TrainingConfig config() {
    return config;
  }

  /** Images as batches; their memory is freed with the network's. */
  Dataset batches(Images images, int batchSize) {
    return ImageArrays.dataset(images, trainer.getManager(), batchSize, true);
  }

  long parameters() {
    return model.getBlock().getParameters().values().stream()
        .mapToLong(parameter -> parameter.getArray().size())
        .sum();
  }

  /** The share of images put into their class, 0 to 1; changes nothing. */
  double accuracy(Images images) {
    int right = 0;
    for (int from = 0; from < images.size(); from += JUDGED_AT_ONCE) {
      int rows = Math.min(JUDGED_AT_ONCE, images.size() - from);
      try (NDManager manager = trainer.getManager().newSubManager()) {
        NDList logits =
            trainer.evaluate(new NDList(ImageArrays.pixels(images, manager, from, rows)));
        logits.attach(manager);
        long[] answers = logits.singletonOrThrow().argMax(1).toLongArray();
        for (int row = 0; row < rows; row++) {
          right += answers[row] == images.label(from + row) ? 1 : 0;
        }
      }
    }
    return (double) right / images.size();
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
