package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.tck.Integration.Training;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link IntegrationContract} about a run's end: closed early, late, twice, and what a
 * training meets that comes after it.
 */
public abstract class EndContract extends HoldingContract {
  @Test
  public void closedInItsMiddleTheTrainingTrainsOnAlone() {
    try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {
        if (update == 4) {
          process.carbon.close();
          process.carbon.pause();
          process.carbon.suspend();
          process.carbon.close();
        }
      });

      assertThat(training.fingerprint()).isEqualTo(straight());
      assertThat(process.trained()).isEqualTo(ALL);
      RunEnded end = process.end();
      assertThat(end.state()).isEqualTo(ControllerState.FINISHED);
      assertThat(end.complete()).isFalse();
      assertThat(process.of(RunEnded.class)).hasSize(1);
    }
  }

  @Test
  public void closedByAnotherThreadWhileItStandsTheTrainingTrainsOnAlone() {
    try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
        Training training = start(process)) {
      Thread closing = new Thread(() -> {
        StagedProcess.await(() -> process.carbon.state() == ControllerState.PAUSED);
        process.carbon.close();
      });
      closing.start();
      process.train(training, EPOCHS, process.pauseAfter(4));

      assertThat(join(closing)).isTrue();
      assertThat(training.fingerprint()).isEqualTo(straight());
      assertThat(process.of(RunEnded.class)).hasSize(1);
    }
  }

  @Test
  public void fitAgainAfterTheRunsEndTrainsOnAlone() {
    TrainingFingerprint longer;
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, EPOCHS, update -> {});
      process.train(training, EPOCHS + 1, update -> {});
      longer = training.fingerprint();
      assertThat(process.end().batches()).isEqualTo(ALL + BATCHES);
    }
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = integration().listen(process.carbon, Set.of())) {
      process.train(training, EPOCHS, update -> {});
      assertAllTrained(process);
      int told = process.events().size();
      process.train(training, EPOCHS + 1, process.suspendAfter(ALL + 2L));

      assertThat(training.fingerprint()).isEqualTo(longer);
      assertThat(process.events()).as("told after the end").hasSize(told);
      assertThat(store.manifests()).as("saved after the end").isEmpty();
    }
  }

  @Test
  public void aSecondFitOfATrainingThatIsFedIsRefusedAndItsEndStaysSaved() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {});
      for (boolean closed : List.of(false, true)) {
        if (closed) {
          assertAllTrained(process);
        }
        assertThatThrownBy(() -> process.train(training, EPOCHS + 1, update -> {}))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("more than once");
      }
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
    assertThat(store.manifests()).hasSize(1);
    try (StagedProcess process = StagedProcess.start(in(store.reopen()));
        Training training = start(process)) {
      process.train(training, EPOCHS, update -> {});
      assertThat(process.trained()).isZero();
      assertThat(training.fingerprint()).isEqualTo(straight());
    }
  }

  @Test
  public void anotherTrainingAfterTheRunsEndTrainsAlone() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    try (StagedProcess process = StagedProcess.start(in(store));
        Training first = start(process)) {
      process.train(first, EPOCHS, update -> {});
      assertAllTrained(process);
      int told = process.events().size();
      try (Training second = start(process)) {
        process.train(second, EPOCHS, process.suspendAfter(ALL + 4L));

        assertThat(second.fingerprint()).isEqualTo(straight());
      }
      assertThat(process.events()).as("told after the end").hasSize(told);
    }
    assertThat(store.manifests()).hasSize(1);
  }

  @Test
  public void leavesNoThreadBehind() {
    Set<Thread> before = threads();
    for (boolean fed : List.of(true, false)) {
      try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
          Training training =
              fed ? start(process) : integration().listen(process.carbon, Set.of())) {
        process.train(training, EPOCHS, process.pauseAfter(4));
      }
    }
    StagedProcess.await(
        () -> { // the one that watches the grid is told to end, not waited for
          Set<Thread> left = threads();
          left.removeAll(before);
          return left.isEmpty();
        });
  }

  private static Set<Thread> threads() {
    Set<Thread> ours = new HashSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.isAlive() && thread.getName().startsWith("carbon-")) {
        ours.add(thread);
      }
    }
    return ours;
  }
}
