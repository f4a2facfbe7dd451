package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.CarbonControllerBuilder;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;

/** What the tests start trainings with and look at afterwards. */
final class Runs {
  private Runs() {}

  /** A controller that pauses only by hand. */
  static CarbonControllerBuilder control(Path checkpoints) {
    return withoutCheckpoints().checkpoints(checkpoints);
  }

  static CarbonControllerBuilder withoutCheckpoints() {
    return PausedByHand.control();
  }

  /** The same model, data and random numbers at every call. */
  static DjlFidelityScenario.Fresh fresh(ToyTrainings.Kind kind, ToyTrainings.Updater updater) {
    Engine.getInstance().setRandomSeed(42);
    return ToyTrainings.fresh(kind, updater);
  }

  static Trainer trainer(DjlFidelityScenario.Fresh fresh) {
    Trainer trainer = fresh.model().newTrainer(fresh.config());
    trainer.initialize(fresh.inputs().get(0));
    return trainer;
  }

  static TrainingFingerprint fingerprint(CarbonAwareTraining training) {
    return training.fingerprint();
  }

  /** Leaves a training of three epochs suspended after a number of batches. */
  static void suspended(
      Path checkpoints, ToyTrainings.Kind kind, Determinism determinism, long stop) {
    DjlFidelityScenario.Fresh fresh = fresh(kind, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon = control(checkpoints).start();
        Model model = fresh.model()) {
      fresh.config().getTrainingListeners().add(new AtBatch(batch -> {
        if (batch == stop) {
          carbon.suspend();
        }
      }));
      try (Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(kind.input());
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config(), determinism);
        assertThatThrownBy(() -> training.fit(ToyTrainings.data(kind, 12), null, 3))
            .isInstanceOf(TrainingSuspendedException.class);
      }
    }
  }

  /** What a resume of it warns of. */
  static List<String> warningsOfResume(
      Path checkpoints, ToyTrainings.Kind kind, Determinism determinism) {
    KeptEvents events = new KeptEvents();
    DjlFidelityScenario.Fresh fresh = fresh(kind, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon = control(checkpoints).listener(events).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(kind.input());
      assertThat(CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config(), determinism)
              .resumed())
          .isTrue();
    }
    return events.warnings();
  }

  /** Calls after forward and backward of a batch, with its number in this process, from 1. */
  static final class AtBatch extends TrainingListenerAdapter {
    private final LongConsumer action;
    private long batch;

    AtBatch(LongConsumer action) {
      this.action = action;
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
      action.accept(++batch);
    }
  }
}
