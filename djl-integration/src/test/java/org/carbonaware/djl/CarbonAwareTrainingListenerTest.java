package org.carbonaware.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.training.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.TrainingIdentity;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CarbonAwareTrainingListenerTest {
  private final LinkedBlockingQueue<ControllerEvent> events = new LinkedBlockingQueue<>();
  private final CarbonController carbon = CarbonController.builder()
      .zone("DE")
      .deadline(Duration.ofHours(24))
      .batches(1000)
      .policy(Policies.runNow())
      .pace(Duration.ofMillis(5), Duration.ofHours(1))
      .stopOnSignals(false, Duration.ZERO)
      .listener(events::add)
      .start();
  private final CarbonAwareTrainingListener listener = new CarbonAwareTrainingListener(carbon);

  @AfterEach
  void close() {
    carbon.close();
  }

  private <T extends ControllerEvent> T await(Class<T> kind, Predicate<T> wanted)
      throws InterruptedException {
    while (true) {
      ControllerEvent event = events.take();
      if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
  }

  private void awaitState(ControllerState state) throws InterruptedException {
    await(StateChanged.class, change -> change.to() == state);
  }

  @Test
  void countsBatchesAndEpochs() throws Exception {
    try (Trainer trainer = EngineLessTrainer.with(listener)) {
      EngineLessTrainer.trainEpoch(trainer, 3);
      EngineLessTrainer.trainEpoch(trainer, 3);
      EngineLessTrainer.trainBatch(trainer);
    }
    assertThat(carbon.batchesDone()).isEqualTo(7);
    carbon.close();
    RunEnded ended = await(RunEnded.class, event -> true);
    assertThat(ended.batches()).isEqualTo(7);
    assertThat(ended.epochs()).isEqualTo(2);
    assertThat(ended.state()).isEqualTo(ControllerState.FINISHED);
  }

  @Test
  void tellsTheControllerTheLengthOfEachEpoch() {
    List<Long> lengths = new ArrayList<>();
    Trainer trainer =
        EngineLessTrainer.with(new CarbonAwareTrainingListener(() -> {}, lengths::add, () -> {}));
    EngineLessTrainer.trainEpoch(trainer, 3);
    EngineLessTrainer.trainEpoch(trainer, 5);
    assertThat(lengths).containsExactly(3L, 5L);
  }

  @Test
  void aPausedTrainingStandsBeforeItsNextStepUntilItIsResumed() throws Exception {
    Trainer trainer = EngineLessTrainer.with(listener);
    CompletableFuture<Void> training = CompletableFuture.runAsync(() -> {
      EngineLessTrainer.trainBatch(trainer);
      carbon.pause();
      EngineLessTrainer.trainBatch(trainer); // stands here
      EngineLessTrainer.trainBatch(trainer);
    });
    awaitState(ControllerState.PAUSED);
    assertThat(training).isNotDone();
    assertThat(carbon.batchesDone()).isEqualTo(2);

    carbon.resume();
    training.get();
    assertThat(carbon.batchesDone()).isEqualTo(3);
    awaitState(ControllerState.RUNNING);
  }

  @Test
  void anOrderToSuspendHoldsTheTrainingAndSaysWhy() throws Exception {
    Trainer trainer = EngineLessTrainer.with(listener);
    CompletableFuture<Void> training = CompletableFuture.runAsync(() -> {
      carbon.suspend();
      EngineLessTrainer.trainBatch(trainer);
    });
    assertThat(await(Warned.class, warned -> true).text())
        .contains("could not save the training, so it stays in memory");
    awaitState(ControllerState.PAUSED);
    assertThat(training).isNotDone();
    carbon.resume();
    training.get();
  }

  @Test
  void anOrderToStopLeavesUnsaved() {
    Trainer trainer = EngineLessTrainer.with(listener);
    carbon.stop();
    assertThatThrownBy(() -> EngineLessTrainer.trainBatch(trainer))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class, left -> assertThat(left.saved()).isFalse());
  }

  @Test
  void noOtherFailureReachesTheTraining() {
    int[] batches = new int[1];
    Trainer trainer = EngineLessTrainer.with(new CarbonAwareTrainingListener(
        () -> {
          batches[0]++;
          throw new IllegalStateException("batchDone failed");
        },
        count -> {
          throw new IllegalStateException("epochDone failed");
        },
        () -> {}));
    EngineLessTrainer.trainEpoch(trainer, 3);
    EngineLessTrainer.trainEpoch(trainer, 3);
    assertThat(batches[0]).isEqualTo(6);
  }

  @Test
  void takesOverNoProgressOfACheckpointThatItCannotLoad(@TempDir Path checkpoints) {
    try (CarbonController earlier = withCheckpoints(checkpoints)) {
      earlier.batchDone();
      TrainingIdentity identity = new TrainingIdentity("other", "1", "ab", "another training");
      assertThat(earlier.saveNow(() -> new Snapshot(identity, Map.of(), List.of())))
          .isTrue();
    }
    try (CarbonController later = withCheckpoints(checkpoints)) {
      assertThat(later.batchesDone()).isEqualTo(1);

      CarbonAwareTrainingListener own = new CarbonAwareTrainingListener(later);

      assertThat(own).isNotNull();
      assertThat(later.resumes()).isFalse();
      assertThat(later.batchesDone()).isZero();
    }
  }

  private static CarbonController withCheckpoints(Path checkpoints) {
    return CarbonController.builder()
        .zone("DE")
        .deadline(Duration.ofHours(24))
        .batches(1000)
        .policy(Policies.runNow())
        .checkpoints(checkpoints)
        .stopOnSignals(false, Duration.ZERO)
        .start();
  }
}
