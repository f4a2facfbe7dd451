package org.carbonaware.djl;

import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.integration.DataPosition;
import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.IntegrationContract;
import org.jspecify.annotations.Nullable;

/** The kit that every integration passes, on DJL's PyTorch engine: dropout and Adam. */
class DjlIntegrationTest extends IntegrationContract {
  private final Integration djl = new Djl();

  @Override
  protected Integration integration() {
    return djl;
  }

  private static final class Djl implements Integration {
    @Override
    public String name() {
      return "DJL";
    }

    @Override
    public Training start(CarbonController controller, Set<Trait> traits) {
      return new Fed(controller, traits);
    }

    @Override
    public Training listen(CarbonController controller, Set<Trait> traits) {
      return new Listening(controller, traits);
    }
  }

  /** A toy's trainer, what it trains on and by, and who is told of each batch. */
  private abstract static class Toy implements Integration.Training {
    final CarbonController controller;
    final DjlFidelityScenario.Fresh fresh;
    final Trainer trainer;
    Dataset data;
    final @Nullable Dataset validation;
    private LongConsumer onUpdate = update -> {};

    Toy(
        CarbonController controller,
        Set<Integration.Trait> traits,
        List<? extends TrainingListener> further) {
      this.controller = controller;
      ToyTrainings.Kind kind = traits.contains(Integration.Trait.ANOTHER_MODEL)
          ? ToyTrainings.Kind.CNN_BATCH_NORM
          : ToyTrainings.Kind.DROPOUT;
      this.fresh = Runs.fresh(kind, ToyTrainings.Updater.ADAM);
      this.data = ToyTrainings.data(kind, IntegrationContract.BATCHES);
      this.validation =
          traits.contains(Integration.Trait.VALIDATED) ? ToyTrainings.data(kind, 4) : null;
      List<TrainingListener> listeners = fresh.config().getTrainingListeners();
      listeners.add(new Runs.AtBatch(batch -> onUpdate.accept(controller.batchesDone() + 1)));
      listeners.addAll(further);
      this.trainer = Runs.trainer(fresh);
    }

    @Override
    public void train(int epochs, LongConsumer told) {
      onUpdate = told;
      try {
        train(epochs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (TranslateException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onRead(LongConsumer hook) {
      data = new HookedData(data, hook);
    }

    @Override
    public void onUpdateBehind(LongConsumer hook) {
      fresh.config().getTrainingListeners().add(new Runs.AtBatch(hook));
    }

    @Override
    public void diverge() {
      fresh
          .model()
          .getBlock()
          .getParameters()
          .values()
          .forEach(parameter -> parameter.getArray().muli(Float.NaN));
    }

    abstract void train(int epochs) throws IOException, TranslateException;

    @Override
    public void close() {
      trainer.close();
      fresh.model().close();
    }
  }

  /** Fed by the integration. */
  private static final class Fed extends Toy {
    private final boolean ownLoop;
    private final CarbonAwareTraining training;

    Fed(CarbonController controller, Set<Integration.Trait> traits) {
      super(
          controller,
          traits,
          traits.contains(Integration.Trait.LISTENER_AS_WELL)
              ? List.of(new CarbonAwareTrainingListener(controller))
              : List.of());
      this.ownLoop = traits.contains(Integration.Trait.OWN_LOOP);
      this.training = CarbonAwareTraining.resumeOrStart(controller, trainer, fresh.config());
    }

    @Override
    void train(int epochs) throws IOException, TranslateException {
      if (!ownLoop) {
        training.fit(data, validation, epochs);
        return;
      }
      Dataset fed = training.data(data);
      while (training.epochsDone() < epochs) {
        for (Batch batch : trainer.iterateDataset(fed)) {
          EasyTrain.trainBatch(trainer, batch);
          trainer.step();
          batch.close();
        }
      }
    }

    @Override
    public TrainingFingerprint fingerprint() {
      return Runs.fingerprint(training);
    }
  }

  /** With the one line. */
  private static final class Listening extends Toy {
    private final CarbonAwareTrainingListener listener;
    private int epochsDone;

    Listening(CarbonController controller, Set<Integration.Trait> traits) {
      this(controller, traits, new CarbonAwareTrainingListener(controller));
    }

    private Listening(
        CarbonController controller,
        Set<Integration.Trait> traits,
        CarbonAwareTrainingListener listener) {
      super(controller, traits, listeners(controller, traits, listener));
      this.listener = listener;
    }

    private static List<TrainingListener> listeners(
        CarbonController controller,
        Set<Integration.Trait> traits,
        CarbonAwareTrainingListener listener) {
      List<TrainingListener> listeners = new ArrayList<>(List.of(listener));
      if (traits.contains(Integration.Trait.LISTENER_TWICE)) {
        listeners.add(listener);
      }
      if (traits.contains(Integration.Trait.TWO_LISTENERS)) {
        listeners.add(new CarbonAwareTrainingListener(controller));
      }
      return listeners;
    }

    @Override
    public void dropListener() {
      fresh.config().getTrainingListeners().remove(listener);
    }

    @Override
    void train(int epochs) throws IOException, TranslateException {
      EasyTrain.fit(trainer, epochs - epochsDone, data, validation);
      epochsDone = epochs;
    }

    @Override
    public TrainingFingerprint fingerprint() {
      TrainerState state = new TrainerState(
          controller,
          trainer,
          (ResumableOptimizer.Kept) fresh.config().getOptimizer(),
          Determinism.OFF, // its seed is where the generator stands
          new DataPosition(controller));
      return TrainingFingerprint.builder().snapshot(state.capture()).build();
    }
  }
}
