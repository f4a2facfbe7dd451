package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.training.Trainer;
import ai.djl.util.RandomUtils;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carbonaware.checkpoint.fidelity.FidelityReport;
import org.carbonaware.checkpoint.fidelity.ResumeFidelity;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How exact a resume is by each way to repeat random numbers, as its documentation says. */
class DeterminismTest {
  private static final int TOTAL = 30;

  @TempDir
  private Path directory;

  private final Set<TrainingFingerprint> ends = new HashSet<>();

  @ParameterizedTest
  @CsvSource({
    "STEP, DROPOUT, 17, true",
    "STEP, DROPOUT, 12, true",
    "EPOCH, DROPOUT, 12, true",
    "EPOCH, DROPOUT, 17, false",
    "EPOCH, MLP, 17, true",
    "OFF, MLP, 17, false",
  })
  void isAsExactAsItSays(
      Determinism determinism, ToyTrainings.Kind kind, int stopAfter, boolean exact) {
    DjlFidelityScenario scenario = DjlFidelityScenario.of(
            "training", () -> ToyTrainings.fresh(kind, ToyTrainings.Updater.ADAM))
        .with(determinism);

    FidelityReport report = ResumeFidelity.check(scenario, TOTAL, stopAfter, directory);

    assertThat(report.exact()).as(report.summary()).isEqualTo(exact);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH, DROPOUT, dropout goes on with other random numbers",
    "EPOCH, LSTM_DROPOUT, dropout goes on with other random numbers",
    "OFF, MLP, some examples of this epoch come twice",
  })
  void saysOnAResumeWhereItIsNotExact(
      Determinism determinism, ToyTrainings.Kind kind, String warning) throws Exception {
    assertThat(warningsOnResume(determinism, determinism, kind))
        .singleElement()
        .asString()
        .contains(warning);
  }

  @Test
  void saysNothingWhereItIs() throws Exception {
    assertThat(warningsOnResume(Determinism.STEP, Determinism.STEP, ToyTrainings.Kind.DROPOUT))
        .isEmpty();
    assertThat(warningsOnResume(Determinism.EPOCH, Determinism.EPOCH, ToyTrainings.Kind.MLP))
        .isEmpty();
  }

  @Test
  void saysWhenTheWayWasChanged() throws Exception {
    assertThat(warningsOnResume(Determinism.EPOCH, Determinism.STEP, ToyTrainings.Kind.MLP))
        .singleElement()
        .asString()
        .contains("was begun with Determinism.EPOCH and goes on with STEP");
  }

  @Test
  void saysNothingBetweenTwoEpochs() throws Exception {
    for (Determinism determinism : Determinism.values()) {
      Path checkpoints = directory.resolve("between-" + determinism);
      Runs.suspended(checkpoints, ToyTrainings.Kind.DROPOUT, determinism, 12);
      assertThat(Runs.warningsOfResume(checkpoints, ToyTrainings.Kind.DROPOUT, determinism))
          .isEmpty();
    }
  }

  private List<String> warningsOnResume(
      Determinism first, Determinism second, ToyTrainings.Kind kind) throws Exception {
    Path checkpoints = directory.resolve(first + "-" + second + "-" + kind);
    Runs.suspended(checkpoints, kind, first, 17);
    return Runs.warningsOfResume(checkpoints, kind, second);
  }

  @Test
  void theSeedIsDrawnFromDjlsOwnGeneratorInEveryProcess() throws Exception {
    Runs.suspended(directory, ToyTrainings.Kind.DROPOUT, Determinism.STEP, 17);
    Set<String> seeds = new HashSet<>();
    Set<Integer> drawnAfterwards = new HashSet<>();
    for (boolean resumed : new boolean[] {false, false, true}) {
      DjlFidelityScenario.Fresh fresh =
          Runs.fresh(ToyTrainings.Kind.DROPOUT, ToyTrainings.Updater.ADAM);
      try (CarbonController carbon = resumed
              ? Runs.control(directory).start()
              : Runs.withoutCheckpoints().start();
          Model model = fresh.model();
          Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(fresh.inputs().get(0));
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
        drawnAfterwards.add(RandomUtils.nextInt());
        assertThat(training.resumed()).isEqualTo(resumed);
        seeds.add(training.state().capture().attributes().get("seed"));
      }
    }
    assertThat(seeds).hasSize(1);
    assertThat(drawnAfterwards).hasSize(1);
  }

  @Test
  void aProcessThatIsSeededOtherwiseGoesOnAsTheFirstWouldHave() throws Exception {
    for (int seed : new int[] {1, 2}) {
      Path checkpoints = directory.resolve("seeded-" + seed);
      Runs.suspended(checkpoints, ToyTrainings.Kind.DROPOUT, Determinism.STEP, 17);
      DjlFidelityScenario.Fresh fresh =
          Runs.fresh(ToyTrainings.Kind.DROPOUT, ToyTrainings.Updater.ADAM);
      Engine.getInstance().setRandomSeed(seed);
      try (CarbonController carbon = Runs.control(checkpoints).start();
          Model model = fresh.model();
          Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(fresh.inputs().get(0));
        CarbonAwareTraining training =
            CarbonAwareTraining.resumeOrStart(carbon, trainer, fresh.config());
        training.fit(ToyTrainings.data(ToyTrainings.Kind.DROPOUT, 12), null, 3);
        ends.add(Runs.fingerprint(training));
      }
    }
    assertThat(ends).hasSize(1);
  }

  @Test
  void whatIsNotExactAnyMoreStaysSo() throws Exception {
    Runs.suspended(directory, ToyTrainings.Kind.MLP, Determinism.EPOCH, 17);
    for (int resume = 0; resume < 2; resume++) {
      DjlFidelityScenario.Fresh fresh =
          Runs.fresh(ToyTrainings.Kind.MLP, ToyTrainings.Updater.ADAM);
      try (CarbonController carbon = Runs.control(directory).start();
          Model model = fresh.model();
          Trainer trainer = model.newTrainer(fresh.config())) {
        trainer.initialize(fresh.inputs().get(0));
        CarbonAwareTraining training = CarbonAwareTraining.resumeOrStart(
            carbon, trainer, fresh.config(), Determinism.STEP); // only the first changes the way
        assertThat(training.state().capture().attributes()).containsEntry("exact", "false");
        assertThat(training.save()).isTrue();
      }
    }
  }
}
