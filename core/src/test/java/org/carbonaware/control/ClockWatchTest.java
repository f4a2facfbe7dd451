package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** Leaps by the nanosecond. */
class ClockWatchTest {
  private static final Duration TOLERATED = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMinutes(5);

  private final HeldUp clock = new HeldUp();
  private final ClockWatch watch = new ClockWatch(clock);

  /** Between two readings of one look its thread may be held up. */
  private static final class HeldUp implements TrainingClock {
    private final TestClock clock = new TestClock();
    private Duration between = Duration.ZERO;

    @Override
    public Instant instant() {
      Instant now = clock.instant();
      clock.advance(between);
      return now;
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public void await(Condition condition, Duration atMost) {}
  }

  @Test
  void timeThatPassesIsNoLeap() {
    clock.clock.advance(Duration.ofDays(30));
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void tenSecondsEitherWayAreTolerated() {
    for (Duration by : new Duration[] {TOLERATED, TOLERATED.negated()}) {
      clock.clock.advance(TICK);
      clock.clock.set(by);
      assertThat(watch.look()).isEmpty();
    }
  }

  @Test
  void moreIsToldOnceWithWhatTheClockWouldShow() {
    for (Duration by :
        new Duration[] {TOLERATED.plusNanos(1), TOLERATED.plusNanos(1).negated()}) {
      Instant before = clock.clock.instant();
      clock.clock.advance(TICK);
      clock.clock.set(by);
      assertThat(watch.look()).hasValueSatisfying(leap -> {
        assertThat(leap.expected()).isEqualTo(before.plus(TICK));
        assertThat(leap.now()).isEqualTo(before.plus(TICK).plus(by));
        assertThat(leap.by()).isEqualTo(by);
      });
      assertThat(watch.look()).as("once").isEmpty();
    }
  }

  @Test
  void aLookThatWasHeldUpLeavesItToTheNext() {
    clock.clock.set(Duration.ofHours(1));
    clock.between = Duration.ofSeconds(1).plusNanos(1);
    assertThat(watch.look()).isEmpty();
    clock.between = Duration.ZERO;
    assertThat(watch.look())
        .hasValueSatisfying(leap -> assertThat(leap.by()).isEqualTo(Duration.ofHours(1)));
  }

  @Test
  void aLookHeldUpForASecondStillTells() {
    clock.clock.set(Duration.ofHours(1));
    clock.between = Duration.ofSeconds(1);
    assertThat(watch.look())
        .hasValueSatisfying(
            leap -> assertThat(leap.by()).isEqualTo(Duration.ofHours(1).minusSeconds(1)));
  }
}
