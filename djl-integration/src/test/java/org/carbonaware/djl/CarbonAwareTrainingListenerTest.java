package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One line of the user's: the listener alone counts and holds, and saves nothing. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CarbonAwareTrainingListenerTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.MLP;
  private static final int BATCHES = 12;

  private final KeptEvents events = new KeptEvents();
  private final CarbonController carbon =
      Runs.withoutCheckpoints().listener(events).start();
  private final DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.SGD);
  private final Dataset data = ToyTrainings.data(KIND, BATCHES);

  @AfterEach
  void close() {
    carbon.close();
    fresh.model().close();
  }

  private Trainer trainer(Runs.AtBatch first) {
    fresh.config().getTrainingListeners().add(first);
    fresh.config().getTrainingListeners().add(new CarbonAwareTrainingListener(carbon));
    return Runs.trainer(fresh);
  }

  @Test
  void countsBatchesAndEpochsAndNoValidation() throws Exception {
    try (Trainer trainer = trainer(new Runs.AtBatch(batch -> {}))) {
      EasyTrain.fit(trainer, 2, data, ToyTrainings.data(KIND, 5));
    }
    assertThat(carbon.batchesDone()).isEqualTo(2 * BATCHES);
    carbon.close();
    RunEnded ended = events.of(RunEnded.class).get(0);
    assertThat(ended.batches()).isEqualTo(2 * BATCHES);
    assertThat(ended.epochs()).isEqualTo(2);
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void standsBeforeTheStepUntilItIsResumed() throws Exception {
    long[] standing = new long[1];
    carbon.addListener(PausedByHand.endingPauses(carbon, () -> standing[0] = carbon.batchesDone()));
    try (Trainer trainer = trainer(new Runs.AtBatch(batch -> {
      if (batch == 5) {
        carbon.pause();
      }
    }))) {
      EasyTrain.fit(trainer, 1, data, null);
    }
    assertThat(standing[0]).isEqualTo(5);
    assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
    assertThat(events.pauses()).isEqualTo(1);
  }

  @Test
  void anOrderToSuspendHoldsTheTrainingAndSaysWhy() throws Exception {
    carbon.addListener(PausedByHand.endingPauses(carbon, () -> {}));
    try (Trainer trainer = trainer(new Runs.AtBatch(batch -> {
      if (batch == 5) {
        carbon.suspend();
      }
    }))) {
      EasyTrain.fit(trainer, 1, data, null);
    }
    carbon.close();
    assertThat(events.pauses()).isEqualTo(1);
    assertThat(events.warnings())
        .anyMatch(text -> text.contains("could not save the training, so it stays in memory"));
  }

  @Test
  void anOrderToStopLeavesUnsaved() {
    Trainer trainer = trainer(new Runs.AtBatch(batch -> carbon.stop()));
    assertThatThrownBy(() -> EasyTrain.fit(trainer, 1, data, null))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class, left -> assertThat(left.saved()).isFalse());
    trainer.close();
  }

  @Test
  void leavesTheWorkToATrainingOfTheSameController() throws Exception {
    try (Trainer trainer = trainer(new Runs.AtBatch(batch -> {}))) {
      CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config()).fit(data, null, 2);
    }
    assertThat(carbon.batchesDone()).isEqualTo(2 * BATCHES);
  }

  @Test
  void goesOnCountingForAControllerOfItsOwn() throws Exception {
    try (CarbonController other = Runs.withoutCheckpoints().start();
        Trainer trainer = trainer(new Runs.AtBatch(batch -> {}))) {
      CarbonAwareTraining.resumeOrStart(other, trainer, fresh.config()).fit(data, null, 1);
      assertThat(other.batchesDone()).isEqualTo(BATCHES);
    }
    assertThat(carbon.batchesDone()).isEqualTo(BATCHES);
  }

  @Test
  void saysWhenItWasAddedAfterTheTrainerWasMade() throws Exception {
    try (Trainer trainer = Runs.trainer(fresh)) {
      fresh.config().getTrainingListeners().add(new CarbonAwareTrainingListener(carbon));
      EasyTrain.fit(trainer, 1, data, null);
    }
    carbon.close();
    assertThat(events.warnings())
        .singleElement()
        .asString()
        .contains("was added after the trainer was made");
  }

  @Test
  void saysWhenItServesTwoTrainers() throws Exception {
    CarbonAwareTrainingListener shared = new CarbonAwareTrainingListener(carbon);
    for (int i = 0; i < 2; i++) {
      DjlFidelityScenario.Fresh each = Runs.fresh(KIND, ToyTrainings.Updater.SGD);
      each.config().getTrainingListeners().add(shared);
      try (Model model = each.model();
          Trainer trainer = model.newTrainer(each.config())) {
        trainer.initialize(KIND.input());
        EasyTrain.fit(trainer, 1, data, null);
      }
    }
    carbon.close();
    assertThat(events.warnings())
        .singleElement()
        .asString()
        .contains("a second trainer has the same carbon-aware listener");
  }

  @Test
  void beginsAnewWhereThereIsACheckpoint(@TempDir Path checkpoints) throws Exception {
    try (CarbonController earlier = Runs.control(checkpoints).start()) {
      earlier.batchDone();
      TrainingIdentity identity = new TrainingIdentity("other", "1", "ab", "another training");
      assertThat(earlier.saveNow(() -> new Snapshot(identity, Map.of(), List.of())))
          .isTrue();
    }
    try (CarbonController later = Runs.control(checkpoints).listener(events).start()) {
      assertThat(later.batchesDone()).isEqualTo(1);
      fresh.config().getTrainingListeners().add(new CarbonAwareTrainingListener(later));
      try (Trainer trainer = Runs.trainer(fresh)) {
        EasyTrain.fit(trainer, 1, data, null);
      }
      assertThat(later.resumes()).isFalse();
      assertThat(later.batchesDone()).isEqualTo(BATCHES);
    }
    assertThat(events.warnings())
        .anyMatch(text -> text.contains("CarbonAwareTraining.resumeOrStart"));
  }
}
