package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done when the process is to end, called as the Java runtime calls it. */
@Timeout(60)
class StopHookTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofDays(1);
  private static final String IN_VAIN =
      "asked to stop, but the training came to no safe point within 0 s:"
          + " it goes on from its last checkpoint";

  private final RecordedEvents events = new RecordedEvents();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  private ControlledRun run(ControllerListener... others) {
    TestClock clock = new TestClock();
    CarbonControllerBuilder builder = CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(clock)
        .meter(new SwitchedMeter(clock))
        .epochs(3)
        .deadline(Duration.ofDays(1))
        .listener(events)
        .stopOnSignals(false, SHORT);
    List.of(others).forEach(builder::listener);
    ControlledRun run = new ControlledRun(builder.settings, store.reopen());
    run.begin(false);
    return run;
  }

  private RunEnded end() {
    assertThat(events.closed()).isEqualTo(1);
    assertThat(events.all()).last().isInstanceOf(RunEnded.class);
    return events.of(RunEnded.class).get(0);
  }

  private String lastReason() {
    List<StateChanged> changes = events.of(StateChanged.class);
    return changes.get(changes.size() - 1).reason().text();
  }

  @Test
  void aTrainingThatComesToASafePointIsSavedAndStandsUntilTheProcessIsGone() throws Exception {
    ControlledRun run = run();
    StopHook hook = new StopHook(run, LONG);
    Trainers trainers = new Trainers(run.standstill().gate());
    trainers.start(new ToyTraining());
    CompletableFuture<Void> ended = CompletableFuture.runAsync(hook::run);
    while (run.standstill().state() != ControllerState.SUSPENDED
        && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    hook.ended();

    assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
    assertThat(end().state()).isEqualTo(ControllerState.SUSPENDED);
    assertThat(events.warnings()).isEmpty();
    assertThat(store.manifests()).hasSize(1);
    assertThat(trainers.end(0)).isNotDone();
    trainers.thread(0).interrupt();
    assertThatThrownBy(() -> trainers.end(0).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TrainingSuspendedException.class);
  }

  @Test
  void aTrainingThatDoesNotComeIsWaitedForALimitedTime() throws Exception {
    ControlledRun run = run();
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = IdleThread.until(never);
    run.standstill().join(absent);

    new StopHook(run, SHORT).run();

    assertThat(end().complete()).isFalse();
    assertThat(end().state()).isEqualTo(ControllerState.FINISHED);
    assertThat(lastReason()).isEqualTo("the process ends");
    assertThat(events.warnings()).containsExactly(IN_VAIN);
    never.countDown();
    absent.join();
  }

  /** Nobody knows of it: it may be on its way. */
  @Test
  void anUnannouncedTrainingIsWaitedForToo() {
    ControlledRun run = run();
    new StopHook(run, SHORT).run();
    assertThat(end().complete()).isFalse();
    assertThat(events.warnings()).containsExactly(IN_VAIN);
  }

  @Test
  void whoHasComeToItsEndIsNotWaitedFor() throws Exception {
    ControlledRun run = run();
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = IdleThread.until(never);
    run.standstill().join(absent);
    StopHook hook = new StopHook(run, LONG);
    hook.ended();
    hook.run();
    end();
    assertThat(events.warnings()).isEmpty();
    never.countDown();
    absent.join();
  }

  @Test
  void threadsThatLeftOrDiedAreNotWaitedFor() throws Exception {
    ControlledRun left = run();
    left.standstill().join(Thread.currentThread());
    left.standstill().leave(Thread.currentThread());
    new StopHook(left, LONG).run();
    assertThat(end().state()).isEqualTo(ControllerState.FINISHED);
    assertThat(lastReason()).isEqualTo("the training is done");

    ControlledRun died = run();
    Thread thread = new Thread(() -> {});
    thread.start();
    thread.join();
    died.standstill().join(thread);
    new StopHook(died, LONG).run();
    assertThat(events.of(RunEnded.class)).hasSize(2);
    assertThat(events.warnings()).isEmpty();
  }

  @Test
  void aRunThatIsLeftAloneHasNobodyToWaitFor() {
    VirtualRun first = new VirtualRun(HourlyGrid.flat(100)).store(store);
    first.settings.epochs(3).deadline(Duration.ofDays(1));
    CarbonController controller = first.start();
    for (int epoch = 0; epoch < 3; epoch++) {
      first.batch(Duration.ofMinutes(10));
      controller.epochDone(1);
    }
    controller.saveNow(first.training);
    ControlledRun again = run();
    assertThat(again.leftAlone()).isTrue();

    new StopHook(again, LONG).run();

    assertThat(events.closed()).isEqualTo(1);
    assertThat(events.all()).noneMatch(RunEnded.class::isInstance);
    first.close();
  }

  /** The listener is told of the end, and goes on only when the hook waits for it. */
  @Test
  void theRecordIsCompleteWhenTheProcessGoes() throws Exception {
    AtomicReference<Thread> hooked = new AtomicReference<>();
    AtomicReference<Thread> closer = new AtomicReference<>();
    ControlledRun run = run(event -> {
      Thread thread = hooked.get();
      closer.set(Thread.currentThread());
      while (event instanceof RunEnded
          && thread != null
          && thread.isAlive()
          && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    });
    run.standstill().join(Thread.currentThread());
    run.standstill().leave(Thread.currentThread());
    CompletableFuture<Integer> closedAtItsEnd = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      new StopHook(run, LONG).run();
      closedAtItsEnd.complete(events.closed());
    });
    hooked.set(thread);
    thread.start();
    assertThat(closedAtItsEnd).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
    thread.join();
    assertThat(closer.get())
        .as("if it hangs, the process goes all the same")
        .matches(Thread::isDaemon)
        .isNotSameAs(thread);
  }

  @Test
  void whoeverInterruptsTheHookIsHeard() {
    ControlledRun run = run();
    Thread.currentThread().interrupt();
    new StopHook(run, LONG).run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(events.closed()).isZero();
    run.close();
  }

  @Test
  void aRunThatIsClosedLeavesNoHook() {
    StopHook hook = new StopHook(run(), LONG);
    hook.install();
    assertThatThrownBy(hook::install).hasMessageContaining("previously registered");
    hook.remove();
    hook.install();
    hook.remove();
  }
}
