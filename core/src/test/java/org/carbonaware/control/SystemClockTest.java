package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SystemClockTest {
  @Test
  void aFastClockMeasuresAsItShows() {
    TrainingClock clock = TrainingClock.scaled(TestClock.START, 1_000_000);
    long nanos = clock.nanoTime();
    Instant instant = clock.instant();

    while (clock.instant().isBefore(instant.plus(Duration.ofHours(1)))) {
      Thread.onSpinWait();
    }

    // Also on a machine that has been up for months: the count must not have saturated.
    assertThat(clock.nanoTime() - nanos)
        .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
    assertThat(nanos).isLessThan(Duration.ofDays(30).toNanos());
  }

  @Test
  void waitsInItsOwnTime() throws Exception {
    TrainingClock clock = TrainingClock.scaled(TestClock.START, 1_000_000);

    assertThat(await(clock, Duration.ofHours(1))).isGreaterThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void aWaitMayBeLongerThanNanosecondsCanCount() throws Exception {
    TrainingClock clock = TrainingClock.scaled(TestClock.START, 1e12);

    await(clock, Duration.between(clock.instant(), Instant.MAX)); // returns early, does not fail
  }

  @Test
  void theProcessIsAsOldAsItsClockIsFast() {
    SystemClock clock = SystemClock.scaled(TestClock.START, 1000);
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    Duration least = Duration.ofSeconds(runtime.getUptime());

    Duration age = clock.processAge();

    assertThat(age).isBetween(least, Duration.ofSeconds(runtime.getUptime()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesASpeedThatIsNone(double speed) {
    assertThatThrownBy(() -> TrainingClock.scaled(TestClock.START, speed))
        .hasMessageContaining("expected a finite factor above 0");
  }

  @SuppressWarnings("WaitNotInLoop") // nobody signals: it is the time that ends it
  private static Duration await(TrainingClock clock, Duration atMost) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    Instant begin = clock.instant();
    lock.lock();
    try {
      clock.await(condition, atMost);
    } finally {
      lock.unlock();
    }
    return Duration.between(begin, clock.instant());
  }
}
