package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock of the user's that fails: on its own, and under a run. */
@Timeout(60)
class UserClockTest {
  private static final class Failing implements TrainingClock {
    final TestClock clock = new TestClock();
    volatile boolean fails;

    private void failIfItDoes() {
      if (fails) {
        throw new NoClassDefFoundError("org/example/NtpClient");
      }
    }

    @Override
    public Instant instant() {
      failIfItDoes();
      return clock.instant();
    }

    @Override
    public long nanoTime() {
      failIfItDoes();
      return clock.nanoTime();
    }

    @Override
    public void await(Condition condition, Duration atMost) throws InterruptedException {
      failIfItDoes();
      clock.await(condition, atMost);
    }
  }

  @Test
  void timeGoesOnFromItsLastAnswer() throws Exception {
    Failing failing = new Failing();
    TrainingClock clock = GuardedClock.of(failing);
    failing.clock.advance(Duration.ofDays(3));
    Instant last = clock.instant();
    long lastNanos = clock.nanoTime();
    failing.fails = true;

    Instant later = clock.instant();
    assertThat(later).isBetween(last, last.plus(Duration.ofMinutes(10)));
    assertThat(clock.instant()).isAfterOrEqualTo(later);
    assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(lastNanos);
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      clock.await(lock.newCondition(), Duration.ofMillis(1)); // returns
    } finally {
      lock.unlock();
    }

    failing.fails = false;
    assertThat(clock.instant()).isEqualTo(last);
  }

  @Test
  void oneThatNeverWorkedIsTheUsersToMend() {
    Failing failing = new Failing();
    failing.fails = true;
    assertThatThrownBy(() -> CarbonController.builder()
            .zone("DE")
            .expectedWork(Duration.ofHours(1))
            .deadline(Duration.ofDays(1))
            .clock(failing)
            .start())
        .isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void theComputersOwnIsNotGuarded() {
    TrainingClock system = TrainingClock.system();
    assertThat(GuardedClock.of(system)).isSameAs(system);
    TrainingClock guarded = GuardedClock.of(new Failing());
    assertThat(GuardedClock.of(guarded)).isSameAs(guarded);
  }

  @Test
  void aTrainingPausesAndEndsAllTheSame() throws Exception {
    RecordedEvents events = new RecordedEvents();
    Failing clock = new Failing();
    CarbonController controller = CarbonController.builder()
        .zone("DE")
        .grid(HourlyGrid.flat(100))
        .expectedWork(Duration.ofHours(10))
        .deadline(Duration.ofDays(20))
        .clock(clock)
        .listener(events)
        .stopOnSignals(false, Duration.ZERO)
        .start();
    Trainers trainers = new Trainers(controller.gate());
    trainers.start(new ToyTraining());
    trainers.awaitPasses();
    clock.fails = true;

    controller.pause();
    while (controller.state() != ControllerState.PAUSED) {
      Thread.onSpinWait();
    }
    controller.resume();
    trainers.awaitPasses();
    controller.close();
    trainers.end();

    assertThat(trainers.end(0)).isCompletedWithValue(true);
    assertThat(events.states()).contains(ControllerState.PAUSED, ControllerState.FINISHED);
    assertThat(events.closed()).isEqualTo(1);
  }
}
