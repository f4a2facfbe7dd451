package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each question for data means for the training that asks it. */
class BatchBoundaryTest {
  private final KeptEvents events = new KeptEvents();
  private final CarbonController controller =
      PausedByHand.control().listener(events).start();
  private final DataPosition position = new DataPosition(controller);
  private final ListedTraining training = new ListedTraining(position);
  private final List<String> done = new ArrayList<>();
  private final BatchBoundary boundary = new BatchBoundary(
      controller, position, training, () -> done.add("first"), () -> done.add("leaving"));

  @AfterEach
  void close() {
    controller.close();
  }

  @Test
  void aBatchCountsWhenTheNextQuestionComes() {
    batch();
    assertThat(controller.batchesDone()).isZero();

    boundary.asked(true);

    assertThat(controller.batchesDone()).isEqualTo(1);
    assertThat(training.told).containsExactly("given", "taken");
  }

  @Test
  void aBatchCountsOnceHoweverOftenIsAsked() {
    batch();
    boundary.asked(true);
    boundary.asked(true);
    boundary.wanted();

    assertThat(position.batchesInEpoch()).isEqualTo(1);
  }

  @Test
  void aBatchCountsWhereItsLoopIsDoneWithIt() {
    batch();

    assertThat(boundary.betweenUpdates()).isTrue();
    assertThat(position.batchesInEpoch()).isEqualTo(1);

    boundary.asked(true);
    assertThat(position.batchesInEpoch()).isEqualTo(1);
  }

  @Test
  void batchesMayBeTakenWithoutAsking() {
    for (int i = 0; i < 3; i++) {
      boundary.wanted();
      boundary.given();
    }

    assertThat(controller.batchesDone()).isEqualTo(2);
  }

  @Test
  void anEpochEndsOnceWhenThereIsNoMore() {
    batch();
    boundary.asked(false);
    boundary.asked(false);

    assertThat(position.epochs()).isEqualTo(1);
    assertThat(position.batchesInEpoch()).isZero();
  }

  @Test
  void dataThatHasNoBatchMakesNoEpoch() {
    boundary.asked(false);

    assertThat(position.epochs()).isZero();
  }

  @Test
  void aResetInTheMiddleEndsTheEpoch() {
    batch();
    boundary.reset();

    assertThat(position.epochs()).isEqualTo(1);
    assertThat(position.resets()).isEqualTo(1);
    assertThat(controller.batchesDone()).isEqualTo(1);
  }

  @Test
  void aResetAtTheEndOfAnEpochDoesNotCountItTwice() {
    batch();
    boundary.asked(false);
    boundary.reset();

    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void anInterruptedEpochGoesOn() {
    position.restore(saved(2, 5));
    boundary.continueEpoch();
    batch();
    boundary.asked(false);

    assertThat(position.epochs()).isEqualTo(3);
  }

  @Test
  void anInterruptedEpochThatWasAtItsEndIsCountedByTheFirstQuestion() {
    position.restore(saved(2, 5));
    boundary.continueEpoch();
    boundary.asked(false);

    assertThat(position.epochs()).isEqualTo(3);
  }

  @Test
  void aResetBeforeAnInterruptedEpochGoesOnStartsItOverAndIsReported() {
    position.restore(saved(2, 5));
    boundary.continueEpoch();
    boundary.reset();
    controller.close();

    assertThat(position.epochs()).isEqualTo(2);
    assertThat(position.batchesInEpoch()).isZero();
    assertThat(events.warnings()).anyMatch(text -> text.contains("that epoch starts over"));
  }

  @Test
  void setsTheTrainingUpOnceBeforeItsFirstBatch() {
    batch();
    batch();

    assertThat(done).containsExactly("first");
  }

  @Test
  void cleansUpBeforeTheTrainingLeaves() {
    batch();
    controller.stop();

    assertThatThrownBy(() -> boundary.asked(true)).isInstanceOf(TrainingSuspendedException.class);
    assertThat(done).containsExactly("first", "leaving");
  }

  @Test
  void oneBatchHasOneSafePoint() {
    batch();
    boundary.asked(true);
    controller.stop();

    assertThatCode(boundary::wanted).doesNotThrowAnyException();
    boundary.given();
    assertThatThrownBy(boundary::wanted).isInstanceOf(TrainingSuspendedException.class);
  }

  @Test
  void theMiddleOfAnUpdateIsNoSafePointButItsBatchesCount() {
    training.betweenUpdates = false;
    batch();
    controller.stop();
    boundary.asked(true);
    batch();
    boundary.asked(true);
    assertThat(controller.batchesDone()).isEqualTo(2);

    training.betweenUpdates = true;
    batch(); // asks while the second one's update is still open
    assertThatThrownBy(() -> boundary.asked(true)).isInstanceOf(TrainingSuspendedException.class);
    assertThat(controller.batchesDone()).isEqualTo(3);
  }

  @Test
  void anUpdateLeftOpenAtTheEndOfAnEpochIsNoSafePointInTheNext() {
    training.betweenUpdates = false;
    batch();
    boundary.asked(false);
    controller.stop();
    boundary.reset();

    assertThatCode(() -> boundary.asked(true)).doesNotThrowAnyException();
    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void aLoopThatTellsItsBatchesIsStoppedAfterEach() {
    boundary.trained();
    boundary.trained();
    assertThat(controller.batchesDone()).isEqualTo(2);
    assertThat(training.told).as("asked about no batch").isEmpty();

    controller.stop();
    assertThatThrownBy(boundary::trained).isInstanceOf(TrainingSuspendedException.class);
    assertThat(controller.batchesDone()).isEqualTo(3);
  }

  @Test
  void aLoopThatTellsItsBatchesTellsTheEndOfItsEpochs() {
    boundary.trained();
    boundary.asked(false);

    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void aPauseWaitsForNoThreadThatLeft() throws InterruptedException {
    batch();
    boundary.leave();
    CountDownLatch stands = new CountDownLatch(1);
    controller.addListener(event -> {
      if (event instanceof StateChanged change && change.to() == ControllerState.PAUSED) {
        stands.countDown();
        controller.resume();
      }
    });
    controller.pause();
    Thread other = new Thread(
        () -> new BatchBoundary(controller, position, training, null, () -> {}).asked(true));
    other.start();

    assertThat(stands.await(20, TimeUnit.SECONDS)).isTrue();
    other.join();
    controller.close();
    assertThat(events.warnings()).noneMatch(text -> text.contains("did not come"));
  }

  @Test
  void aThreadThatTakesOverIsTheOneToWaitFor() throws InterruptedException {
    batch();
    Thread other = new Thread(() -> {
      boundary.asked(true);
      controller.pause();
      boundary.given();
      boundary.asked(true); // this thread alone has to come
    });
    controller.addListener(event -> {
      if (event instanceof StateChanged change && change.to() == ControllerState.PAUSED) {
        controller.resume();
      }
    });
    other.start();
    other.join();
    controller.close();

    assertThat(events.of(StateChanged.class))
        .extracting(StateChanged::to)
        .contains(ControllerState.PAUSED);
    assertThat(events.warnings()).noneMatch(text -> text.contains("did not come"));
  }

  private void batch() {
    boundary.asked(true);
    boundary.given();
  }

  private static SavedAttributes saved(long epochs, long batches) {
    return DataPositionTest.saved(epochs, batches, epochs, true);
  }
}
