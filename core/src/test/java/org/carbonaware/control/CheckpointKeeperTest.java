package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckpointKeeperTest {
  private final TestClock clock = new TestClock();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(1000);
  private final List<ControllerEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final ToyTraining training = new ToyTraining();
  private final CheckpointKeeper keeper = new CheckpointKeeper(
      store,
      clock,
      Duration.ofSeconds(10),
      () -> Map.of("batches", Long.toString(training.steps())),
      events::add,
      warnings::add);

  @Test
  void saysWhatItWrote() {
    training.step();

    assertThat(keeper.save(training, true)).isTrue();

    assertThat(events).singleElement().isInstanceOfSatisfying(CheckpointWritten.class, written -> {
      assertThat(written.sequence()).isEqualTo(1);
      assertThat(written.batches()).isEqualTo(1);
      assertThat(written.forPause()).isTrue();
    });
  }

  @Test
  void learnsHowLongACheckpointTakes() {
    assertThat(keeper.took()).isEqualTo(Duration.ofSeconds(10));
    ToyTraining slow = new ToyTraining(() -> clock.advance(Duration.ofSeconds(42)));

    keeper.save(slow, true);

    assertThat(keeper.took()).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void whatIsSavedAtAPauseStaysTheNewest() {
    for (int round = 0; round < 500; round++) {
      training.step();
      keeper.snapshot(training); // is written on another thread, sooner or later
      training.step();

      assertThat(keeper.save(training, true)).isTrue();

      assertThat(ToyTraining.stepsIn(store.latest().orElseThrow())).isEqualTo(training.steps());
    }
    keeper.close();
    assertThat(warnings).isEmpty();
    assertThat(store.manifests())
        .isSortedAccordingTo(Comparator.comparingLong(
            manifest -> Long.parseLong(manifest.training().getOrDefault("steps", ""))));
  }

  @Test
  void closingWaitsForWhatIsBeingWritten() {
    training.step();
    keeper.snapshot(training);
    keeper.close();

    assertThat(store.manifests()).hasSize(1);
  }

  @Test
  void aWriteThatHangsHoldsNeitherTheTrainingNorTheEndAndIsNotJoinedByAnother() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger written = new AtomicInteger();
    CheckpointStore hanging = new CheckpointStore() {
      @Override
      public Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new CheckpointException("interrupted", e);
        }
        written.incrementAndGet();
        return store.write(snapshot, run, at);
      }

      @Override
      public Optional<Checkpoint> latest() {
        return Optional.empty();
      }

      @Override
      public List<String> warnings() {
        return List.of();
      }

      @Override
      public void close() {
        store.close();
      }
    };
    CheckpointKeeper held = new CheckpointKeeper(
        hanging, clock, Duration.ofSeconds(10), Map::of, events::add, warnings::add);

    assertThat(held.save(training, true, () -> false)).isFalse();
    assertThat(held.save(training, true, () -> false)).isFalse();
    held.snapshot(training);

    assertThat(training.captures.get()).as("copies in memory").isEqualTo(1);
    assertThat(warnings).hasSize(2);
    never.countDown();
    held.close();
    assertThat(written).as("what was given up waiting for is written").hasValue(1);
  }

  @Test
  void anInterruptNeitherKeepsFromSavingNorIsLost() {
    Thread.currentThread().interrupt();
    assertThat(keeper.save(training, true)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.manifests()).hasSize(1);
  }

  @Test
  void aClosedOneSavesNothing() {
    keeper.close();
    assertThat(keeper.save(training, true)).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void saysOnceThatTheLossIsNoNumber() {
    CheckpointKeeper diverged = new CheckpointKeeper(
        store, clock, Duration.ZERO, () -> Map.of("loss", "NaN"), events::add, warnings::add);
    assertThat(diverged.save(training, true)).isTrue();
    assertThat(diverged.save(training, true)).isTrue();
    assertThat(warnings).singleElement().asString().startsWith("checkpoint 1 is of a training");
  }

  @Test
  void withoutAStoreItDoesNothing() {
    CheckpointKeeper none = new CheckpointKeeper(
        null, clock, Duration.ofSeconds(10), Map::of, events::add, warnings::add);

    none.snapshot(training);

    assertThat(none.save(training, true)).isFalse();
    assertThat(none.configured()).isFalse();
    assertThat(none.took()).isZero();
    assertThat(training.captures.get()).isZero();
    none.close();
  }
}
