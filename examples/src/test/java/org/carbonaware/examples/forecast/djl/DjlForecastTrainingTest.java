package org.carbonaware.examples.forecast.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.djl.CarbonAwareTraining;
import org.carbonaware.examples.djl.DjlFramework;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.ForecastTraining;
import org.carbonaware.examples.forecast.task.ForecastTrainingKit;
import org.carbonaware.examples.forecast.task.Grids;
import org.carbonaware.examples.forecast.task.LogScale;
import org.carbonaware.examples.forecast.task.TrainedForecaster;
import org.carbonaware.examples.forecast.task.Windows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DjlForecastTrainingTest extends ForecastTrainingKit {
  private static final ForecastTask TASK = Grids.weekly(50, 300);

  @BeforeAll
  static void prepare() {
    assertThat(new DjlFramework().prepare()).isEmpty();
  }

  @Override
  protected ForecastTraining training(ForecastTask task, long seed) {
    return new DjlForecastTraining(task, seed);
  }

  @Override
  protected TrainedForecaster trainAndSuspendAt(
      int batch, ForecastTask task, CarbonController controller) {
    TrainingListener listener = new TrainingListenerAdapter() {
      private int seen;

      @Override
      public void onTrainingBatch(Trainer trainer, BatchData data) {
        if (++seen == batch) {
          controller.suspend();
        }
      }
    };
    return new DjlForecastTraining(task, 7)
        .train(
            controller,
            EPOCHS,
            List.of(listener),
            () -> TrainingFingerprint.builder().build());
  }

  @Test
  void describesTheNetworkWithItsSize() {
    assertThat(training(TASK, 7).describe())
        .isEqualTo("LSTM of 32 units, 8728 parameters, DJL on PyTorch");
  }

  /** All that is saved and not trained. */
  private static float[] fixed(LstmModel model, String name) {
    for (Pair<String, Parameter> each : model.trainer().getModel().getBlock().getParameters()) {
      if (each.getKey().endsWith(name)) {
        assertThat(each.getValue().requiresGradient()).isFalse();
        NDArray array = each.getValue().getArray();
        return array.toFloatArray();
      }
    }
    throw new AssertionError("no parameter " + name);
  }

  @Test
  void goesOnWithTheNormaliserItBeganWith() {
    suspend(TASK);
    ForecastTask other = Grids.weekly(50, 600);
    assertThat(other.scale().mean()).isNotEqualTo(TASK.scale().mean());

    int updates = EPOCHS * training(TASK, 7).batchesPerEpoch();
    try (CarbonController controller = controller();
        LstmModel model = LstmModel.fresh(other.scale(), 7, updates)) {
      assertThat(fixed(model, "means")[0]).isEqualTo((float) other.scale().mean());
      CarbonAwareTraining resumed =
          CarbonAwareTraining.resumeOrStart(controller, model.trainer(), model.config());

      assertThat(resumed.resumed()).isTrue();
      assertThat(fixed(model, "means")[0]).isEqualTo((float) TASK.scale().mean());
    }
  }

  @Test
  void neverTrainsItsNormaliser() throws IOException, TranslateException {
    LogScale scale = TASK.scale();
    try (LstmModel model = LstmModel.fresh(scale, 7, 100)) {
      float[] before = model.answers(new float[Windows.DAYS * Windows.CHANNELS], 1);
      for (Batch batch : model.trainer().iterateDataset(model.batches(TASK.examples(), 64))) {
        EasyTrain.trainBatch(model.trainer(), batch);
        model.trainer().step();
        batch.close();
      }

      assertThat(model.answers(new float[Windows.DAYS * Windows.CHANNELS], 1)).isNotEqualTo(before);
      float[] means = fixed(model, "means");
      assertThat(means).hasSize(Windows.CHANNELS);
      assertThat(Arrays.copyOf(means, Windows.HOURS)).containsOnly((float) scale.mean());
      assertThat(Arrays.copyOfRange(means, Windows.HOURS, means.length)).containsOnly(0);
      assertThat(fixed(model, "deviations")[0]).isEqualTo((float) scale.deviation());
      assertThat(fixed(model, "deviationOfAnswers")).containsExactly((float) scale.deviation());
    }
  }

  @Test
  void normalisesByTheTasksOwnScale() {
    float[] inputs = new float[Windows.DAYS * Windows.CHANNELS];
    TASK.examples().copyInputs(3, inputs, 0);
    float[] standard = inputs.clone();
    for (int i = 0; i < standard.length; i++) {
      if (i % Windows.CHANNELS < Windows.HOURS) {
        standard[i] = (float) ((inputs[i] - TASK.scale().mean()) / TASK.scale().deviation());
      }
    }

    try (LstmModel model = LstmModel.fresh(TASK.scale(), 7, 1);
        LstmModel plain = LstmModel.fresh(new LogScale(0, 1), 7, 1)) {
      float[] answers = model.answers(inputs, 1);
      float[] expected = plain.answers(standard, 1);

      for (int i = 0; i < answers.length; i++) {
        assertThat(answers[i])
            .isCloseTo((float) (expected[i] * TASK.scale().deviation()), Offset.offset(1e-5f));
      }
    }
  }
}
