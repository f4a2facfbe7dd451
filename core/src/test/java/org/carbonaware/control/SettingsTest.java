package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How deep a pause is, what is kept in hand before a deadline, and for how long a hand rules. */
class SettingsTest {
  private static final Instant NOW = TestClock.START;

  private static ControlSettings settings(
      Optional<PauseDepth> depth, Optional<Duration> suspendLongerThan) {
    return new ControlSettings(
        new TestClock(),
        Policies.runNow(),
        Duration.ZERO,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(30),
        depth,
        Duration.ofMinutes(10),
        suspendLongerThan,
        300,
        30,
        "a test",
        1,
        0);
  }

  @ParameterizedTest
  @CsvSource({
    "PT9M59.999999999S, HOLD, HOLD",
    "PT10M, RELEASE, RELEASE",
    "PT59M59.999999999S, RELEASE, RELEASE",
    "PT1H, RELEASE, SUSPEND",
    "PT-1H, HOLD, HOLD"
  })
  void theLongerThePauseTheDeeper(Duration expected, PauseDepth usual, PauseDepth mayLeave) {
    assertThat(settings(Optional.empty(), Optional.empty()).depthOf(expected)).isEqualTo(usual);
    assertThat(settings(Optional.empty(), Optional.of(Duration.ofHours(1))).depthOf(expected))
        .isEqualTo(mayLeave);
    for (PauseDepth fixed : PauseDepth.values()) {
      assertThat(settings(Optional.of(fixed), Optional.of(Duration.ofHours(1))).depthOf(expected))
          .isEqualTo(fixed);
    }
  }

  @Test
  void onlyATrainingThatMayLeaveTakesTimeToComeBack() {
    assertThat(settings(Optional.empty(), Optional.empty()).mayLeaveTheProcess())
        .isFalse();
    assertThat(settings(Optional.empty(), Optional.of(Duration.ZERO)).mayLeaveTheProcess())
        .isTrue();
  }

  @Test
  void onlyATrainingThatAlwaysLeavesFreesTheMachine() {
    assertThat(settings(Optional.of(PauseDepth.SUSPEND), Optional.empty()).freesTheMachine())
        .isTrue();
    assertThat(settings(Optional.of(PauseDepth.RELEASE), Optional.empty()).freesTheMachine())
        .isFalse();
    assertThat(settings(Optional.empty(), Optional.of(Duration.ZERO)).freesTheMachine())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PT10M, PT1M",
    "PT1H40M, PT1M",
    "PT1H41M40S, PT1M1S",
    "PT24H, PT14M24S",
    "PT50H, PT30M",
    "PT51H, PT30M",
    "PT-9H, PT1M"
  })
  void aHundredthOfTheTimeIsKeptInHandButNeverLittleOrMuch(Duration time, Duration margin) {
    assertThat(new Deadline.After(time).usualMargin(NOW)).isEqualTo(margin);
    assertThat(new Deadline.At(NOW.plus(time)).usualMargin(NOW)).isEqualTo(margin);
  }

  @Test
  void aMomentStaysAndALengthCountsFromTheStart() {
    Instant later = NOW.plusSeconds(77);
    assertThat(new Deadline.At(NOW).from(later)).isEqualTo(NOW);
    assertThat(new Deadline.After(Duration.ofHours(1)).from(later))
        .isEqualTo(later.plusSeconds(3600));
  }

  @Test
  void aHandRulesUntilItsTimeIsOverAndEachChangeIsToldOnce() {
    HandOverride hand = new HandOverride();
    assertThat(hand.at(NOW)).isEmpty();
    assertThat(hand.takeChanged()).isFalse();
    Decision run = Decision.run(NOW.plusSeconds(60), Reason.Code.BY_HAND, "by hand");

    hand.set(run);

    assertThat(hand.takeChanged()).isTrue();
    assertThat(hand.takeChanged()).isFalse();
    assertThat(hand.at(NOW.plusSeconds(60).minusNanos(1))).contains(run);
    assertThat(hand.at(NOW.plusSeconds(60))).isEmpty();
    hand.set(null);
    assertThat(hand.takeChanged()).isTrue();
    assertThat(hand.at(NOW)).isEmpty();
  }
}
