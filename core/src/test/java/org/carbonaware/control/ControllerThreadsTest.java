package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A controller with its own threads, in a hurry: a thousand of its seconds in each real one. */
@Timeout(60)
class ControllerThreadsTest {
  private final RecordedEvents events = new RecordedEvents();
  private final ToyTraining training = new ToyTraining();
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  @Test
  void closingAPausedRunLetsItsThreadsGoOn() throws Exception {
    CarbonController controller = settings().start();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(training);
    trainers.start(training);
    controller.pause();
    awaitState(controller, ControllerState.PAUSED);

    controller.close();
    trainers.awaitPasses();
    trainers.end();

    assertEndsOnce(ControllerState.FINISHED);
  }

  @Test
  void aWaitThatFailsEndsNoThread() throws Exception {
    TrainingClock sound = TrainingClock.scaled(TestClock.START, 1000);
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Set<String> waited = ConcurrentHashMap.newKeySet();
    CarbonController controller = settings()
        .clock(new TrainingClock() {
          @Override
          public Instant instant() {
            return sound.instant();
          }

          @Override
          public long nanoTime() {
            return sound.nanoTime();
          }

          @Override
          public void await(Condition condition, Duration atMost) throws InterruptedException {
            String name = Thread.currentThread().getName();
            if (failed.add(name)) {
              throw new InternalError("such as too little memory");
            }
            waited.add(name);
            sound.await(condition, atMost);
          }
        })
        .start();

    await(() -> waited.containsAll(List.of("carbon-control", "carbon-grid")));
    controller.close();
    assertEndsOnce(ControllerState.FINISHED);
  }

  @Test
  void aTrainingThreadMayCloseWhileOthersArePaused() throws Exception {
    CarbonController controller = settings().start();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(training);
    Thread closing = new Thread(controller::close);
    controller.pause();
    awaitState(controller, ControllerState.PAUSED);

    closing.start();
    closing.join();
    trainers.end();

    assertEndsOnce(ControllerState.FINISHED);
  }

  @Test
  void aListenerMayClose() throws Exception {
    AtomicReference<CarbonController> itself = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    CarbonController controller = settings()
        .listener(new ControllerListener() {
          @Override
          public void onEvent(ControllerEvent event) {
            CarbonController running = itself.get();
            if (event instanceof Progressed && running != null) {
              running.close();
            }
          }

          @Override
          public void onClose() {
            closed.countDown();
          }
        })
        .start();
    itself.set(controller);

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    controller.close();
    assertEndsOnce(ControllerState.FINISHED);
  }

