package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.checkpoint.Manifest;
import org.carbonaware.checkpoint.Snapshot;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes that fail, take long or never end, and what is said of them. */
@Timeout(60)
class CheckpointKeeperFailuresTest {
  private final AtomicInteger looksAtTheClock = new AtomicInteger();
  private final TestClock time = new TestClock();
  private final TrainingClock clock = new TrainingClock() {
    @Override
    public Instant instant() {
      looksAtTheClock.incrementAndGet();
      return time.instant();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public void await(Condition condition, Duration atMost) throws InterruptedException {
      time.await(condition, atMost);
    }
  };
  private final List<ControllerEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Kept store = new Kept();
  private final CheckpointKeeper keeper = new CheckpointKeeper(
      store, clock, Duration.ofSeconds(10), Map::of, events::add, warnings::add);

  /** Keeps in memory; a test says what happens before. */
  private static final class Kept implements CheckpointStore {
    private final InMemoryCheckpointStore memory = new InMemoryCheckpointStore(10);
    private final List<String> warnings = new ArrayList<>();
    private volatile Runnable beforeWrite = () -> {};
    private volatile boolean closed;

    @Override
    public Manifest write(Snapshot snapshot, Map<String, String> run, Instant at) {
      beforeWrite.run();
      return memory.write(snapshot, run, at);
    }

    @Override
    public Optional<Checkpoint> latest() {
      return memory.latest();
    }

    @Override
    public List<String> warnings() {
      return List.copyOf(warnings);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aStateThatCannotBeCapturedIsSaidAndTheNextIsSaved() {
    ToyTraining broken = new ToyTraining(() -> {
      throw new IllegalStateException("no memory on the device");
    });
    assertThat(keeper.save(broken, true)).isFalse();
    keeper.snapshot(broken);
    assertThat(warnings)
        .hasSize(2)
        .containsOnly("could not write a checkpoint, the training goes on without it:"
            + " no memory on the device");
    assertThat(keeper.save(new ToyTraining(), true)).isTrue();
    keeper.close();
    assertThat(store.closed).isTrue();
  }

  /** Whoever trains looks at the clock each time it has waited for a while. */
  @Test
  void aWriteThatTakesItsTimeIsWaitedFor() {
    store.beforeWrite = () -> {
      int begin = looksAtTheClock.get();
      while (looksAtTheClock.get() < begin + 3 && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    };
    assertThat(keeper.save(new ToyTraining(), false)).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aWriteOfMoreThanAnHourIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    store.beforeWrite = () -> {
      time.advance(Duration.ofHours(1));
      await(never);
    };
    assertThat(keeper.save(new ToyTraining(), false)).isFalse();
    assertThat(warnings).singleElement().asString().startsWith("the checkpoint is not written yet");
    never.countDown();
    keeper.close();
    assertThat(events).hasSize(1);
  }

  @Test
  void theTimeItTookIsFromTheCaptureToTheDisk() {
    time.advance(Duration.ofHours(1));
    store.beforeWrite = () -> time.advance(Duration.ofSeconds(40));
    keeper.save(new ToyTraining(() -> time.advance(Duration.ofSeconds(2))), false);
    assertThat(keeper.took()).isEqualTo(Duration.ofSeconds(42));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            CheckpointWritten.class,
            written -> assertThat(written.took()).isEqualTo(Duration.ofSeconds(42)));
  }

  @Test
  void whatTheStoreFoundIsPassedOnOnce() {
    store.warnings.addAll(List.of("one", "two"));
    keeper.reportStoreWarnings();
    keeper.reportStoreWarnings();
    store.warnings.add("three");
    keeper.reportStoreWarnings();
    assertThat(warnings).containsExactly("one", "two", "three");
  }

  @Test
  void aThreadThatWritesKeepsNoProcessAlive() {
    AtomicBoolean daemon = new AtomicBoolean();
    store.beforeWrite = () -> daemon.set(Thread.currentThread().isDaemon());
    keeper.save(new ToyTraining(), false);
    assertThat(daemon).isTrue();
  }

  /** The store is left open: closing it would wait for the write. */
  @Test
  void whoeverIsInterruptedWhileItClosesLeavesTheWriteAlone() {
    CountDownLatch never = new CountDownLatch(1);
    store.beforeWrite = () -> await(never);
    keeper.snapshot(new ToyTraining());
    Thread.currentThread().interrupt();
    keeper.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.closed).isFalse();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the last checkpoint was not written");
    never.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
