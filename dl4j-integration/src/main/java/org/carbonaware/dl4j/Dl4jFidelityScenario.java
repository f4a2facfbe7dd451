package org.carbonaware.dl4j;

import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.plan.Policies;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Proves on a model of your own that it resumes bit-exactly; pass it to
 * {@link org.carbonaware.checkpoint.fidelity.ResumeFidelity}:
 *
 * <pre>{@code
 * var scenario = Dl4jFidelityScenario.of("my model", MyModel::fresh, MyData::iterator);
 * System.out.println(ResumeFidelity.check(scenario, 40, 23, Path.of("fidelity")).summary());
 * }</pre>
 */
public final class Dl4jFidelityScenario implements FidelityScenario {
  private final String name;
  private final Supplier<? extends Model> freshModel;
  private final Supplier<? extends DataSetIterator> data;
  private final boolean overDataSets;
  private final long holdAt;

  private Dl4jFidelityScenario(
      String name,
      Supplier<? extends Model> freshModel,
      Supplier<? extends DataSetIterator> data,
      boolean overDataSets,
      long holdAt) {
    this.name = name;
    this.freshModel = freshModel;
    this.data = data;
    this.overDataSets = overDataSets;
    this.holdAt = holdAt;
  }

  /**
   * A scenario that trains by {@code fit(iterator)}.
   *
   * @param name a name for the report
   * @param freshModel makes the model as at the start: same configuration, same seed
   * @param data makes the data as at the start: same order in every process
   * @return the scenario
   */
  public static Dl4jFidelityScenario of(
      String name, Supplier<? extends Model> freshModel, Supplier<? extends DataSetIterator> data) {
    return new Dl4jFidelityScenario(name, freshModel, data, false, 0);
  }

  /**
   * The same with a loop over {@code fit(DataSet)}.
   *
   * @return the scenario
   */
  public Dl4jFidelityScenario overDataSets() {
    return new Dl4jFidelityScenario(name + ", fit(DataSet)", freshModel, data, true, holdAt);
  }

  /**
   * The same with a pause in memory (HOLD) after a batch.
   *
   * @param batch the batch, counted over the whole run from 1
   * @return the scenario
   */
  public Dl4jFidelityScenario heldAfter(long batch) {
    return new Dl4jFidelityScenario(name + ", held", freshModel, data, overDataSets, batch);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TrainingFingerprint train(Path checkpoints, long untilBatch) {
    try (CarbonController controller = CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .batches(untilBatch)
        .deadline(Duration.ofDays(365))
        .checkpoints(checkpoints)
        .stopOnSignals(false, Duration.ZERO)
        .start()) {
      AtomicBoolean held = new AtomicBoolean();
      controller.addListener(event -> {
        if (event instanceof ControllerEvent.StateChanged change
            && change.to() == ControllerState.PAUSED) {
          held.set(true);
          controller.resume();
        }
      });
      CarbonAwareTraining<Model> training =
          CarbonAwareTraining.resumeOrStart(controller, freshModel::get);
      Losses losses = new Losses();
      Network.of(training.model()).addListener(losses);
      CountedData counted = new CountedData(data.get(), batch -> {
        if (batch == holdAt) {
          controller.pause();
        }
        if (batch == untilBatch) {
          controller.suspend();
        }
      });
      DataSetIterator guarded = training.data(counted);
      long begin = controller.batchesDone();
      counted.countFrom(begin);
      try {
        fit(training.model(), guarded, untilBatch > begin);
      } catch (TrainingSuspendedException reached) {
        if (!reached.saved()) {
          throw reached;
        }
      }
      if (begin < holdAt && holdAt < untilBatch && !held.get()) {
        throw new IllegalStateException("the training never paused after batch " + holdAt);
      }
      TrainingFingerprint.Builder fingerprint = training.state().fingerprint();
      losses.byIteration.forEach((iteration, loss) -> fingerprint.loss(iteration, loss));
      return fingerprint.build();
    }
  }

  /** Trains until the controller takes it out. */
  private void fit(Model model, DataSetIterator guarded, boolean anything) {
    while (anything) {
      if (overDataSets) {
        while (guarded.hasNext()) {
          fitOne(model, guarded);
        }
        guarded.reset();
      } else if (model instanceof MultiLayerNetwork layered) {
        layered.fit(guarded);
      } else {
        ((ComputationGraph) model).fit(guarded);
      }
    }
  }

  private static void fitOne(Model model, DataSetIterator guarded) {
    if (model instanceof MultiLayerNetwork layered) {
      layered.fit(guarded.next());
    } else {
      ((ComputationGraph) model).fit(guarded.next());
    }
  }

  /** Keeps the losses by iteration. */
  private static final class Losses extends BaseTrainingListener {
    private final TreeMap<Long, Double> byIteration = new TreeMap<>();

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      byIteration.put((long) iteration, model.score());
    }
  }
}
