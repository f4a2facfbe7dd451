package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
