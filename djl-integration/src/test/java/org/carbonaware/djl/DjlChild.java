package org.carbonaware.djl;

import ai.djl.Model;
import ai.djl.training.Trainer;
import org.carbonaware.control.tck.ChildTraining;

/** The main class of another JVM: a small DJL training. */
final class DjlChild {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.DROPOUT;

  private DjlChild() {}

  public static void main(String[] arguments) throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
    ChildTraining.main(arguments, (carbon, begun, epochs, atBatch) -> {
      fresh.config().getTrainingListeners().add(new Runs.AtBatch(batch -> atBatch.run()));
      try (Model model = fresh.model();
          Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(KIND.input());
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
        begun.accept(training.resumed());
        training.fit(ToyTrainings.data(KIND, ChildTraining.BATCHES_PER_EPOCH), null, epochs);
        return Runs.fingerprint(training);
      }
    });
  }
}
