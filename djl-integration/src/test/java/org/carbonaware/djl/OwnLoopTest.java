package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.KeptEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users do in loops of their own, and how exactly it is resumed. */
class OwnLoopTest {
  private static final ToyTrainings.Kind KIND = ToyTrainings.Kind.DROPOUT;
  private static final int BATCHES = 12;
  private static final int EPOCHS = 3;

  @TempDir
  private Path directory;

  private final KeptEvents events = new KeptEvents();

  /** Done after each update. */
  @FunctionalInterface
  interface AfterStep {
    void of(long batch, Trainer trainer, CarbonAwareTraining training);
  }

  /** Ends a process, as far as its checkpoints can tell. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private TrainingFingerprint train(
      Path checkpoints, Function<CarbonAwareTraining, Dataset> data, AfterStep afterStep)
      throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon =
            Runs.control(checkpoints).epochs(EPOCHS).listener(events).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(KIND.input());
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      Dataset fed = data.apply(training);
      while (training.epochsDone() < EPOCHS) {
        long number = training.epochsDone() * BATCHES + training.batchesInEpoch();
        for (Batch batch : trainer.iterateDataset(fed)) {
          EasyTrain.trainBatch(trainer, batch);
          trainer.step();
          batch.close();
          afterStep.of(++number, trainer, training);
        }
      }
      return Runs.fingerprint(training);
    }
  }

  private static Dataset plain(CarbonAwareTraining training) {
    return training.data(ToyTrainings.data(KIND, BATCHES));
  }

  /** The process saves by hand after a batch and is gone. */
  private static AfterStep crashAfter(long last) {
    return (batch, trainer, training) -> {
      if (batch == last) {
        assertThat(training.save()).isTrue();
        throw new Crash();
      }
    };
  }

  private void crash(
      Path checkpoints, Function<CarbonAwareTraining, Dataset> data, AfterStep afterStep) {
    assertThatThrownBy(() -> train(checkpoints, data, afterStep)).isInstanceOf(Crash.class);
  }

  @Test
  void goesOnExactlyFromASaveWithinTheLoop() throws Exception {
    TrainingFingerprint straight =
        train(directory.resolve("straight"), OwnLoopTest::plain, (batch, trainer, training) -> {});
    for (int stop : List.of(1, 5, 12, 24, 35, 36)) {
      Path checkpoints = directory.resolve("after-" + stop);
      crash(checkpoints, OwnLoopTest::plain, crashAfter(stop));

      TrainingFingerprint resumed =
          train(checkpoints, OwnLoopTest::plain, (batch, trainer, training) -> {});

      assertThat(resumed).as("saved after %d", stop).isEqualTo(straight);
    }
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void aBatchWithoutItsUpdateIsNotSaved() throws Exception {
    DjlFidelityScenario.Fresh fresh = Runs.fresh(KIND, ToyTrainings.Updater.ADAM);
    try (CarbonController carbon = Runs.control(directory).listener(events).start();
        Model model = fresh.model();
        Trainer trainer = model.newTrainer(fresh.config())) {
      trainer.initialize(KIND.input());
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
      assertThat(training.save()).as("before the first batch").isTrue();
      Batch batch = trainer.iterateDataset(plain(training)).iterator().next();
      EasyTrain.trainBatch(trainer, batch);
      assertThat(training.save()).as("before step").isFalse();
      batch.close();
    }
    assertThat(events.warnings()).singleElement().asString().contains("save after the update");
  }

  /** Orders that are drawn bit by bit while the data is read. */
  enum Drawn implements Function<CarbonAwareTraining, Dataset> {
    BY_THE_SAMPLER {
      @Override
      public Dataset apply(CarbonAwareTraining training) {
        return training.data(ToyTrainings.data(KIND, BATCHES, new DrawnData.LazySampler()));
      }
    },
    BY_THE_SAMPLER_SKIPPING {
      @Override
      public Dataset apply(CarbonAwareTraining training) {
        return training.data(ToyTrainings.data(KIND, BATCHES), new DrawnData.LazySampler());
      }
    },
    FROM_A_BUFFER {
      @Override
      public Dataset apply(CarbonAwareTraining training) {
        return training.data(new DrawnData(ToyTrainings.data(KIND, BATCHES), false));
      }
    },
    FROM_A_BUFFER_ONE_AHEAD {
      @Override
      public Dataset apply(CarbonAwareTraining training) {
        return training.data(new DrawnData(ToyTrainings.data(KIND, BATCHES), true));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Drawn.class)
  void anOrderThatIsDrawnOnTheWayIsDrawnAgain(Drawn data) throws Exception {
    AfterStep nothing = (batch, trainer, training) -> {};
    TrainingFingerprint straight = train(directory.resolve("straight"), data, nothing);
    crash(directory.resolve("stopped"), data, crashAfter(17));

    assertThat(train(directory.resolve("stopped"), data, nothing)).isEqualTo(straight);
  }

  /** One layer rests from the 3rd to the 20th batch, then another: the counts of updates differ. */
  private static final AfterStep FREEZING = (batch, trainer, training) -> {
    List<Block> layers = trainer.getModel().getBlock().getChildren().values();
    if (batch == 3 || batch == 20) {
      layers.get(0).freezeParameters(batch == 3);
    }
    if (batch == 20) {
      layers.get(layers.size() - 1).freezeParameters(true);
    }
  };

  @ParameterizedTest
  @ValueSource(longs = {2, 17, 20, 30})
  void whatWasFrozenStaysFrozen(long stop) throws Exception {
    TrainingFingerprint straight =
        train(directory.resolve("straight"), OwnLoopTest::plain, FREEZING);
    AfterStep crash = crashAfter(stop);
    crash(directory.resolve("stopped"), OwnLoopTest::plain, (batch, trainer, training) -> {
      FREEZING.of(batch, trainer, training);
      crash.of(batch, trainer, training);
    });

    TrainingFingerprint resumed = train(directory.resolve("stopped"), OwnLoopTest::plain, FREEZING);

    assertThat(resumed).isEqualTo(straight);
    String layer = stop < 20 ? "01Linear" : "04Linear";
    assertThat(events.warnings())
        .hasSize(stop == 2 ? 0 : 1)
        .allMatch(text -> text.contains("frozen or not as when the checkpoint was written: " + layer
            + "_bias, " + layer + "_weight;"));
  }
}
