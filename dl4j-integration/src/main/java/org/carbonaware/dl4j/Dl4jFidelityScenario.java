package org.carbonaware.dl4j;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.FidelityRun;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
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
    return FidelityRun.train(checkpoints, untilBatch, holdAt, this::start);
  }

  private FidelityRun.Training start(CarbonController controller, FidelityRun run) {
    CarbonAwareTraining<Model> training =
        CarbonAwareTraining.resumeOrStart(controller, freshModel::get);
    training.model().addListeners(new BaseTrainingListener() {
      @Override
      public void iterationDone(Model model, int iteration, int epoch) {
        run.updated(iteration, model.score());
      }
    });
    DataSetIterator guarded = training.data(data.get());
    return new FidelityRun.Training() {
      @Override
      public void train() {
        fit(Network.of(training.model()).fittable(), guarded);
      }

      @Override
      public TrainingFingerprint.Builder fingerprint() {
        return training.state().fingerprint();
      }
    };
  }

  /** Trains until the controller takes it out. */
  private void fit(NeuralNetwork model, DataSetIterator guarded) {
    while (true) {
      if (!overDataSets) {
        model.fit(guarded);
        continue;
      }
      while (guarded.hasNext()) {
        model.fit(guarded.next());
      }
      guarded.reset();
    }
  }
}