  @Test
  void aListenerAndAnotherThreadMayCloseAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      AtomicReference<CarbonController> itself = new AtomicReference<>();
      CountDownLatch inListener = new CountDownLatch(1);
      CarbonController controller = settings()
          .listener(event -> {
            CarbonController running = itself.get();
            if (running != null) {
              inListener.countDown();
              running.close();
            }
          })
          .start();
      itself.set(controller);
      inListener.await();
      controller.close();
    }
    assertThat(events.of(RunEnded.class)).hasSize(20);
    assertThat(events.closed()).isEqualTo(20);
  }

  @Test
  void closingFromAnInterruptedThreadCompletesTheRecord() throws Exception {
    CountDownLatch inRound = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CarbonController controller = settings()
        .listener(event -> {
          if (event instanceof Progressed) {
            inRound.countDown();
            await(goOn);
          }
        })
        .start();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread closing = new Thread(() -> {
      Thread.currentThread().interrupt(); // as after a pause that an interrupt ended
      controller.close();
      stillInterrupted.set(Thread.currentThread().isInterrupted());
    });
    inRound.await();

    closing.start();
    awaitWaiting(closing); // for the control thread, which is in the listener
    goOn.countDown();
    closing.join();

    assertEndsOnce(ControllerState.FINISHED);
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void aListenerThatHangsAtTheEndIsNotWaitedForAndTheRecordEndsOnceItReturns() throws Exception {
    CountDownLatch inListener = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CarbonController controller = settings()
        .listener(event -> {
          if (event instanceof Progressed) {
            inListener.countDown();
            await(goOn);
          }
        })
        .start();
    Thread closing = new Thread(controller::close);
    inListener.await();
    closing.start();
    awaitWaiting(closing); // for the control thread, for two minutes
    closing.interrupt();
    closing.join();
    assertThat(events.closed()).isZero();

    goOn.countDown();
    await(() -> events.closed() == 1);
    assertEndsOnce(ControllerState.FINISHED);
  }

  @Test
  void survivesAStormOfOrders() throws Exception {
    CarbonController controller = settings().start();
    Trainers trainers = new Trainers(controller.gate());
    for (int i = 0; i < 3; i++) {
      trainers.start(training);
    }
    List<Thread> storm = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Thread thread = new Thread(() -> {
        for (int order = 0; order < 2000; order++) {
          switch (random.nextInt(4)) {
            case 0 -> controller.pause();
            case 1 -> controller.overrideFor(Duration.ofSeconds(1));
            default -> controller.resume();
          }
        }
      });
      storm.add(thread);
      thread.start();
    }
    for (Thread thread : storm) {
      thread.join();
    }

    controller.resume();
    trainers.awaitPasses();
    controller.pause();
    awaitState(controller, ControllerState.PAUSED);
    controller.resume();
    trainers.awaitPasses();
    controller.close();
    trainers.end();

    assertEndsOnce(ControllerState.FINISHED);
    for (int i = 0; i < 3; i++) {
      assertThat(trainers.end(i).get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStormThatEndsInAStopSuspends() throws Exception {
    CarbonController controller = settings().start();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(training);
    trainers.start(training);
    for (int i = 0; i < 500; i++) {
      controller.pause();
      controller.resume();
    }

    controller.stop();
    for (int i = 0; i < 500; i++) {
      controller.resume();
      controller.pause();
    }
    awaitState(controller, ControllerState.SUSPENDED);
    controller.close();
    trainers.end();

    assertEndsOnce(ControllerState.SUSPENDED);
    assertThat(trainers.end(0)).isCompletedExceptionally();
    assertThat(trainers.end(1)).isCompletedExceptionally();
  }

  @Test
  void theControlThreadNeedNotLiveForThePauseToEnd() throws Exception {
    TestClock clock = new TestClock();
    CarbonController controller = settings()
        .clock(clock)
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofHours(24))
        .startWithoutThreads();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(training);
    controller.pause();
    awaitState(controller, ControllerState.PAUSED);

    clock.advance(Duration.ofHours(22)); // 24 less the hour and what is kept in hand
    assertThat(controller.state()).isEqualTo(ControllerState.PAUSED);
    clock.advance(Duration.ofHours(1));

    awaitState(controller, ControllerState.RUNNING);
    trainers.end();
    controller.close();
  }

  @Test
  @Tag("slow")
  void aMeterThatHangsKeepsNeitherTheDeadlineNorTheEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    TestClock clock = new TestClock();
    CarbonController controller = settings()
        .clock(clock)
        .meter(() -> {
          if (hangs.get()) {
            await(never);
          }
          return new EnergyReading(List.of(Component.of(
              "wall", Kind.MACHINE, clock.nanoTime() / 1e9, Technique.EXTERNAL, "1 W")));
        })
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofHours(24))
        .start();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(training);
    clock.advance(Duration.ofMinutes(1));
    hangs.set(true);
    controller.pause();
    await(() -> events.states().contains(ControllerState.PAUSED)); // and the wait is over

    clock.advance(Duration.ofHours(23));
    awaitState(controller, ControllerState.RUNNING);
    await(() -> events.decisions().contains(Reason.Code.DEADLINE)); // the control thread decides
    trainers.awaitPasses();
    controller.close();
    trainers.end();

    assertEndsOnce(ControllerState.FINISHED);
    assertThat(events.warnings()).anyMatch(text -> text.contains("meter does not answer"));
    List<Component> atTheEnd = last(MetersDescribed.class).components();
    assertThat(atTheEnd.get(0).coverage()).isLessThan(0.1);
    never.countDown();
  }

  private <E extends ControllerEvent> E last(Class<E> kind) {
    List<E> all = events.of(kind);
    return all.get(all.size() - 1);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private CarbonControllerBuilder settings() {
    return CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .clock(TrainingClock.scaled(TestClock.START, 1000))
        .expectedWork(Duration.ofHours(10))
        .deadline(Duration.ofDays(20))
        .checkpoints(store.reopen())
        .listener(events)
        .stopOnSignals(false, Duration.ofSeconds(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it waits for some time at most, or is gone. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.isAlive()
        && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitState(CarbonController controller, ControllerState state) {
    await(() -> controller.state() == state);
  }

  private void assertEndsOnce(ControllerState last) {
    ControllerState state = ControllerState.STARTING;
    for (StateChanged change : events.of(StateChanged.class)) {
      assertThat(change.from()).isEqualTo(state);
      assertThat(state.mayBecome(change.to())).as(change.toString()).isTrue();
      state = change.to();
    }
    assertThat(state).isEqualTo(last);
    assertThat(events.of(RunEnded.class)).singleElement().matches(end -> end.state() == last);
    assertThat(events.all()).last().isInstanceOf(RunEnded.class);
    assertThat(events.closed()).isEqualTo(1);
  }
}
