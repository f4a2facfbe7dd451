package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for by hand, and the margin before a deadline, to the nanosecond. */
class ByHandValuesTest {
  private static final Instant NOW = TestClock.START;
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandOverride hand = new HandOverride();

  @Test
  void newsByHandAreTakenOnce() {
    assertThat(hand.takeChanged()).isFalse();
    hand.set(Decision.pause(Instant.MAX, Reason.Code.BY_HAND, "a test"));
    assertThat(hand.takeChanged()).isTrue();
    assertThat(hand.takeChanged()).isFalse();
    hand.set(null);
    assertThat(hand.takeChanged()).isTrue();
  }

  @Test
  void whatIsAskedForEndsAtItsMoment() {
    hand.set(Decision.pause(NOW.plus(HOUR), Reason.Code.BY_HAND, "a test"));
    assertThat(hand.at(NOW.plus(HOUR).minusNanos(1))).isPresent();
    assertThat(hand.at(NOW.plus(HOUR))).isEmpty();
  }

  @Test
  void itLastsAsLongWhenTheClockIsSet() {
    Decision pause = Decision.pause(NOW.plus(HOUR), Reason.Code.BY_HAND, "a test");
    hand.set(pause);
    hand.leap(Duration.ofDays(-1));
    assertThat(hand.at(NOW.minus(Duration.ofDays(1))))
        .contains(
            new Decision(pause.action(), NOW.plus(HOUR).minus(Duration.ofDays(1)), pause.reason()));
  }

  @Test
  void whatHasNoEndAndWhatIsNotThereBearALeap() {
    hand.leap(HOUR);
    assertThat(hand.at(NOW)).isEmpty();
    Decision forGood = Decision.run(Instant.MAX, Reason.Code.BY_HAND, "a test");
    hand.set(forGood);
    hand.leap(HOUR);
    assertThat(hand.at(NOW)).contains(forGood);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, PT1M",
    "PT1H40M, PT1M",
    "PT2H30M, PT1M30S",
    "PT50H, PT30M",
    "P30D, PT30M",
    "PT-1H, PT1M"
  })
  void theUsualMarginIsAHundredthFromAMinuteToHalfAnHour(Duration left, Duration margin) {
    assertThat(new Deadline.After(left).usualMargin(NOW)).isEqualTo(margin);
    assertThat(new Deadline.At(NOW.plus(left)).usualMargin(NOW)).isEqualTo(margin);
    assertThat(new Deadline.At(NOW.plus(left)).from(NOW.minus(HOUR))).isEqualTo(NOW.plus(left));
  }
}
