package org.carbonaware.benchmarks.training;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.dl4j.CarbonAwareListener;
import org.carbonaware.dl4j.CarbonAwareTraining;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** A model in Deeplearning4j, which all arms train. */
final class Dl4jSubject implements TrainingFramework.Subject {
  private static final int PRINTED_EVERY = 10; // as in the framework's examples

  private final MultiLayerNetwork network;
  private final DataSet batch;
  private final INDArray last;

  Dl4jSubject(Workload workload) {
    this.network = Dl4jModels.of(workload);
    this.batch = Dl4jModels.batch(workload);
    this.last = network.getLayer(network.getnLayers() - 1).getParam("b");
  }

  @Override
  public TrainingFramework.Turns turns(Arm arm, Kit kit) {
    DataSetIterator repeated = new RepeatedDataSet(batch, () -> {});
    DataSetIterator data = arm.saved()
        ? CarbonAwareTraining.resumeOrStart(kit.itsController(), () -> network).data(repeated)
        : repeated;
    return new Taken(listeners(arm, kit), data);
  }

  private static List<TrainingListener> listeners(Arm arm, Kit kit) {
    List<TrainingListener> added = new ArrayList<>();
    switch (arm) {
      case BARE, BARE_AGAIN, OURS_SAVED -> {}
      case PLANTED -> added.add(new Spinning(kit.spin()));
      case OWN_SPEED -> added.add(new PerformanceListener(PRINTED_EVERY));
      case OWN_USUAL -> added.add(new ScoreIterationListener(PRINTED_EVERY));
      case OURS, OURS_METERED -> added.add(new CarbonAwareListener(kit.itsController()));
    }
    Stopwatch stopwatch = kit.stopwatch();
    return stopwatch == null ? added : List.of(new Timed(added, stopwatch));
  }

  @Override
  public void close() {
    network.close();
  }

  /** A loop over the data, which can stop between two batches. */
  private final class Taken implements TrainingFramework.Turns {
    private final List<TrainingListener> listeners;
    private final DataSetIterator data;

    Taken(List<TrainingListener> listeners, DataSetIterator data) {
      this.listeners = List.copyOf(listeners);
      this.data = data;
    }

    @Override
    public void begin() {
      network.setListeners(new ArrayList<>(listeners));
    }

    @Override
    public void train(int batches) {
      for (int i = 0; i < batches; i++) {
        if (!data.hasNext()) {
          data.reset();
        }
        network.fit(data.next());
      }
      Nd4j.getExecutioner().commit();
      last.getDouble(0); // comes when the device has done all that was asked of it before
    }
  }

  /** Is busy after each batch. */
  private static final class Spinning extends BaseTrainingListener {
    private final Spin spin;

    Spinning(Spin spin) {
      this.spin = spin;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      spin.run();
    }
  }

  /** Others, and a stopwatch around what they do after each batch. */
  private static final class Timed extends BaseTrainingListener {
    private final List<TrainingListener> others;
    private final Stopwatch stopwatch;

    Timed(List<TrainingListener> others, Stopwatch stopwatch) {
      this.others = others;
      this.stopwatch = stopwatch;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      stopwatch.time(() -> {
        for (TrainingListener listener : others) {
          listener.iterationDone(model, iteration, epoch);
        }
      });
    }
  }
}
