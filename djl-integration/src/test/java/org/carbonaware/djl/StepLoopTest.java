package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.SequenceSampler;
import java.nio.file.Path;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop without a Dataset goes on exactly between two epochs, by every seed plan. */
class StepLoopTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.DROPOUT;

  @TempDir
  private Path directory;

  /** Trains until so many epochs are done, and saves. */
  private static TrainingFingerprint train(Path checkpoints, Determinism determinism, int epochs)
      throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
    ArrayDataset data = ToyTrainings.data(
        KIND, 4, new BatchSampler(new SequenceSampler(), ToyTrainings.BATCH_SIZE));
    try (CarbonController carbon = Runs.control(checkpoints).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(KIND.input());
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config(), determinism);
      StepLoop loop = training.loop();
      for (long epoch = training.epochsDone(); epoch < epochs; epoch++) {
        for (Batch batch : trainer.iterateDataset(data)) {
          EasyTrain.trainBatch(trainer, batch);
          trainer.step();
          batch.close();
          loop.stepDone();
        }
        loop.epochDone();
      }
      assertThat(training.save()).isTrue();
      return Runs.fingerprint(training);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Determinism.class,
      names = {"STEP", "EPOCH"})
  void goesOnExactlyBetweenTwoEpochs(Determinism determinism) throws Exception {
    TrainingFingerprint straight = train(directory.resolve("straight"), determinism, 3);
    train(directory.resolve("stopped"), determinism, 1);

    assertThat(train(directory.resolve("stopped"), determinism, 3)).isEqualTo(straight);
  }
}
