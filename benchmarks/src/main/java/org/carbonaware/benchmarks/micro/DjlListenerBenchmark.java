package org.carbonaware.benchmarks.micro;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TimeMeasureTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.translate.Batchifier;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTrainingListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the carbon-aware listener of DJL takes for a batch, called as the framework calls it with
 * what a batch has left, beside an empty listener and the framework's own that measures time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DjlListenerBenchmark {
  private Model model;
  private Trainer trainer;
  private CarbonController controller;
  private TrainingListener ours;
  private TrainingListener empty;
  private TrainingListener time;
  private TrainingListener.BatchData data;
  private TrainingListener.BatchData next;

  /** For JMH. */
  public DjlListenerBenchmark() {}

  /** Trains a batch, so that there is what listeners ask for. */
  @Setup
  public void train() {
    System.setProperty("ai.djl.offline", "true"); // natives that are missing are not downloaded
    controller = Open.controller();
    ours = new CarbonAwareTrainingListener(controller);
    empty = new TrainingListenerAdapter() {};
    time = new TimeMeasureTrainingListener(null);
    model = Model.newInstance("linear", "PyTorch");
    model.setBlock(Linear.builder().setUnits(2).build());
    trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
        .addTrainingListeners(new TrainingListenerAdapter() {
          @Override
          public void onTrainingBatch(Trainer of, BatchData batch) {
            data = batch;
          }
        })
        .addTrainingListeners(ours, empty, time));
    trainer.initialize(new Shape(3, 4));
    trainer.setMetrics(new Metrics());
    NDArray input = model.getNDManager().ones(new Shape(3, 4));
    NDArray labels = model.getNDManager().ones(new Shape(3, 2));
    EasyTrain.trainBatch(
        trainer,
        new Batch(
            model.getNDManager().newSubManager(),
            new NDList(input),
            new NDList(labels),
            3,
            Batchifier.STACK,
            Batchifier.STACK,
            0,
            1));
    trainer.step();
    next = new TrainingListener.BatchData(data.getBatch(), data.getLabels(), data.getPredictions());
  }

  /** Forgets what listeners have noted, which would fill the memory. */
  @Setup(Level.Iteration)
  public void forget() {
    trainer.setMetrics(new Metrics());
  }

  /** Ends the controller's threads and the training. */
  @TearDown
  public void close() {
    controller.close();
    trainer.close();
    model.close();
  }

  /** The carbon-aware listener, which would leave out a batch that it is told of twice. */
  @Benchmark
  public void ours() {
    TrainingListener.BatchData now = next;
    next = data;
    data = now;
    ours.onTrainingBatch(trainer, now);
  }

  /** A listener that does nothing. */
  @Benchmark
  public void emptyListener() {
    empty.onTrainingBatch(trainer, data);
  }

  /** The framework's own that measures time. */
  @Benchmark
  public void timeMeasureListener() {
    time.onTrainingBatch(trainer, data);
  }
}
