package org.carbonaware.benchmarks.training;

import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.ParameterList;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TimeMeasureTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.carbonaware.djl.CarbonAwareTrainingListener;
import org.jspecify.annotations.Nullable;

/** A training by the steps of {@code EasyTrain.fit}, which can stop between two batches. */
final class DjlTurns implements TrainingFramework.Turns {
  private final List<TrainingListener> attached;
  private final List<TrainingListener> added;
  private final Trainer trainer;
  private final Dataset fed;
  private final NDArray last;
  private final boolean recorded;
  private @Nullable Metrics metrics;
  private @Nullable Iterator<Batch> epoch;

  /**
   * Listeners take turns on one trainer.
   *
   * @param recorded whether what the listeners measure is recorded, without which they do little
   */
  DjlTurns(
      TrainingConfig config,
      Trainer trainer,
      Dataset fed,
      List<TrainingListener> listeners,
      boolean recorded) {
    this.attached = config.getTrainingListeners(); // the trainer's own list
    this.added = List.copyOf(listeners);
    this.trainer = trainer;
    this.fed = fed;
    this.recorded = recorded;
    ParameterList parameters = trainer.getModel().getBlock().getParameters();
    this.last = parameters.valueAt(parameters.size() - 1).getArray();
    added.forEach(listener -> listener.onTrainingBegin(trainer));
  }

  static List<TrainingListener> listeners(Arm arm, Kit kit) {
    List<TrainingListener> added = new ArrayList<>();
    switch (arm) {
      case BARE, BARE_AGAIN, OURS_SAVED -> {}
      case PLANTED -> added.add(new Spinning(kit.spin()));
      case OWN_SPEED -> added.add(new TimeMeasureTrainingListener(null));
      case OWN_USUAL -> added.addAll(Arrays.asList(TrainingListener.Defaults.basic()));
      case OURS, OURS_METERED -> added.add(new CarbonAwareTrainingListener(kit.itsController()));
    }
    Stopwatch stopwatch = kit.stopwatch();
    return stopwatch == null ? added : List.of(new Timed(added, stopwatch));
  }

  @Override
  public void begin() {
    attached.clear();
    attached.addAll(added);
    trainer.setMetrics(recorded ? metrics() : null);
  }

  private Metrics metrics() {
    Metrics current = metrics;
    if (current == null) {
      current = new Metrics();
      metrics = current;
    }
    return current;
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
      metrics = null; // they would grow without end
      begin();
    }
    Iterator<Batch> begun = trainer.iterateDataset(fed).iterator();
    epoch = begun;
    if (!begun.hasNext()) {
      throw new IllegalStateException("an epoch without batches");
    }
    return begun.next();
  }

  /** Is busy after each batch. */
  private static final class Spinning extends TrainingListenerAdapter {
    private final Spin spin;

    Spinning(Spin spin) {
      this.spin = spin;
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
      spin.run();
    }
  }

  /** Others, and a stopwatch around what they do after each batch. */
  private static final class Timed extends TrainingListenerAdapter {
    private final List<TrainingListener> others;
    private final Stopwatch stopwatch;

    Timed(List<TrainingListener> others, Stopwatch stopwatch) {
      this.others = others;
      this.stopwatch = stopwatch;
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
      others.forEach(listener -> listener.onTrainingBegin(trainer));
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
      stopwatch.time(() -> {
        for (TrainingListener listener : others) {
          listener.onTrainingBatch(trainer, batchData);
        }
      });
    }

    @Override
    public void onEpoch(Trainer trainer) {
      others.forEach(listener -> listener.onEpoch(trainer));
    }
  }
}
