package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run's threads do and cause while they stand. */
@Timeout(60)
class AtTheGateTest {
  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");

  private final TestClock clock = new TestClock();
  private final EventQueue queue = new EventQueue();
  private final WorkProgress progress = new WorkProgress(new Work(0, 100, Optional.empty()));
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
  private final CheckpointKeeper keeper =
      new CheckpointKeeper(store, clock, Duration.ZERO, Map::of, event -> {}, this::warnOrFail);
  private final ControlledRun run = run();
  private final AtTheGate atTheGate = new AtTheGate(run, clock, queue, progress, keeper);

  private void warnOrFail(String text) {
    warnings.add(text);
    throw new OutOfMemoryError("no memory to tell that there is no memory");
  }

  private ControlledRun run() {
    CarbonControllerBuilder builder = CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(clock)
        .meter(new SwitchedMeter(clock))
        .batches(100)
        .deadline(Duration.ofDays(1));
    return new ControlledRun(builder.settings, null);
  }

  /** Five batches, each seen when it is done. */
  private void trainedAtAPaceOf(Duration batch) {
    progress.sample(clock.nanoTime(), true);
    for (int i = 0; i < 5; i++) {
      clock.advance(batch);
      progress.batchDone();
      progress.sample(clock.nanoTime(), true);
    }
  }

  /** Batches of several threads come so much more often. */
  @ParameterizedTest
  @CsvSource({"1, 1, 10", "1, 3, 10", "2, 2, 12", "600, 1, 1800", "100, 4, 1200"})
  void threeBatchesOfEachThreadAreWaitedForAndTenSecondsAtLeast(
      long secondsPerBatch, int threads, long seconds) {
    for (int i = 0; i < threads; i++) {
      run.standstill().join(new Thread(() -> {}));
    }
    assertThat(atTheGate.patience()).as("unknown").isEqualTo(Duration.ofSeconds(10));
    trainedAtAPaceOf(Duration.ofSeconds(secondsPerBatch));
    assertThat(atTheGate.patience()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aThreadThatStandsWakesTheControlThread() throws Exception {
    AtomicInteger waits = new AtomicInteger();
    clock.whoWaits(time -> waits.incrementAndGet());
    atTheGate.stands();
    queue.await(clock, Duration.ofSeconds(1));
    assertThat(waits).hasValue(0);
    queue.await(clock, Duration.ofSeconds(1));
    assertThat(waits).hasValue(1);
  }

  @Test
  void aChangeIsTold() {
    atTheGate.changed(ControllerState.RUNNING, ControllerState.PAUSING, WHY);
    assertThat(queue.poll())
        .isEqualTo(new StateChanged(
            TestClock.START, ControllerState.RUNNING, ControllerState.PAUSING, WHY));
  }

  @Test
  void whatIsReleasedIsSaid() {
    assertThat(atTheGate.release(new ToyTraining())).isEqualTo("some of it");
  }

  @Test
  void aStateThatCannotBeSavedWithoutMemoryIsNot() {
    ToyTraining failing = new ToyTraining(() -> {
      throw new IllegalStateException("broken");
    });
    assertThat(atTheGate.save(failing, () -> true)).isFalse();
    atTheGate.snapshot(failing);
    assertThat(failing.captures).hasValue(2);
    assertThat(warnings).hasSize(2);
    assertThat(store.manifests()).isEmpty();
    assertThat(atTheGate.save(new ToyTraining(), () -> true)).isTrue();
  }

  /** A disk that hangs: the order is withdrawn meanwhile. */
  @Test
  void aStateIsWaitedForOnlyWhileThatIsWorthIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CheckpointKeeper slow = new CheckpointKeeper(
        store,
        clock,
        Duration.ZERO,
        Map::of,
        event -> {
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        warnings::add);
    AtTheGate held = new AtTheGate(run, clock, queue, progress, slow);
    AtomicInteger asked = new AtomicInteger();
    assertThat(held.save(new ToyTraining(), () -> asked.incrementAndGet() < 3)).isFalse();
    assertThat(asked).hasValue(3);
    hangs.countDown();
    slow.close();
  }
}
