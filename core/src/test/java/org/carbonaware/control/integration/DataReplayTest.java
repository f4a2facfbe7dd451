package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fresh data is put where the training was. */
class DataReplayTest {
  private static final int EPOCH = 4;

  private final CarbonController controller = PausedByHand.control().start();
  private final DataPosition position = new DataPosition(controller);
  private int resets;
  private int next;

  @AfterEach
  void close() {
    controller.close();
  }

  @Test
  void aFreshTrainingFindsItsDataUntouched() {
    DataReplay replay = replay(0, 0, 0, true);
    assertThat(resets).isZero();
    assertThat(next).isZero();
    assertThat(replay.atEndOfEpoch()).isFalse();
  }

  @Test
  void resetsAsOftenAsThenAndReadsOverTheBatchesTrained() {
    replay(2, 3, 2, true);
    assertThat(resets).isEqualTo(2);
    assertThat(next).isEqualTo(3);
  }

  @Test
  void saysThatAnEpochWasAtItsVeryEnd() {
    assertThat(replay(0, EPOCH, 0, true).atEndOfEpoch()).isTrue();
    next = 0;
    assertThat(replay(0, EPOCH - 1, 0, true).atEndOfEpoch()).isFalse();
  }

  @Test
  void readsAFinishedEpochToItsEndIfNothingWasResetSince() {
    replay(1, 0, 0, true);
    assertThat(next).isEqualTo(EPOCH);
  }

  @Test
  void findsTheEpochsAmongBatchesOfALoopThatDidNotTell() {
    replay(0, 2 * EPOCH + 3, 0, false);
    assertThat(position.epochs()).isEqualTo(2);
    assertThat(position.batchesInEpoch()).isEqualTo(3);
    assertThat(resets).isEqualTo(2);
    assertThat(next).isEqualTo(3);
  }

  @Test
  void refusesDataThatEndsTooSoon() {
    assertThatThrownBy(() -> replay(0, EPOCH + 1, 0, true))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the data ends after 4 batches, but the checkpoint was taken after 5 of an"
            + " epoch: give the data the training began with");
  }

  @Test
  void refusesEmptyData() {
    next = EPOCH;
    assertThatThrownBy(() -> replay(0, 1, 0, false)).isInstanceOf(CheckpointException.class);
  }

  private DataReplay replay(long epochs, long batches, long dataResets, boolean told) {
    position.restore(DataPositionTest.saved(epochs, batches, dataResets, told));
    DataReplay replay = new DataReplay(
        position,
        () -> {
          resets++;
          next = 0;
        },
        () -> next < EPOCH,
        () -> next++);
    replay.run();
    return replay;
  }
}
