package org.carbonaware.examples.forecast.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training of a forecaster has to do in every framework. */
public abstract class ForecastTrainingKit {
  protected static final int EPOCHS = 3;

  private static final ForecastTask SHORT = Grids.weekly(50, 300);

  @TempDir
  protected Path checkpoints;

  /** The framework's training of a task. */
  protected abstract ForecastTraining training(ForecastTask task, long seed);

  /** Trains under a controller and asks for a suspension while a batch is trained, from 1. */
  protected abstract TrainedForecaster trainAndSuspendAt(
      int batch, ForecastTask task, CarbonController controller);

  protected final CarbonController controller() {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .epochs(EPOCHS)
        .deadline(Duration.ofDays(365))
        .checkpoints(checkpoints)
        .stopOnSignals(false, Duration.ZERO)
        .start();
  }

  /** Leaves a checkpoint in the middle of the second epoch. */
  protected final void suspend(ForecastTask task) {
    int batch = training(task, 7).batchesPerEpoch() + 1;
    try (CarbonController controller = controller()) {
      assertThatExceptionOfType(TrainingSuspendedException.class)
          .isThrownBy(() -> trainAndSuspendAt(batch, task, controller))
          .satisfies(suspended -> assertThat(suspended.saved()).isTrue());
      assertThat(controller.batchesDone()).isEqualTo(batch);
    }
  }

  protected final TrainingFingerprint controlled(ForecastTask task) {
    TrainedForecaster trained;
    try (CarbonController controller = controller()) {
      trained = training(task, 7).train(controller, checkpoints, EPOCHS);
    }
    try (trained) {
      return trained.fingerprint();
    }
  }

  private TrainingFingerprint straight(long seed) {
    try (TrainedForecaster trained = training(SHORT, seed).trainStraight(EPOCHS)) {
      return trained.fingerprint();
    }
  }

  @Test
  void hasSeveralBatchesAnEpoch() {
    assertThat(training(SHORT, 7).batchesPerEpoch()).isEqualTo((SHORT.examples().size() + 63) / 64);
    assertThat(SHORT.examples().size()).isGreaterThan(2 * 64);
  }

  @Test
  void learnsAsLongWhateverTheLengthOfThePast() {
    assertThat(ForecastTraining.epochs(600, 50)).isEqualTo(12);
    assertThat(ForecastTraining.epochs(600, 36)).isEqualTo(17);
    assertThat(ForecastTraining.epochs(600, 1)).isEqualTo(40);
    assertThat(ForecastTraining.epochs(600, 1000)).isEqualTo(4);
    assertThat(training(SHORT, 7).usualEpochs()).isGreaterThan(EPOCHS);
  }

  @Test
  void rehearsesAsManyBatchesAsWanted() {
    int[] asked = {0};

    training(SHORT, 7).rehearse(() -> asked[0]++ < 5);

    assertThat(asked).containsExactly(6);
  }

  @Test
  void trainsAlikeAtEveryCall() {
    TrainingFingerprint once = straight(7);

    assertThat(straight(7)).isEqualTo(once);
    assertThat(straight(8).arrays())
        .doesNotContainEntry("parameters", once.arrays().get("parameters"));
  }

  @Test
  void goesOnExactlyWhereItWasSuspended() {
    suspend(SHORT);

    assertThat(controlled(SHORT)).isEqualTo(straight(7));
    assertThat(controlled(SHORT)).as("a complete run is left alone").isEqualTo(straight(7));
  }

  @Test
  void learnsWhatTheUsualForecastGetsWrong() {
    ForecastTask task = Grids.weekly(120, 300);

    ForecastTraining training = training(task, 7);

    try (TrainedForecaster trained = training.trainStraight(training.usualEpochs())) {
      Judgement judgement = task.judge(trained);

      assertThat(judgement.gain()).as(judgement.verdict()).isGreaterThan(0.2);
    }
  }

  @Test
  void answersEachWindowByItself() {
    float[] inputs = new float[3 * Examples.INPUTS];
    SHORT.examples().copyInputs(10, inputs, 0);
    SHORT.examples().copyInputs(20, inputs, Examples.INPUTS);
    SHORT.examples().copyInputs(10, inputs, 2 * Examples.INPUTS);

    try (TrainedForecaster trained = training(SHORT, 7).trainStraight(1)) {
      float[] answers = trained.logCorrections(inputs, 3);

      assertThat(answers).hasSize(3 * Examples.TARGETS);
      for (int i = 0; i < Examples.TARGETS; i++) {
        assertThat(answers[2 * Examples.TARGETS + i]).isEqualTo(answers[i]);
      }
      assertThat(answers[Examples.TARGETS]).isNotEqualTo(answers[0]);
      assertThat(trained.logCorrections(inputs, 3)).isEqualTo(answers);
    }
  }
}
