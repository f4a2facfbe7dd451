package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Orders drawn at random, from several threads, to a controller with threads of its own and up to
 * three that train, until it is stopped or closed by two at once: it always comes to one end, soon,
 * and says so. {@code -Dstorm.rounds=2000} makes as many rounds.
 */
@Tag("slow")
@Timeout(3600)
class ControllerStormTest {
  private static final int ROUNDS = Integer.getInteger("storm.rounds", 25);
  private static final long SEED = Long.getLong("storm.seed", 42);
  private static final int ORDERS = 40;

  @Test
  void everyStormEnds() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      new Round("round " + i, random.split()).play();
    }
  }

  private static final class Round {
    private final String name;
    private final SplittableRandom random;
    private final RecordedEvents events = new RecordedEvents();
    private final AtomicInteger training = new AtomicInteger();
    private final AtomicInteger savedTooSoon = new AtomicInteger();
    private final AtomicInteger suspended = new AtomicInteger();
    private final List<Thread> trainers = new ArrayList<>();
    private final CarbonController controller;
    private volatile boolean enough;

    Round(String name, SplittableRandom random) {
      this.name = name;
      this.random = random;
      controller = CarbonController.builder()
          .zone("DE")
          .grid(HourlyGrid.flat(100))
          .clock(TrainingClock.scaled(TestClock.START, 1000))
          .expectedWork(Duration.ofHours(10))
          .deadline(Duration.ofDays(20))
          .checkpoints(new InMemoryCheckpointStore(3))
          .checkpointEvery(Duration.ofDays(30))
          .listener(events)
          .stopOnSignals(false, Duration.ofSeconds(1))
          .start();
    }

    void play() throws InterruptedException {
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        trainers.add(start(this::train));
      }
      List<Thread> storm = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SplittableRandom own = random.split();
        storm.add(start(() -> order(own)));
      }
      if (random.nextBoolean()) {
        join(storm);
      }
      boolean stops = random.nextInt(3) == 0;
      if (stops) {
        controller.stop();
        join(trainers);
      }
      join(List.of(start(controller::close), start(controller::close)));
      join(storm);
      enough = true;
      join(trainers);
      check(stops);
    }

    private void order(SplittableRandom own) {
      for (int i = 0; i < ORDERS; i++) {
        switch (own.nextInt(6)) {
          case 0, 1 -> controller.pause();
          case 2 -> controller.overrideFor(Duration.ofSeconds(1));
          case 3 -> controller.addWork(Duration.ofSeconds(1));
          default -> controller.resume();
        }
        if (own.nextInt(4) == 0) {
          Thread.onSpinWait();
        }
      }
      controller.resume();
    }

    private void train() {
      ToyTraining own = new ToyTraining(() -> savedTooSoon.addAndGet(training.get()));
      controller.gate().join(Thread.currentThread());
      try {
        while (!enough) {
          controller.gate().safePoint(own);
          training.incrementAndGet();
          own.step();
          training.decrementAndGet();
          controller.batchDone();
        }
      } catch (TrainingSuspendedException e) {
        suspended.incrementAndGet();
      } finally {
        controller.gate().leave(Thread.currentThread());
      }
    }

    private void check(boolean stopped) {
      ControllerState state = ControllerState.STARTING;
      for (StateChanged change : events.of(StateChanged.class)) {
        assertThat(change.from()).as(name).isEqualTo(state);
        assertThat(state.mayBecome(change.to())).as(name + ": " + change).isTrue();
        state = change.to();
      }
      assertThat(state)
          .as(name)
          .isEqualTo(stopped ? ControllerState.SUSPENDED : ControllerState.FINISHED);
      assertThat(suspended.get()).as(name).isEqualTo(stopped ? trainers.size() : 0);
      assertThat(events.of(RunEnded.class)).as(name).hasSize(1);
      assertThat(events.all()).as(name).last().isInstanceOf(RunEnded.class);
      assertThat(events.closed()).as(name).isEqualTo(1);
      assertThat(events.of(CheckpointWritten.class)).as(name).allMatch(CheckpointWritten::forPause);
      if (events.warnings().stream().noneMatch(text -> text.contains("did not come"))) {
        assertThat(savedTooSoon.get()).as(name + ": trained while one saved").isZero();
      }
    }

    private static Thread start(Runnable task) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
      return thread;
    }

    private void join(List<Thread> threads) throws InterruptedException {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(thread.isAlive())
            .as(name + ", state " + controller.state() + ": " + List.of(thread.getStackTrace()))
            .isFalse();
      }
    }
  }
}
