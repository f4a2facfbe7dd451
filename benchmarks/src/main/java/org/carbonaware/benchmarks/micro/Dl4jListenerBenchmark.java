package org.carbonaware.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.dl4j.CarbonAwareListener;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the carbon-aware listener of Deeplearning4j takes for a batch, called as the framework calls
 * it on a network that has been trained, beside an empty listener and the framework's own that
 * measures speed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class Dl4jListenerBenchmark {
  private MultiLayerNetwork network;
  private CarbonController controller;
  private TrainingListener ours;
  private TrainingListener empty;
  private TrainingListener performance;
  private int iteration;

  /** For JMH. */
  public Dl4jListenerBenchmark() {}

  /** Trains a batch, so that the network has what listeners ask for. */
  @Setup
  public void train() {
    network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
        .list()
        .layer(new OutputLayer.Builder().nIn(4).nOut(2).build())
        .build());
    network.init();
    controller = Open.controller();
    ours = new CarbonAwareListener(controller);
    empty = new BaseTrainingListener() {};
    performance = new PerformanceListener(Integer.MAX_VALUE, true); // prints nothing
    network.setListeners(ours, empty, performance);
    network.fit(Nd4j.ones(3, 4), Nd4j.ones(3, 2));
  }

  /** Ends the controller's threads. */
  @TearDown
  public void close() {
    controller.close();
  }

  /** The carbon-aware listener. */
  @Benchmark
  public void ours() {
    ours.iterationDone(network, ++iteration, 0);
  }

  /** A listener that does nothing. */
  @Benchmark
  public void emptyListener() {
    empty.iterationDone(network, ++iteration, 0);
  }

  /** The framework's own that measures speed. */
  @Benchmark
  public void performanceListener() {
    performance.iterationDone(network, ++iteration, 0);
  }
}
