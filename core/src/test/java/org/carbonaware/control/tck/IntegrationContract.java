package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.control.tck.Integration.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every framework's integration must do, in the same words for all. An integration's test
 * extends this and says how its trainings start; what became of each row is written to
 * {@code target/integration-kit/NAME.txt}.
 */
public abstract class IntegrationContract extends FaultsContract {
  @TempDir
  private Path directory;

  @Test
  public void writesACheckpointWhileTheTrainingGoesOn() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    LateStore late = new LateStore(store);
    try (StagedProcess process = StagedProcess.start(in(late));
        Training training = start(process)) {
      process.train(training, EPOCHS, checkpointAfter(process, late, BATCHES + 2));

      assertThat(training.fingerprint()).isEqualTo(straight());
      assertThat(process.standings).isEmpty();
    }
    assertThat(store.manifests()).hasSize(2);
    store.damage(store.manifests().get(1).sequence()); // the end of the run
    assertEndsExactlyFrom(store, BATCHES + 2);
  }

  @Test
  public void goesOnExactlyInASecondController() {
    for (int epochs = 1; epochs < EPOCHS; epochs++) {
      InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
      try (StagedProcess process = StagedProcess.start(in(store));
          Training training = start(process)) {
        process.train(training, epochs, update -> {});
        assertThat(process.end().complete()).isFalse();
      }
      assertEndsExactlyFrom(store, (long) epochs * BATCHES);
    }
  }

  @Test
  public void suspendsSavedAndEndsExactlyAfterARestart() {
    for (long place : PLACES) {
      Path checkpoints = directory.resolve("suspended-after-" + place);
      suspend(with -> with.checkpoints(checkpoints), place);
      assertEndsExactlyFrom(with -> with.checkpoints(checkpoints), place);
    }
  }

  @Test
  public void anOwnLoopEndsExactlyAfterARestart() {
    for (long place : PLACES) {
      InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
      suspend(in(store), place, Trait.OWN_LOOP);
      assertEndsExactlyFrom(in(store.reopen()), place, Trait.OWN_LOOP);
    }
  }

  @Test
  public void goesOnExactlyOnAnotherThreadThanItWasResumedOn() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    suspend(in(store), 4);
    AtomicReference<Object> end = new AtomicReference<>("nothing");
    try (StagedProcess process = StagedProcess.start(in(store.reopen()));
        Training training = start(process)) {
      Thread other = new Thread(() -> {
        try {
          process.train(training, EPOCHS, update -> {});
          end.set(training.fingerprint());
        } catch (RuntimeException | Error e) {
          end.set(e);
        }
      });
      other.start();
      assertThat(join(other)).as("ends").isTrue();
    }
    assertThat(end).hasValue(straight());
  }

  @Test
  public void leavesUnsavedWithoutACheckpointStore() {
    for (boolean fed : List.of(true, false)) {
      try (StagedProcess process = StagedProcess.start(plain());
          Training training =
              fed ? start(process) : integration().listen(process.carbon, Set.of())) {
        assertThatThrownBy(() -> process.train(training, EPOCHS, process.stopAfter(4)))
            .isInstanceOfSatisfying(
                TrainingSuspendedException.class,
                leaving -> assertThat(leaving.saved()).isFalse());

        assertThat(process.trained()).isEqualTo(4);
        assertThat(process.end().state()).isEqualTo(ControllerState.SUSPENDED);
        assertThat(process.warnings()).anyMatch(text -> text.contains("without saving"));
      }
    }
  }

  @Test
  public void theListenerAloneBeginsAnewWhereACheckpointLies() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    suspend(in(store), 4);
    try (StagedProcess process = StagedProcess.start(in(store.reopen()));
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, EPOCHS, update -> {});

      assertThat(process.trained()).isEqualTo(ALL);
      assertThat(process.carbon.resumes()).isFalse();
      assertAllTrained(process);
      assertThat(process.warnings()).anyMatch(text -> text.contains("begins at its start"));
    }
  }

  @Test
  public void anExceptionOfTheTrainingPassesThroughUnchanged() {
    for (boolean fed : List.of(true, false)) {
      IllegalStateException fault = new IllegalStateException("out of device memory");
      try (StagedProcess process = StagedProcess.start(plain());
          Training training =
              fed ? start(process) : integration().listen(process.carbon, Set.of())) {
        assertThatThrownBy(() -> process.train(training, EPOCHS, failAfter(8, fault)))
            .isSameAs(fault);

        RunEnded end = process.end();
        assertThat(end.state()).isEqualTo(ControllerState.FINISHED);
        assertThat(end.complete()).isFalse();
        assertThat(process.warnings()).isEmpty();
      }
    }
  }

  @Test
  public void goesOnExactlyFromItsLastCheckpointAfterAnException() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    LateStore late = new LateStore(store);
    IllegalStateException fault = new IllegalStateException("out of device memory");
    try (StagedProcess process = StagedProcess.start(in(late));
        Training training = start(process)) {
      LongConsumer save = checkpointAfter(process, late, 4);
      assertThatThrownBy(
              () -> process.train(training, EPOCHS, save.andThen(failAfter(BATCHES + 2, fault))))
          .isSameAs(fault);
    }
    assertEndsExactlyFrom(store, 4);
  }

  @Test
  public void aFailingCheckpointStoreNeverFailsTheTraining() {
    FaultyParts.Store store = new FaultyParts.Store();
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = start(process)) {
      process.train(training, EPOCHS, process.pauseAfter(2).andThen(process.pauseAfter(9)));

      // A pause whose order is renewed while it stands tries again.
      assertThat(store.writes()).as("two pauses and the end").isBetween(3, 5);
      assertThat(process.standings).hasSize(2);
      assertThat(training.fingerprint()).isEqualTo(straight());
      assertAllTrained(process);
      assertThat(process.warnings())
          .filteredOn(text -> text.contains("could not write a checkpoint"))
          .hasSize(store.writes());
    }
  }

  @Test
  public void aCheckpointOfAnotherModelIsRefusedWithTheDifference() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    suspend(in(store), 4);
    String saved = store.manifests().get(0).identity().description();
    try (StagedProcess process = StagedProcess.start(in(store.reopen()))) {
      assertThatThrownBy(() -> start(process, Trait.ANOTHER_MODEL).close())
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll("another model", saved, "; here: ");
    }
    assertEndsExactlyFrom(store, 4);
  }

  @Test
  public void aCompleteRunStartedAgainTrainsNothing() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    for (boolean again : List.of(false, true)) {
      try (StagedProcess process = StagedProcess.start(in(store.reopen()));
          Training training = start(process)) {
        process.train(training, EPOCHS, update -> {});

        assertThat(process.carbon.alreadyComplete()).isEqualTo(again);
        assertThat(process.trained()).isEqualTo(again ? 0 : ALL);
        assertThat(training.fingerprint()).isEqualTo(straight());
      }
      assertThat(store.manifests()).hasSize(1);
    }
  }
}
