package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left when a run is closed, and who waits for whom meanwhile. */
@Timeout(60)
class ClosingTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();

  private VirtualRun process() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100), clock);
    run.settings.batches(36).deadline(Duration.ofHours(24));
    return run;
  }

  @Test
  void theEndLetsGoOfTheMeterAndEndsItsThreads() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch looked = new CountDownLatch(2);
    SwitchedMeter meter = new SwitchedMeter(clock);
    CarbonController controller = CarbonController.builder()
        .zone("DE")
        .grid(new Around(HourlyGrid.flat(100)) {
          @Override
          public Optional<Intensity> current(Zone zone, Instant now) {
            if (threads.add(Thread.currentThread())) {
              looked.countDown();
            }
            return super.current(zone, now);
          }
        })
        .listener(event -> {
          if (threads.add(Thread.currentThread())
              && Thread.currentThread().getName().equals("carbon-control")) {
            looked.countDown();
          }
        })
        .clock(clock)
        .meter(meter)
        .epochs(1)
        .deadline(Duration.ofDays(1))
        .stopOnSignals(false, BATCH)
        .start();
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    controller.close();
    assertThat(meter.closed()).isTrue();

    threads.remove(Thread.currentThread());
    assertThat(threads)
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("carbon-control", "carbon-grid");
    for (Thread thread : threads) {
      assertThat(thread.isDaemon()).isTrue();
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void itMayBeClosedByOneThreadAndThenByAnother() {
    VirtualRun run = process();
    CarbonController controller = run.start();
    assertThat(CompletableFuture.runAsync(controller::close))
        .succeedsWithin(Duration.ofSeconds(30));
    controller.close();
    assertThat(run.events.closed()).isEqualTo(1);
  }

  /** A listener closes the run in a round, or is told of the end: the other closer waits. */
  @Test
  void whoeverClosesReturnsWhenTheRecordIsComplete() throws Exception {
    for (boolean byListener : new boolean[] {true, false}) {
      for (boolean interrupts : new boolean[] {false, true}) {
        closeWhileAnotherCloses(byListener, interrupts);
      }
    }
  }

  private void closeWhileAnotherCloses(boolean byListener, boolean interrupts) throws Exception {
    VirtualRun run = process();
    AtomicBoolean began = new AtomicBoolean();
    CountDownLatch closing = new CountDownLatch(1);
    CompletableFuture<Thread> second = new CompletableFuture<>();
    run.settings.listener(event -> {
      boolean now = closing.getCount() > 0 && began.get();
      if (now && (byListener ? event instanceof StateChanged : event instanceof RunEnded)) {
        if (byListener) {
          run.controller().close();
        }
        closing.countDown();
        awaitState(second, Thread.State.TIMED_WAITING);
        if (interrupts) {
          second.join().interrupt();
          if (!byListener) {
            awaitState(second, Thread.State.WAITING); // whatever interrupts it
          }
        }
      }
    });
    CarbonController controller = run.start();
    began.set(true);
    Thread first = new Thread(() -> {
      if (byListener) {
        controller.pause();
        controller.wake();
      } else {
        controller.close();
      }
    });
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    Thread other = new Thread(() -> {
      controller.close();
      boolean interrupted = Thread.currentThread().isInterrupted();
      closed.complete(interrupted == interrupts ? run.events.closed() : -1);
    });
    try (LoggedText logged = new LoggedText()) {
      first.start();
      assertThat(closing.await(30, TimeUnit.SECONDS)).isTrue();
      other.start();
      second.complete(other);
      first.join();
      other.join();
      assertThat(logged.text()).doesNotContain("hangs");
    }
    assertThat(controller.state()).isEqualTo(ControllerState.FINISHED);
    boolean early = byListener && interrupts; // it was told not to wait
    assertThat(closed).isCompletedWithValueMatching(count -> early || count == 1);
    assertThat(run.events.closed()).isEqualTo(1);
    assertThat(run.events.of(RunEnded.class)).hasSize(1);
  }

  @Test
  void theControlThreadIsWaitedForUnlessThatIsInterrupted() throws Exception {
    for (boolean interrupts : new boolean[] {false, true}) {
      CountDownLatch inListener = new CountDownLatch(1);
      CompletableFuture<Thread> closer = new CompletableFuture<>();
      RecordedEvents events = new RecordedEvents();
      CarbonController controller = CarbonController.builder()
          .zone("DE")
          .grid(HourlyGrid.flat(100))
          .clock(clock)
          .meter(new SwitchedMeter(clock))
          .listener(events)
          .listener(event -> {
            if (event instanceof Progressed && inListener.getCount() > 0) {
              inListener.countDown();
              awaitState(closer, Thread.State.TIMED_WAITING);
              if (interrupts) {
                closer.join().interrupt();
                awaitState(closer, Thread.State.TERMINATED);
              }
            }
          })
          .epochs(1)
          .deadline(Duration.ofDays(1))
          .stopOnSignals(false, BATCH)
          .start();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread closing = new Thread(() -> {
        controller.close();
        interrupted.complete(Thread.currentThread().isInterrupted());
      });
      assertThat(inListener.await(30, TimeUnit.SECONDS)).isTrue();
      try (LoggedText logged = new LoggedText()) {
        closing.start();
        closer.complete(closing);
        closing.join();
        assertThat(interrupted).isCompletedWithValue(interrupts);
        assertThat(logged.text().contains("hangs")).isEqualTo(interrupts);
      }
      assertThat(interrupts || events.closed() == 1).isTrue();
    }
  }

  private static void awaitState(CompletableFuture<Thread> thread, Thread.State state) {
    while (thread.join().getState() != state
        && thread.join().getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
  }
}
