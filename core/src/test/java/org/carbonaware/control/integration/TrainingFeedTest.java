package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One training is fed once, epoch by epoch, to the end of the run. */
class TrainingFeedTest {
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
  private final CarbonController controller =
      PausedByHand.control().checkpoints(store).start();
  private final DataPosition position = new DataPosition(controller);
  private final ListedTraining training = new ListedTraining(position);
  private final TrainingFeed feed = new TrainingFeed(controller, position, training, null);
  private final List<String> stopped = new ArrayList<>();

  @AfterEach
  void close() {
    controller.close();
  }

  @Test
  void trainsTheEpochsOfTheRunAndSavesTheEnd() {
    BatchBoundary boundary = feed.open(() -> false, () -> stopped.add("reader"));
    feed.train(3, () -> true, () -> epoch(boundary, 2));

    assertThat(position.epochs()).isEqualTo(3);
    assertThat(controller.batchesDone()).isEqualTo(6);
    assertThat(store.manifests()).hasSize(1);
    assertThat(stopped).containsExactly("reader");
  }

  @Test
  void trainsOnlyTheEpochsThatAreLeft() {
    position.restore(DataPositionTest.saved(2, 1, 2, true));
    BatchBoundary boundary = feed.open(() -> false, () -> {});
    List<Integer> epochs = new ArrayList<>();
    feed.train(4, () -> true, () -> {
      epochs.add(epochs.size());
      epoch(boundary, 2);
    });

    assertThat(epochs).hasSize(2);
  }

  @Test
  void countsAnEpochThatTheReplayFoundAtItsEnd() {
    position.restore(DataPositionTest.saved(1, 5, 1, true));
    feed.open(() -> true, () -> {});

    assertThat(position.epochs()).isEqualTo(2);
    assertThat(position.batchesInEpoch()).isZero();
  }

  @Test
  void savesATrainingThatIsDoneWithoutReadingItsData() {
    position.restore(DataPositionTest.saved(3, 0, 2, true));

    assertThat(feed.saveIfDone(3)).isTrue();
    assertThat(store.manifests()).hasSize(1);
    assertThat(feed.saveIfDone(4)).isFalse();
    assertThat(store.manifests()).hasSize(1);
  }

  @Test
  void refusesASecondFeed() {
    feed.open(() -> false, () -> {});

    assertThatThrownBy(() -> feed.open(
            () -> {
              throw new AssertionError("must not touch the data");
            },
            () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has its data already");
  }

  @Test
  void refusesAnEpochThatTrainsNothing() {
    feed.open(() -> false, () -> stopped.add("reader"));

    assertThatThrownBy(() -> feed.train(2, () -> false, () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no data for epoch 1 of 2");
    assertThat(stopped).containsExactly("reader");
  }

  @Test
  void anExceptionOfTheTrainingPassesThroughUnchanged() {
    feed.open(() -> false, () -> stopped.add("reader"));
    IllegalStateException fault = new IllegalStateException("out of memory");

    assertThatThrownBy(() -> feed.train(2, () -> true, () -> {
          throw fault;
        }))
        .isSameAs(fault);
    assertThat(stopped).containsExactly("reader");
    assertThat(store.manifests()).isEmpty();
  }

  private static void epoch(BatchBoundary boundary, int batches) {
    for (int i = 0; i < batches; i++) {
      boundary.asked(true);
      boundary.given();
    }
    boundary.asked(false);
    boundary.reset();
  }
}
