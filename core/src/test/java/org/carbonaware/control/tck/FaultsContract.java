package org.carbonaware.control.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.control.TrainingSuspendedException;
import org.carbonaware.control.tck.Integration.Training;
import org.carbonaware.control.tck.Integration.Trait;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The second part of {@link IntegrationContract}: what goes wrong in the user's training is the
 * user's and reaches the user as it is; what goes wrong in ours, or in parts the user has given us,
 * never reaches the training.
 */
public abstract class FaultsContract extends EndContract {
  @TempDir
  private Path directory;

  /** Where a user's code runs in a training. */
  private enum Place {
    LISTENER_BEFORE,
    LISTENER_BEHIND,
    DATA
  }

  private static List<Throwable> faults() {
    return List.of(
        new IllegalStateException("a fault of the user's"),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new NoClassDefFoundError("org/example/Augmentation"));
  }

  @Test
  public void whatTheTrainingThrowsReachesTheUserAsItIs() {
    for (boolean fed : List.of(true, false)) {
      for (Place place : Place.values()) {
        for (Throwable fault : faults()) {
          assertPassesThrough(fed, place, fault);
        }
      }
    }
  }

  private void assertPassesThrough(boolean fed, Place place, Throwable fault) {
    try (StagedProcess process = StagedProcess.start(in(new InMemoryCheckpointStore(3)));
        Training training = fed ? start(process) : integration().listen(process.carbon, Set.of())) {
      LongConsumer fails = failAt(8, fault);
      if (place == Place.DATA) {
        training.onRead(fails);
      } else if (place == Place.LISTENER_BEHIND) {
        training.onUpdateBehind(fails);
      }
      String where = place + (fed ? " of a training that is fed" : " beside the listener");
      assertThatThrownBy(() -> process.train(
              training, EPOCHS, place == Place.LISTENER_BEFORE ? fails : update -> {}))
          .as(where)
          .isSameAs(fault);

      assertThat(fault.getSuppressed()).as(where).isEmpty();
      RunEnded end = process.end();
      assertThat(end.state()).isEqualTo(ControllerState.FINISHED);
      assertThat(end.complete()).isFalse();
      assertThat(process.warnings()).as(where).isEmpty();
      if (fed) {
        assertThat(last(process).reason().text())
            .isEqualTo("the training was ended by " + fault.getClass().getName());
      }
    }
  }

  private static LongConsumer failAt(long place, Throwable fault) {
    return number -> {
      if (number == place) {
        if (fault instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) fault;
      }
    };
  }

  private static StateChanged last(StagedProcess process) {
    List<StateChanged> all = process.of(StateChanged.class);
    return all.get(all.size() - 1);
  }

