package org.carbonaware.examples.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.TranslateException;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.examples.images.ImageSplit;
import org.carbonaware.examples.images.RenderedDigits;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.examples.training.DemoTraining;
import org.carbonaware.examples.training.TrainedClassifier;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlTrainingTest {
  private static final ImageSplit FEW = RenderedDigits.generate(42, 100, 10);
  private static final int BATCHES = 4;
  private static final int EPOCHS = 3;
  private static final DjlFramework FRAMEWORK = new DjlFramework();

  @TempDir
  private Path checkpoints;

  @BeforeAll
  static void prepare() {
    assertThat(FRAMEWORK.prepare()).isEmpty();
  }

  private static DemoTraining<TrainedClassifier> training(Architecture architecture) {
    return FRAMEWORK.training(architecture, FEW, 7);
  }

  private CarbonController controller() {
    return CarbonController.builder()
        .zone("DE")
        .policy(Policies.runNow())
        .epochs(EPOCHS)
        .deadline(Duration.ofDays(365))
        .checkpoints(checkpoints)
        .stopOnSignals(false, Duration.ZERO)
        .start();
  }

  @Test
  void staysOffTheNetwork() {
    assertThat(Utils.isOfflineMode()).isTrue();
    assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void describesTheNetworkWithItsSize() {
    assertThat(training(Architecture.MLP).describe())
        .isEqualTo("MLP, 218058 parameters, DJL on PyTorch");
    assertThat(training(Architecture.CNN).describe()).startsWith("CNN, ");
  }

  @Test
  void rehearsesAsManyBatchesAsWanted() {
    int[] asked = {0};

    training(Architecture.MLP).rehearse(() -> asked[0]++ < 9);

    assertThat(training(Architecture.MLP).batchesPerEpoch()).isEqualTo(BATCHES);
    assertThat(asked).containsExactly(10);
  }

  @Test
  void learnsDigitsInAFewEpochs() {
    ImageSplit digits = RenderedDigits.generate(42, 1_000, 300);
    try (TrainedClassifier trained =
        FRAMEWORK.training(Architecture.MLP, digits, 7).trainStraight(5)) {
      assertThat(trained.accuracy()).isGreaterThan(0.5);
    }
    try (DjlNetwork untrained = DjlNetwork.fresh(Architecture.MLP, digits.train(), 7, 1)) {
      assertThat(untrained.accuracy(digits.test())).isLessThan(0.4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainsAlikeAtEveryCall(Architecture architecture) {
    TrainingFingerprint once = straight(training(architecture));

    assertThat(straight(training(architecture))).isEqualTo(once);
    assertThat(once.counters())
        .containsEntry("updates", (long) BATCHES * EPOCHS)
        .containsEntry("epochs", (long) EPOCHS);
    assertThat(straight(FRAMEWORK.training(architecture, FEW, 8)).arrays())
        .doesNotContainEntry("parameters", once.arrays().get("parameters"));
  }

  private static TrainingFingerprint straight(DemoTraining<TrainedClassifier> training) {
    try (TrainedClassifier trained = training.trainStraight(EPOCHS)) {
      return trained.fingerprint();
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnExactlyWhereItWasSuspended(Architecture architecture)
      throws IOException, TranslateException {
    suspendAfter(BATCHES + 2, architecture);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SavedFingerprint.newest(checkpoints, (long) BATCHES * EPOCHS))
        .withMessageContaining("is of update 6 and not of the last, 12");

    TrainingFingerprint straight = straight(training(architecture));

    assertThat(controlled(training(architecture))).isEqualTo(straight);
    assertThat(controlled(training(architecture)))
        .as("a complete run is left alone")
        .isEqualTo(straight);
  }

  private void suspendAfter(int batch, Architecture architecture)
      throws IOException, TranslateException {
    try (CarbonController controller = controller();
        DjlNetwork network = DjlNetwork.fresh(architecture, FEW.train(), 7, EPOCHS * BATCHES)) {
      network.config().getTrainingListeners().add(new TrainingListenerAdapter() {
        private int seen;

        @Override
        public void onTrainingBatch(Trainer trainer, BatchData data) {
          if (++seen == batch) {
            controller.suspend();
          }
        }
      });
      CarbonAwareTraining training =
          CarbonAwareTraining.resumeOrStart(controller, network.trainer(), network.config());
      assertThatExceptionOfType(TrainingSuspendedException.class)
          .isThrownBy(() ->
              training.fit(network.batches(FEW.train(), DjlTraining.BATCH_SIZE), null, EPOCHS));
    }
  }

  private TrainingFingerprint controlled(DemoTraining<TrainedClassifier> training) {
    TrainedClassifier trained;
    try (CarbonController controller = controller()) {
      trained = training.train(controller, checkpoints, EPOCHS);
    }
    try (trained) {
      return trained.fingerprint();
    }
  }

  @Test
  void saysThatNothingWasSaved() {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SavedFingerprint.newest(checkpoints, 5))
        .withMessageContaining("can't be compared");
  }
}
