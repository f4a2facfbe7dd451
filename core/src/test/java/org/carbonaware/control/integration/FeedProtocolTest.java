package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.KeptEvents;
import org.carbonaware.control.tck.PausedByHand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a training that is fed is told and when, what a save by hand needs, and how it ends. */
@Timeout(60)
class FeedProtocolTest {
  private final KeptEvents events = new KeptEvents();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(10);
  private final CarbonController controller =
      PausedByHand.control().checkpoints(store).listener(events).start();
  private final DataPosition position = new DataPosition(controller);
  private final ListedTraining training = new ListedTraining(position) {
    @Override
    public void batchDrawn(long batch) {
      told.add("drawn " + batch);
    }

    @Override
    public void epochTaken() {
      told.add("epoch");
    }
  };
  private final TrainingFeed feed = new TrainingFeed(controller, position, training, null);

  @AfterEach
  void close() {
    controller.close();
  }

  private BatchBoundary open() {
    return feed.open(() -> false, () -> {});
  }

  /** Asked twice before a batch, its place is told once: after the one under way. */
  @Test
  void eachBatchIsToldWhereItIsInItsEpochBeforeItIsDrawn() {
    GuardedIterator<String> data = new GuardedIterator<>(List.of("a", "b").iterator(), open());
    while (data.hasNext()) {
      data.next();
    }
    assertThat(training.told)
        .containsExactly(
            "drawn 0", "given", "drawn 1", "taken", "given", "drawn 2", "taken", "epoch");
  }

  @Test
  void batchesTakenWithoutAskingAreToldToo() {
    GuardedIterator<String> data = new GuardedIterator<>(List.of("a", "b").iterator(), open());
    data.next();
    data.next();
    assertThat(training.told).containsExactly("drawn 0", "given", "drawn 1", "taken", "given");
  }

  @Test
  void aResetDrawsAnew() {
    BatchBoundary boundary = open();
    boundary.draws();
    boundary.reset();
    boundary.draws();
    assertThat(training.told).containsExactly("drawn 0", "drawn 0");
  }

  @Test
  void isOpenFromItsDataOn() {
    assertThat(feed.isOpen()).isFalse();
    open();
    assertThat(feed.isOpen()).isTrue();
    assertThat(position.epochsTold()).isTrue();
  }

  @Test
  void aSaveByHandNeedsAnUpdateThatIsDone() {
    assertThat(feed.save()).as("without data").isTrue();
    BatchBoundary boundary = open();
    assertThat(feed.save()).as("before the first batch").isTrue();
    training.betweenUpdates = false;
    boundary.asked(true);
    boundary.given();
    training.told.clear();
    assertThat(feed.save()).as("in the middle of an update").isFalse();
    assertThat(training.told).containsExactly("taken");
    boundary.given();
    training.betweenUpdates = true;
    assertThat(feed.save()).isTrue();
    assertThat(store.manifests()).hasSize(3);
    controller.close();
    assertThat(feed.save()).as("there is nobody who saves").isFalse();
    assertThat(events.warnings())
        .containsOnlyOnce("not saved: the newest batch has no update yet; save after the update");
  }

  /** It had three batches of an epoch that nobody knows the length of. */
  @Test
  void anEpochInTheMiddleGoesOnAndIsCounted() {
    position.restore(DataPositionTest.saved(0, 3, 0, true));
    BatchBoundary boundary = open();
    boundary.asked(false);
    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void aFreshEpochWithoutBatchesIsNotCounted() {
    BatchBoundary boundary = open();
    boundary.asked(false);
    assertThat(position.epochs()).isZero();
  }

  /** Its three batches were the whole epoch: the question before the first one counts it. */
  @Test
  void theLastEpochSavedAtItsVeryEndIsNotTrainedAgain() {
    position.restore(DataPositionTest.saved(0, 3, 0, true));
    BatchBoundary boundary = open();
    List<String> asked = new ArrayList<>();
    feed.train(
        1,
        () -> {
          asked.add("more");
          boundary.asked(false);
          return false;
        },
        () -> asked.add("epoch"));
    assertThat(asked).containsExactly("more");
    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void aFreshTrainingIsNotAskedBeforeItsFirstEpoch() {
    BatchBoundary boundary = open();
    feed.train(
        1,
        () -> {
          throw new AssertionError("would draw a batch before the epoch");
        },
        () -> {
          boundary.asked(true);
          boundary.given();
          boundary.asked(false);
        });
    assertThat(position.epochs()).isEqualTo(1);
  }

  @Test
  void aReaderThatCanNotBeEndedIsToldWhenAllIsTrained() {
    BatchBoundary boundary = feed.open(() -> false, () -> {
      throw new IllegalStateException("still reading");
    });
    feed.train(1, () -> true, () -> {
      boundary.asked(true);
      boundary.given();
      boundary.asked(false);
    });
    controller.close();
    assertThat(events.warnings())
        .anyMatch(text -> text.contains("could not be ended") && text.contains("still reading"));
  }

  @Test
  void aReaderThatCanNotBeEndedDoesNotHideWhyTheTrainingEnded() {
    IllegalStateException reader = new IllegalStateException("still reading");
    IllegalStateException fault = new IllegalStateException("diverged");
    feed.open(() -> false, () -> {
      throw reader;
    });
    assertThatThrownBy(() -> feed.train(1, () -> true, () -> {
          throw fault;
        }))
        .isSameAs(fault)
        .hasSuppressedException(reader);
    assertThatThrownBy(() -> feed.train(1, () -> true, () -> {
          throw reader;
        }))
        .isSameAs(reader)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aTrainingThatLeavesEndsItsReader() {
    List<String> ended = new ArrayList<>();
    BatchBoundary boundary = feed.open(() -> false, () -> ended.add("reader"));
    controller.stop();
    assertThatThrownBy(() -> feed.train(1, () -> true, () -> {
          while (true) {
            boundary.asked(true);
            boundary.given();
          }
        }))
        .isInstanceOf(TrainingSuspendedException.class);
    assertThat(ended).as("before it leaves, and after").hasSize(2);
  }

  @Test
  void whatFailsBeforeLeavingIsKeptWithTheReason() {
    IllegalStateException fault = new IllegalStateException("still reading");
    BatchBoundary boundary = feed.open(() -> false, () -> {
      throw fault;
    });
    controller.stop();
    assertThatThrownBy(() -> boundary.asked(true))
        .isInstanceOf(TrainingSuspendedException.class)
        .hasSuppressedException(fault);
  }

  /** A stop need not wait for threads that have trained and do something else now. */
  @Test
  void theThreadIsAnnouncedWhileItTrainsAndNoLonger() throws Exception {
    BatchBoundary boundary = open();
    feed.train(1, () -> true, () -> {
      boundary.asked(true);
      boundary.given();
      boundary.asked(false);
    });
    controller.pause();
    Thread other = new Thread(
        () -> new BatchBoundary(controller, position, training, null, () -> {}).asked(true));
    events.onNext(CheckpointWritten.class, controller::resume);
    other.start();
    other.join(30_000);
    assertThat(other.isAlive()).isFalse();
    controller.close();
    assertThat(events.warnings()).noneMatch(text -> text.contains("did not come"));
  }
}