  @Test
  public void goesOnExactlyAfterItsDataFailed() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    LateStore late = new LateStore(store);
    OutOfMemoryError fault = new OutOfMemoryError("Java heap space");
    try (StagedProcess process = StagedProcess.start(in(late));
        Training training = start(process)) {
      training.onRead(failAt(BATCHES + 3, fault));
      assertThatThrownBy(() -> process.train(training, EPOCHS, checkpointAfter(process, late, 4)))
          .isSameAs(fault);
    }
    assertEndsExactlyFrom(store, 4);
  }

  @Test
  public void aListenerAttachedTwiceCountsOnce() {
    for (Trait twice : List.of(Trait.LISTENER_TWICE, Trait.TWO_LISTENERS)) {
      try (StagedProcess process = StagedProcess.start(plain());
          Training training = integration().listen(process.carbon, Set.of(twice))) {
        process.train(training, EPOCHS, process.pauseAfter(4));

        assertStood(process, 4);
        assertAllTrained(process);
        assertThat(process.warnings())
            .as("%s", twice)
            .singleElement()
            .satisfies(text -> assertThat(text).contains("carbon-aware listener"));
      }
    }
  }

  /** The training is the user's: it goes on, and what was good can be gone back to. */
  @Test
  public void aTrainingWhoseLossIsNoNumberKeepsTheCheckpointFromBefore() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(1);
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = start(process)) {
      LongConsumer pauses = process.pauseAfter(2).andThen(process.pauseAfter(6));
      process.train(training, EPOCHS, pauses.andThen(process.pauseAfter(9)).andThen(update -> {
        if (update == 3) {
          training.diverge();
        }
      }));

      assertAllTrained(process);
      assertThat(process.warnings())
          .anyMatch(text -> text.contains("loss is NaN"))
          .anyMatch(text -> text.contains("to go back to it"));
    }
    assertThat(store.manifests())
        .extracting(manifest -> manifest.run().getOrDefault("batches", ""))
        .containsExactly("2", Long.toString(ALL));
    assertThat(store.manifests()).extracting(Manifest::diverged).containsExactly(false, true);
    store.damage(store.manifests().get(1).sequence());
    assertEndsExactlyFrom(store, 2);
  }

  @Test
  public void anInterruptAtAPauseLeavesSavedAndIsKept() {
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    try (StagedProcess process = StagedProcess.start(in(store));
        Training training = start(process)) {
      assertThatThrownBy(() -> process.train(training, EPOCHS, update -> {
            if (update == 4) {
              process.carbon.pause();
              Thread.currentThread().interrupt();
            }
          }))
          .isInstanceOfSatisfying(
              TrainingSuspendedException.class,
              leaving -> assertThat(leaving.saved()).isTrue());
      assertThat(Thread.interrupted()).as("the interrupt is the user's").isTrue();
      assertThat(process.end().state()).isEqualTo(ControllerState.SUSPENDED);
    }
    assertEndsExactlyFrom(store, 4);
  }

  @Test
  public void aListenerOfTheRunThatHangsHoldsNothingUpAndHearsAllOnceItReturns() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (StagedProcess process = StagedProcess.start(with -> with.listener(event -> {
          if (event instanceof Progressed) {
            StagedProcess.await(() -> goOn.getCount() == 0);
          }
        }));
        Training training = start(process)) {
      Thread person = new Thread(() -> {
        StagedProcess.await(() -> process.carbon.state() == ControllerState.PAUSED);
        process.carbon.resume();
      });
      process.train(training, EPOCHS, process.pauseAfter(4).andThen(update -> {
        if (update == 4) {
          person.start();
        }
      }));

      assertThat(join(person)).isTrue();
      assertThat(training.fingerprint()).isEqualTo(straight());
      assertThat(process.of(RunEnded.class)).isEmpty();
      goOn.countDown();
      assertAllTrained(process);
      assertThat(process.of(StateChanged.class))
          .extracting(StateChanged::to)
          .containsSubsequence(
              ControllerState.RUNNING,
              ControllerState.PAUSED,
              ControllerState.RUNNING,
              ControllerState.FINISHED);
    }
  }

  @Test
  public void twoRunsInOneProcessKnowNothingOfEachOther() {
    AtomicReference<Object> other = new AtomicReference<>("nothing");
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = start(process)) {
      process.train(training, EPOCHS, process.pauseAfter(5).andThen(update -> {
        if (update == 4) {
          Thread thread = new Thread(() -> other.set(aRunOfItsOwn()));
          thread.start();
          assertThat(join(thread)).isTrue();
        }
      }));

      assertThat(other).hasValue(straight());
      assertThat(training.fingerprint()).isEqualTo(straight());
      assertStood(process, 5);
      assertAllTrained(process);
    }
  }

  private Object aRunOfItsOwn() {
    try (StagedProcess process = StagedProcess.start(plain());
        Training training = start(process)) {
      process.train(training, EPOCHS, process.pauseAfter(7));
      TrainingFingerprint end = training.fingerprint();
      assertStood(process, 7);
      assertAllTrained(process);
      return end;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  @Test
  public void faultsOfAllPartsAtOnceNeverFailTheTraining() {
    FaultyParts.Store store = new FaultyParts.Store();
    try (StagedProcess process = StagedProcess.start(with -> with.checkpoints(store)
            .grid(new FaultyParts.Grid())
            .policy(new FaultyParts.Choice())
            .meter(new FaultyParts.Meter())
            .listener(new FaultyParts.Listener()));
        Training training = start(process)) {
      process.train(training, EPOCHS, process.pauseAfter(2).andThen(process.pauseAfter(9)));

      assertThat(training.fingerprint()).isEqualTo(straight());
      assertThat(process.standings).hasSize(2);
      assertAllTrained(process);
      assertThat(process.of(RunEnded.class)).hasSize(1);
    }
  }

  @Test
  public void foldersRemovedUnderTheRunAreMadeAgain() {
    Path checkpoints = directory.resolve("checkpoints");
    Path ledger = directory.resolve("ledger");
    try (StagedProcess process =
            StagedProcess.start(with -> with.checkpoints(checkpoints).listener(Ledger.in(ledger)));
        Training training = start(process)) {
      LongConsumer pause = process.pauseAfter(2).andThen(process.suspendAfter(8));
      assertThatThrownBy(() -> process.train(training, EPOCHS, pause.andThen(update -> {
            if (update == 5) {
              remove(checkpoints);
              remove(ledger);
            }
          })))
          .isInstanceOfSatisfying(
              TrainingSuspendedException.class,
              leaving -> assertThat(leaving.saved()).isTrue());
      assertThat(process.end().state()).isEqualTo(ControllerState.SUSPENDED);
    }
    List<LedgerEntry> lines = Ledger.read(Ledger.files(ledger).get(0));
    assertThat(lines.get(0).kind()).isEqualTo("run-started");
    assertThat(lines.get(1).fields().path("text").asText()).contains("the record was removed");
    assertThat(lines.get(lines.size() - 1).kind()).isEqualTo("run-ended");
    assertEndsExactlyFrom(with -> with.checkpoints(checkpoints), 8);
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
