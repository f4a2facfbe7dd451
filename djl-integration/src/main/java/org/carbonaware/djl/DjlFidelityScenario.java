package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.FidelityScenario;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.integration.FidelityRun;

/**
 * Proves on a model of your own that it resumes bit-exactly; pass it to
 * {@link org.carbonaware.checkpoint.fidelity.ResumeFidelity}:
 *
 * <pre>{@code
 * var scenario = DjlFidelityScenario.of("my model", () -> new DjlFidelityScenario.Fresh(
 *     MyModel.fresh(), MyModel.config(), MyData.train(), new Shape(1, 784)));
 * System.out.println(ResumeFidelity.check(scenario, 40, 23, Path.of("fidelity")).summary());
 * }</pre>
 *
 * <p>DJL's random generators are seeded before each start, so that all begin with the same model.
 */
public final class DjlFidelityScenario implements FidelityScenario {
  private static final int SEED = 42;

  private final String name;
  private final Supplier<Fresh> fresh;
  private final boolean ownLoop;
  private final Determinism determinism;
  private final long holdAt;

  /**
   * A training as at its very start.
   *
   * @param model the model, with its block; closed after the training
   * @param config its configuration, with a {@link ResumableOptimizer}; a new one each time
   * @param data what to train on, in the same order in every process
   * @param inputs the shapes of one batch of input
   */
  public record Fresh(Model model, TrainingConfig config, Dataset data, List<Shape> inputs) {
    /** Copies the shapes. */
    public Fresh {
      inputs = List.copyOf(inputs);
    }

    /**
     * For one input.
     *
     * @param model the model
     * @param config its configuration
     * @param data what to train on
     * @param input the shape of one batch of input
     */
    public Fresh(Model model, TrainingConfig config, Dataset data, Shape input) {
      this(model, config, data, List.of(input));
    }
  }

  private DjlFidelityScenario(
      String name, Supplier<Fresh> fresh, boolean ownLoop, Determinism determinism, long holdAt) {
    this.name = name;
    this.fresh = fresh;
    this.ownLoop = ownLoop;
    this.determinism = determinism;
    this.holdAt = holdAt;
  }

  /**
   * A scenario that trains by {@code EasyTrain.fit}, with {@link Determinism#STEP}.
   *
   * @param name a name for the report
   * @param fresh makes model, configuration and data as at the start
   * @return the scenario
   */
  public static DjlFidelityScenario of(String name, Supplier<Fresh> fresh) {
    return new DjlFidelityScenario(name, fresh, false, Determinism.STEP, 0);
  }

  /**
   * The same with a loop over {@code trainer.iterateDataset}.
   *
   * @return the scenario
   */
  public DjlFidelityScenario inOwnLoop() {
    return new DjlFidelityScenario(name, fresh, true, determinism, holdAt);
  }

  /**
   * The same with other random numbers.
   *
   * @param how how they are repeated
   * @return the scenario
   */
  public DjlFidelityScenario with(Determinism how) {
    return new DjlFidelityScenario(name, fresh, ownLoop, how, holdAt);
  }

  /**
   * The same with a pause in memory (HOLD) after a batch.
   *
   * @param batch the batch, counted over the whole run from 1
   * @return the scenario
   */
  public DjlFidelityScenario heldAfter(long batch) {
    return new DjlFidelityScenario(name, fresh, ownLoop, determinism, batch);
  }

  @Override
  public String name() {
    return name + (ownLoop ? ", own loop" : "") + (holdAt > 0 ? ", held" : "");
  }

  @Override
  public TrainingFingerprint train(Path checkpoints, long untilBatch) {
    Engine.getInstance().setRandomSeed(SEED);
    Fresh start = fresh.get();
    Updates updates = new Updates();
    start.config().getTrainingListeners().add(updates);
    try (Model model = start.model();
        Trainer trainer = model.newTrainer(start.config())) {
      trainer.initialize(start.inputs().toArray(new Shape[0]));
      return FidelityRun.train(checkpoints, untilBatch, holdAt, (controller, run) -> {
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(controller, trainer, start.config(), determinism);
        updates.toldTo(loss -> run.updated(controller.batchesDone() + 1, loss));
        return new Run(trainer, training, training.data(start.data()), ownLoop);
      });
    }
  }

  private record Run(Trainer trainer, CarbonAwareTraining training, Dataset data, boolean ownLoop)
      implements FidelityRun.Training {
    @Override
    public void train() {
      try {
        while (true) { // the controller takes it out
          epoch();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (TranslateException e) {
        throw new CheckpointException("the data of the scenario can't be read: " + e, e);
      }
    }

    private void epoch() throws IOException, TranslateException {
      if (!ownLoop) {
        EasyTrain.fit(trainer, 1, data, null);
        return;
      }
      for (Batch batch : trainer.iterateDataset(data)) {
        EasyTrain.trainBatch(trainer, batch);
        trainer.step();
        batch.close();
      }
    }

    @Override
    public TrainingFingerprint.Builder fingerprint() {
      return TrainingFingerprint.builder().snapshot(training.state().capture());
    }
  }

  /** Tells of each batch and its loss, before its update. */
  private static final class Updates extends TrainingListenerAdapter {
    private DoubleConsumer run = loss -> {};

    void toldTo(DoubleConsumer lossOfTheNextBatch) {
      run = lossOfTheNextBatch;
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData data) {
      double loss = 0;
      for (Map.Entry<Device, NDList> part : data.getPredictions().entrySet()) {
        NDList labels = data.getLabels().get(part.getKey());
        try (NDArray value = trainer.getLoss().evaluate(labels, part.getValue())) {
          loss += value.getFloat();
        }
      }
      run.accept(loss);
    }
  }
}
