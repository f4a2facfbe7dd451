package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.TrainingDescribed;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many samples an epoch has is told when one was seen from its begin to its end. */
class TrainedSamplesTest {
  private final KeptEvents events = new KeptEvents();
  private final CarbonController controller =
      PausedByHand.control().listener(events).start();
  private final DataPosition position = new DataPosition(controller);
  private final TrainedSamples samples = new TrainedSamples(controller, position);

  @AfterEach
  void close() {
    controller.close();
  }

  private void batch(long size) {
    samples.given(size);
    position.batchTrained();
  }

  private void epochEnded() {
    samples.epochEnded();
    position.epochEnded();
  }

  /** Of each epoch that was told: its samples, and those of the largest batch. */
  private List<List<Long>> told() {
    controller.close();
    return events.of(TrainingDescribed.class).stream()
        .map(TrainingDescribed::facts)
        .map(facts -> List.of(
            facts.samplesPerEpoch().orElseThrow(), facts.samplesPerBatch().orElseThrow()))
        .toList();
  }

  @Test
  void tellsAnEpochAndItsLargestBatchWhenTheyAreNews() {
    for (int epoch = 0; epoch < 2; epoch++) {
      batch(32);
      batch(32);
      batch(7);
      epochEnded();
    }
    batch(32);
    epochEnded();
    batch(7);
    batch(25);
    epochEnded();
    batch(64);
    epochEnded();
    batch(32);
    batch(32);
    epochEnded();
    assertThat(told()).containsExactly(List.of(71L, 32L), List.of(32L, 32L), List.of(64L, 64L));
  }

  @Test
  void anEpochOfWhichOnlyTheRestWasSeenIsNotTold() {
    position.batchTrained(); // before a resume
    batch(32);
    epochEnded();
    batch(16);
    epochEnded();
    assertThat(told()).containsExactly(List.of(16L, 32L));
  }

  @Test
  void anEpochWithoutSamplesIsNotTold() {
    epochEnded();
    batch(0);
    epochEnded();
    assertThat(told()).isEmpty();
  }

  @Test
  void onlyTheVeryFirstBatchIsTheFirst() {
    assertThat(samples.given(3)).isTrue();
    assertThat(samples.given(3)).isFalse();
    samples.epochEnded();
    assertThat(samples.given(3)).isFalse();
  }
}
