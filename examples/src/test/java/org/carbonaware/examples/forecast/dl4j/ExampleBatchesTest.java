package org.carbonaware.examples.forecast.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.data.Offset;
import org.carbonaware.examples.forecast.task.Examples;
import org.carbonaware.examples.forecast.task.ForecastTask;
import org.carbonaware.examples.forecast.task.Grids;
import org.carbonaware.examples.forecast.task.Windows;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ExampleBatchesTest {
  private static final ForecastTask TASK = Grids.weekly(50, 300);

  private static ExampleBatches batches(long seed) {
    return new ExampleBatches(TASK.examples(), 64, seed);
  }

  /** The first target of each example handed out, which no two examples share. */
  private static List<Float> epoch(ExampleBatches batches) {
    List<Float> handedOut = new ArrayList<>();
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      for (int row = 0; row < batch.numExamples(); row++) {
        handedOut.add(batch.getLabels().getFloat(row, 0));
      }
    }
    return handedOut;
  }

  @Test
  void handOutEveryExampleOnceAnEpochInAnotherOrder() {
    ExampleBatches batches = batches(7);
    List<Float> first = epoch(batches);
    batches.reset();
    List<Float> second = epoch(batches);

    assertThat(first).hasSize(TASK.examples().size()).doesNotHaveDuplicates();
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    assertThat(epoch(batches(7))).isEqualTo(first);
    assertThat(epoch(batches(8))).isNotEqualTo(first);
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("epoch 1 is over");
  }

  @Test
  void turnDaysOfChannelsIntoChannelsOfDays() {
    float[] inputs = new float[2 * Examples.INPUTS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = i;
    }

    INDArray features = ExampleBatches.features(inputs, 2);

    assertThat(features.shape()).containsExactly(2, Windows.CHANNELS, Windows.DAYS);
    assertThat(features.getFloat(1, 5, 3)).isEqualTo(Examples.INPUTS + 3 * Windows.CHANNELS + 5);
  }

  @Test
  void areNormalisedByTheTasksOwnScale() {
    ExampleBatches batches = batches(7);
    DataSet raw = batches(7).next();
    batches.setPreProcessor(LstmNetwork.normalizer(TASK.scale()));
    DataSet normalised = batches.next();
    float mean = (float) TASK.scale().mean();
    float deviation = (float) TASK.scale().deviation();

    assertThat(normalised.getFeatures().getFloat(3, 7, 2))
        .isCloseTo((raw.getFeatures().getFloat(3, 7, 2) - mean) / deviation, Offset.offset(1e-5f));
    assertThat(normalised.getLabels().getFloat(3, 7))
        .isCloseTo(raw.getLabels().getFloat(3, 7) / deviation, Offset.offset(1e-5f));
    assertThat(normalised.getFeatures().getFloat(3, Windows.HOURS, 2))
        .as("the calendar stays as it is")
        .isCloseTo(raw.getFeatures().getFloat(3, Windows.HOURS, 2), Offset.offset(1e-6f));
  }
}
