package org.carbonaware.examples.forecast.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;
import org.carbonaware.examples.dl4j.Dl4jFramework;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.ForecastTraining;
import org.carbonaware.examples.forecast.task.ForecastTrainingKit;
import org.carbonaware.examples.forecast.task.Grids;
import org.carbonaware.examples.forecast.task.TrainedForecaster;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Dl4jForecastTrainingTest extends ForecastTrainingKit {
  @BeforeAll
  static void prepare() {
    assertThat(new Dl4jFramework().prepare()).isEmpty();
  }

  @Override
  protected ForecastTraining training(ForecastTask task, long seed) {
    return new Dl4jForecastTraining(task, seed);
  }

  @Override
  protected TrainedForecaster trainAndSuspendAt(
      int batch, ForecastTask task, CarbonController controller) {
    BaseTrainingListener listener = new BaseTrainingListener() {
      @Override
      public void iterationDone(Model model, int iteration, int epoch) {
        if (iteration + 1 == batch) {
          controller.suspend();
        }
      }
    };
    return new Dl4jForecastTraining(task, 7).train(controller, EPOCHS, List.of(listener));
  }

  @Test
  void describesTheNetworkWithItsSize() {
    assertThat(training(Grids.weekly(50, 300), 7).describe())
        .isEqualTo("LSTM of 32 units, 8600 parameters, Deeplearning4j");
  }

  @Test
  void goesOnWithTheNormaliserItBeganWith() {
    suspend(Grids.weekly(50, 300));
    TrainingFingerprint resumed = controlled(Grids.weekly(50, 600));

    assertThat(resumed.arrays().get("means")).isEqualTo(means(300)).isNotEqualTo(means(600));
  }

  private String means(double level) {
    try (TrainedForecaster trained = training(Grids.weekly(50, level), 7).trainStraight(1)) {
      return trained.fingerprint().arrays().getOrDefault("means", "");
    }
  }
}
