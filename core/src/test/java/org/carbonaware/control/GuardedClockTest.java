package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a clock that fails costs: nothing but a word in the log. */
@Timeout(60)
class GuardedClockTest {
  private final BrokenLater user = new BrokenLater();
  private final TrainingClock clock = GuardedClock.of(user);

  private static final class BrokenLater implements TrainingClock {
    private boolean broken;

    @Override
    public Instant instant() {
      failIfBroken();
      return TestClock.START;
    }

    @Override
    public long nanoTime() {
      failIfBroken();
      return 1_000_000;
    }

    @Override
    public void await(Condition condition, Duration atMost) {
      failIfBroken();
    }

    private void failIfBroken() {
      if (broken) {
        throw new IllegalStateException("the time server is gone");
      }
    }
  }

  /** The computer's clock has counted before: only what it counts from the failure on is added. */
  @Test
  void goesOnByWhatTheComputerCountsSinceTheLastAnswer() {
    spin(Duration.ofMillis(50));
    long before = System.nanoTime();
    ask();
    user.broken = true;

    Instant instant = clock.instant();
    long nanos = clock.nanoTime();

    long passed = System.nanoTime() - before;
    assertThat(instant).isBetween(TestClock.START, TestClock.START.plusNanos(passed));
    assertThat(nanos).isBetween(1_000_000L, 1_000_000 + passed);
  }

  @Test
  void isLoggedOnceWhateverIsAsked() throws Exception {
    ask();
    user.broken = true;
    try (LoggedText logged = new LoggedText()) {
      assertThat(clock.instant()).isAfterOrEqualTo(TestClock.START);
      assertThat(logged.text()).contains("the clock failed", "the time server is gone");
      ask();
      await(Duration.ofNanos(1));
      assertThat(logged.text()).containsOnlyOnce("the clock failed");
    }
  }

  @Test
  void aCountThatFailsIsLogged() {
    assertThat(clock.nanoTime()).isEqualTo(1_000_000);
    user.broken = true;
    try (LoggedText logged = new LoggedText()) {
      assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(1_000_000);
      assertThat(logged.text()).contains("the clock failed");
    }
  }

  @Test
  void aWaitThatFailsIsLoggedAndWaitsAsLongAsWasAsked() throws Exception {
    user.broken = true;
    try (LoggedText logged = new LoggedText()) {
      long before = System.nanoTime();
      await(Duration.ofMillis(10));
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(10_000_000);
      assertThat(logged.text()).contains("the clock failed");
    }
  }

  /** Nobody signals: the wait ends by itself, so that its caller looks again. */
  @Test
  void aLongWaitThatFailsEndsSoon() throws Exception {
    user.broken = true;
    await(Duration.ofDays(1));
    assertThat(user.broken).isTrue();
  }

  private void ask() {
    assertThat(clock.instant()).isAfterOrEqualTo(TestClock.START);
    assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(1_000_000);
  }

  @SuppressWarnings("WaitNotInLoop") // it is the time that ends it
  private void await(Duration atMost) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    lock.lock();
    try {
      clock.await(condition, atMost);
    } finally {
      lock.unlock();
    }
  }

  private static void spin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
