package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for each other, in a time that stands still: a word ends each wait. */
@Timeout(60)
class ToldAtTheGateTest {
  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final RecordingAttendant attendant = new RecordingAttendant();
  private final TrainingState training = new ToyTraining();

  private void pause(Standstill at, PauseDepth depth, Leaving leaving) {
    at.pause(depth, WHY, clock.instant().plus(HOUR), leaving);
  }

  /** In a time that stands still, where only a word ends a wait. */
  private final class OnlyWhenTold implements TrainingClock {
    private final AtomicInteger waits = new AtomicInteger();

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
    public void await(Condition condition, Duration atMost) throws InterruptedException {
      waits.incrementAndGet();
      if (!condition.await(50, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody told it");
      }
    }

    void awaitWaits(int count) {
      while (waits.get() < count && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whoWaitsIsToldOfWhateverEndsItsWait() throws Exception {
    OnlyWhenTold told = new OnlyWhenTold();
    Standstill gate = new Standstill(told, attendant);
    gate.begin(WHY);
    Trainers trainers = new Trainers(gate.gate());
    trainers.start(training);
    gate.join(Thread.currentThread());
    CountDownLatch paused = attendant.expect(ControllerState.PAUSED);
    pause(gate, PauseDepth.HOLD, Leaving.IF_SAVED);
    told.awaitWaits(1); // for this thread
    gate.leave(Thread.currentThread());
    assertThat(paused.await(30, TimeUnit.SECONDS)).isTrue();

    told.awaitWaits(2); // for the end of the pause
    CountDownLatch running = attendant.expect(ControllerState.RUNNING);
    gate.expectEndBy(clock.instant());
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

    CountDownLatch pausedAgain = attendant.expect(ControllerState.PAUSED);
    CountDownLatch both = new CountDownLatch(1);
    Thread late = new Thread(() -> {
      await(both);
      gate.gate().safePoint(null);
    });
    gate.join(late);
    late.start();
    pause(gate, PauseDepth.HOLD, Leaving.IF_SAVED);
    told.awaitWaits(3); // for the late one
    both.countDown();
    assertThat(pausedAgain.await(30, TimeUnit.SECONDS)).isTrue();
    gate.finish(WHY);
    trainers.end();
    late.join();
  }

  /** The order is withdrawn while one saves: the other stands until that is done. */
  @Test
  void nobodyTrainsOnWhileAnotherSavesAndAnInterruptIsKept() throws Exception {
    OnlyWhenTold told = new OnlyWhenTold();
    Standstill gate = new Standstill(told, attendant);
    gate.begin(WHY);
    CountDownLatch saving = new CountDownLatch(1);
    CountDownLatch saved = new CountDownLatch(1);
    attendant.whileSaving = () -> {
      saving.countDown();
      await(saved);
    };
    CountDownLatch comes = new CountDownLatch(1);
    Thread saver = new Thread(() -> {
      await(comes);
      gate.gate().safePoint(training);
    });
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread other = new Thread(() -> {
      gate.gate().safePoint(null);
      interrupted.complete(Thread.currentThread().isInterrupted());
    });
    gate.join(saver);
    gate.join(other);
    saver.start();
    pause(gate, PauseDepth.HOLD, Leaving.IF_SAVED);
    other.start();
    told.awaitWaits(1);
    comes.countDown();
    assertThat(saving.await(30, TimeUnit.SECONDS)).isTrue();

    int waits = told.waits.get();
    gate.release(WHY);
    told.awaitWaits(waits + 1); // the other one waits again, for the saving
    other.interrupt();
    told.awaitWaits(waits + 2);
    assertThat(interrupted).isNotDone();
    saved.countDown();

    assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
    saver.join();
    assertThat(attendant.saves).hasValue(1);
    assertThat(gate.state()).isEqualTo(ControllerState.RUNNING);
  }

  @Test
  void whoIsInterruptedWhileItStandsStaysInterrupted() throws Exception {
    for (Leaving leaving : List.of(Leaving.IF_SAVED, Leaving.WITH_PROCESS)) {
      Standstill gate = new Standstill(clock, attendant);
      gate.begin(WHY);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread thread = new Thread(() -> {
        try {
          gate.gate().safePoint(training);
        } catch (TrainingSuspendedException e) {
          interrupted.complete(Thread.currentThread().isInterrupted());
        }
      });
      boolean stays = leaving == Leaving.IF_SAVED;
      ControllerState reached = stays ? ControllerState.PAUSED : ControllerState.SUSPENDED;
      CountDownLatch stands = attendant.expect(reached);
      pause(gate, stays ? PauseDepth.HOLD : PauseDepth.SUSPEND, leaving);
      thread.start();
      assertThat(stands.await(30, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
      thread.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
