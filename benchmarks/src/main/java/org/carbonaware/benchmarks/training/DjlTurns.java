package org.carbonaware.benchmarks.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TimeMeasureTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.djl.CarbonAwareTrainingListener;
import org.carbonaware.djl.ResumableOptimizer;
import org.jspecify.annotations.Nullable;

/** A training by the steps of {@code EasyTrain.fit}, which can stop between two batches. */
final class DjlTurns implements TrainingFramework.Turns {
  private static final int BATCHES_PER_EPOCH = 1000;

  private final Model model;
  private final Trainer trainer;
  private final Dataset fed;
  private final NDArray last;
  private @Nullable Iterator<Batch> epoch;

  DjlTurns(
      Model model, Workload workload, Arm arm, Target target, @Nullable CarbonController carbon) {
    this.model = model;
    DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optOptimizer(
            arm.saved() ? ResumableOptimizer.of(Adam.builder()) : Adam.builder().build())
        .optDevices(new Device[] {DjlFramework.device(target)});
    config.addTrainingListeners(listeners(arm, carbon));
    this.trainer = model.newTrainer(config);
    if (!arm.controlled() && arm != Arm.BARE) {
      trainer.setMetrics(new Metrics()); // without it its listeners have nowhere to write
    }
    Shape input = DjlBlocks.input(workload);
    trainer.initialize(input);
    NDManager manager = model.getNDManager();
    Dataset batches = new RepeatedBatch(
        manager.randomNormal(input),
        manager.arange(0f, workload.batchSize(), 1f).mod(Workload.CLASSES),
        workload.batchSize(),
        BATCHES_PER_EPOCH);
    this.fed = arm.saved()
        ? CarbonAwareTraining.resumeOrStart(controller(carbon), trainer, config).data(batches)
        : batches;
    this.last = model
        .getBlock()
        .getParameters()
        .valueAt(model.getBlock().getParameters().size() - 1)
        .getArray();
  }

  private static TrainingListener[] listeners(Arm arm, @Nullable CarbonController carbon) {
    return switch (arm) {
      case BARE, OURS_SAVED -> new TrainingListener[0];
      case OWN_SPEED -> new TrainingListener[] {new TimeMeasureTrainingListener(null)};
      case OWN_USUAL -> TrainingListener.Defaults.basic();
      case OURS, OURS_METERED ->
        new TrainingListener[] {new CarbonAwareTrainingListener(controller(carbon))};
    };
  }

  private static CarbonController controller(@Nullable CarbonController carbon) {
    return Objects.requireNonNull(carbon, "this training needs a controller");
  }

  @Override
  public void train(int count) throws IOException, TranslateException {
    for (int i = 0; i < count; i++) {
      Batch batch = next();
      EasyTrain.trainBatch(trainer, batch);
      trainer.step();
      batch.close();
    }
    try (NDArray sum = last.sum()) {
      sum.getFloat(); // comes when the device has done all that was asked of it before
    }
  }

  private Batch next() throws IOException, TranslateException {
    Iterator<Batch> batches = epoch;
    if (batches != null && batches.hasNext()) {
      return batches.next();
    }
    if (batches != null) {
      trainer.notifyListeners(listener -> listener.onEpoch(trainer));
    }
    Iterator<Batch> begun = trainer.iterateDataset(fed).iterator();
    epoch = begun;
    if (!begun.hasNext()) {
      throw new IllegalStateException("an epoch without batches");
    }
    return begun.next();
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
