package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.PauseDepth;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.control.tck.Integration.Trait;
import org.carbonaware.control.tck.StagedProcess.Standing;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

/**
 * The first half of {@link IntegrationContract}: what is attached counts, and stands where it is
 * safe to.
 */
public abstract class HoldingContract extends IntegrationSteps {
  /** What all comparisons of the kit stand on. */
  @Test
  public void isTheSameTrainingAtEachStartAndChangesAsItTrains() {
    List<TrainingFingerprint> once = new ArrayList<>();
    for (int epochs : List.of(EPOCHS, EPOCHS - 1)) {
      try (StagedProcess process = StagedProcess.start(plain());
          Training training = start(process)) {
        process.train(training, epochs, update -> {});
        once.add(training.fingerprint());
      }
    }
    assertThat(once.get(0)).isEqualTo(straight());
    assertThat(once.get(0).arrays()).isNotEmpty();
    once.get(0)
        .arrays()
        .forEach((name, digest) ->
            assertThat(once.get(1).arrays()).as(name).doesNotContainEntry(name, digest));
  }

  @Test
  public void attachesWithOneLineAndCountsProgress() {
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, EPOCHS, update -> {});

      assertAllTrained(process);
      assertThat(process.warnings()).isEmpty();
    }
  }

  @Test
  public void countsTheProgressOfATrainingItFeeds() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    List<Long> told = new ArrayList<>();
    List<Long> counted = new ArrayList<>();
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {
        told.add(update);
        counted.add(process.carbon.batchesDone());
      });

      assertThat(told).isEqualTo(LongStream.rangeClosed(1, ALL).boxed().toList());
      assertThat(counted)
          .as("no batch counts before its update is made")
          .isEqualTo(LongStream.range(0, ALL).boxed().toList());
      assertAllTrained(process);
      assertThat(process.warnings()).isEmpty();
    }
    assertThat(store.manifests()).as("the end of the run is saved").hasSize(1);
  }

  @Test
  public void validationBatchesAreNoProgress() {
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = integration().listen(process.carbon, Set.of(Trait.VALIDATED))) {
      process.train(training, EPOCHS, update -> {});
      assertAllTrained(process);
    }
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = start(process, Trait.VALIDATED)) {
      process.train(training, EPOCHS, update -> {});
      assertAllTrained(process);
      assertThat(process.warnings()).isEmpty();
    }
  }

  @Test
  public void standsAtASafePointAndGoesOnExactly() {
    for (long place : PLACES) {
      try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
          Training training = start(process)) {
        process.train(training, EPOCHS, process.pauseAfter(place));

        assertStood(process, place);
        assertThat(process.of(CheckpointWritten.class))
            .filteredOn(CheckpointWritten::forPause)
            .extracting(CheckpointWritten::batches)
            .containsExactly(place);
        assertThat(training.fingerprint()).as("held at %d", place).isEqualTo(straight());
        assertAllTrained(process);
      }
    }
  }

  @Test
  public void aPauseAfterEveryUpdateChangesNothing() {
    try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> process.carbon.pause());

      assertThat(process.standings)
          .extracting(Standing::updates)
          .startsWith(1L, 2L, 3L)
          .hasSizeBetween(ALL - 1, ALL);
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
  }

  @Test
  public void theListenerAloneStandsAndChangesNothing() {
    TrainingFingerprint unpaused;
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, EPOCHS, update -> {});
      unpaused = training.fingerprint();
    }
    for (long place : PLACES) {
      try (StagedProcess process = StagedProcess.start(plain());
          Training training = integration().listen(process.carbon, Set.of())) {
        process.train(training, EPOCHS, process.pauseAfter(place));

        assertStood(process, place);
        assertThat(training.fingerprint()).as("held at %d", place).isEqualTo(unpaused);
        assertAllTrained(process);
      }
    }
  }

  @Test
  public void saysWhatAPauseReleased() {
    try (StagedProcess process = StagedProcess.start(with -> with.depth(PauseDepth.RELEASE));
        Training training = start(process)) {
      process.train(training, EPOCHS, process.pauseAfter(4));

      assertThat(process.of(StateChanged.class))
          .filteredOn(change -> change.to() == ControllerState.PAUSED)
          .singleElement()
          .satisfies(change -> assertThat(change.reason().text()).matches(".*; memory: .*\\w.*"));
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
  }

  @Test
  public void aSuspensionThatCantSaveHoldsInMemory() {
    try (StagedProcess process = StagedProcess.start(in(new FaultyParts.Store()));
        Training training = start(process)) {
      process.train(training, EPOCHS, process.suspendAfter(4));

      assertStood(process, 4);
      assertThat(process.warnings())
          .anyMatch(text -> text.contains("stays in memory instead of leaving"));
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
  }

  @Test
  public void theDeadlineForcesAPausedTrainingOn() {
    Duration time = Duration.ofHours(3);
    Policy never = new Policy() {
      @Override
      public String name() {
        return "never";
      }

      @Override
      public Decision decide(Situation situation) {
        return Decision.pause(
            situation.now().plus(Duration.ofDays(1)), Reason.Code.DIRTY_NOW, "always dirty");
      }
    };
    try (StagedProcess process = StagedProcess.start(with -> with.policy(never).deadline(time));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {
        if (update == 1) {
          process.awaitFirstPause();
        }
      });

      assertAllTrained(process);
      assertThat(process.of(StateChanged.class))
          .anyMatch(change -> change.to() == ControllerState.RESUMING
              && change.reason().code() == Reason.Code.DEADLINE);
      assertThat(process.clock.instant())
          .isBetween(SteppedClock.START.plus(time.dividedBy(2)), SteppedClock.START.plus(time));
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
  }

  @Test
  public void noticesADroppedListener() {
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, 1, update -> {});
      assertThat(process.warnings()).isEmpty();
      training.dropListener();
      process.train(training, EPOCHS, update -> process.awaitLook());

      process.carbon.close();
      assertThat(process.warnings())
          .singleElement()
          .satisfies(text -> assertThat(text).contains("listener", "no longer pauses"));
    }
  }

  @Test
  public void aListenerAttachedAsWellCountsNothingTwice() {
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = start(process, Trait.LISTENER_AS_WELL)) {
      process.train(training, EPOCHS, process.pauseAfter(4));

      assertStood(process, 4);
      assertThat(training.fingerprint()).isEqualTo(straight());
      assertAllTrained(process);
      assertThat(process.warnings()).isEmpty();
    }
  }

  @Test
  public void aFailingGridNeverFailsTheTraining() {
    FaultyParts.Grid grid = new FaultyParts.Grid();
    try (StagedProcess process =
            StagedProcess.start(with -> with.grid(grid).policy(Policies.plan()));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {
        if (update == 4) {
          process.awaitLook();
          StagedProcess.await(grid::asked); // on a thread of its own
        }
      });

      assertThat(training.fingerprint()).isEqualTo(straight());
      assertAllTrained(process);
    }
  }
}
