package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Time goes on and back, and stops at its ends. */
class MomentsTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration FOREVER_BACK = Duration.ofSeconds(Long.MIN_VALUE);

  @Test
  void addsAndTakesAwayWithinTime() {
    assertThat(Moments.plus(NOON, HOUR)).isEqualTo(NOON.plusSeconds(3600));
    assertThat(Moments.minus(NOON, HOUR)).isEqualTo(NOON.minusSeconds(3600));
    assertThat(Moments.plus(NOON, HOUR.negated())).isEqualTo(NOON.minusSeconds(3600));
  }

  @Test
  void stopsAtTheEndsOfTime() {
    assertThat(Moments.plus(NOON, ENDLESS)).isEqualTo(Instant.MAX);
    assertThat(Moments.plus(NOON, FOREVER_BACK)).isEqualTo(Instant.MIN);
    assertThat(Moments.minus(NOON, ENDLESS)).isEqualTo(Instant.MIN);
    assertThat(Moments.minus(NOON, FOREVER_BACK)).isEqualTo(Instant.MAX);
    assertThat(Moments.plus(Instant.MAX, Duration.ofNanos(1))).isEqualTo(Instant.MAX);
    assertThat(Moments.minus(Instant.MIN, Duration.ofNanos(1))).isEqualTo(Instant.MIN);
  }

  @Test
  void nothingLiesBetweenAMomentAndAnEarlierOne() {
    assertThat(Moments.between(NOON, NOON.plus(HOUR))).isEqualTo(HOUR);
    assertThat(Moments.between(NOON, NOON)).isZero();
    assertThat(Moments.between(NOON, NOON.minusNanos(1))).isZero();
  }

  @Test
  void tellsTheLaterOfTwo() {
    assertThat(Moments.later(NOON, NOON.plusNanos(1))).isEqualTo(NOON.plusNanos(1));
    assertThat(Moments.later(NOON.plusNanos(1), NOON)).isEqualTo(NOON.plusNanos(1));
  }

  @Test
  void secondsHaveTheirFractions() {
    assertThat(Moments.seconds(Duration.ofMillis(1500))).isEqualTo(1.5);
    assertThat(Moments.seconds(Duration.ofMillis(-1500))).isEqualTo(-1.5);
  }
}
