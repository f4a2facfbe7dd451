package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The values that decisions are made of. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, PT0S, PT0S",
    "NaN, 0, PT0S, PT0S",
    "Infinity, 0, PT0S, PT0S",
    "300, -1, PT0S, PT0S",
    "300, NaN, PT0S, PT0S",
    "300, 0, PT-1S, PT0S",
    "300, 0, PT0S, PT-1S"
  })
  void refusesCostsOutOfRange(double run, double paused, Duration checkpoint, Duration restore) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Costs(run, paused, checkpoint, restore))
        .withMessageContaining("expected");
  }

  @Test
  void aChangeDrawsTheRunningPowerForItsTime() {
    Costs costs = new Costs(300, 30, Duration.ofSeconds(20), Duration.ofMillis(1500));
    assertThat(costs.suspendJoules()).isEqualTo(6000);
    assertThat(costs.resumeJoules()).isEqualTo(450);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1", "NaN, 0", "0, Infinity"})
  void refusesEnergiesOfChangesOutOfRange(double suspend, double resume) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Costs(300, 0, Duration.ZERO, Duration.ZERO, suspend, resume))
        .withMessageContaining("expected finite energies");
  }

  @Test
  void anotherPowerWhilePausedChangesNothingElse() {
    Costs costs = new Costs(300, 30, Duration.ofSeconds(20), Duration.ofSeconds(5), 7, 8);
    assertThat(costs.withPausedWatts(0))
        .isEqualTo(new Costs(300, 0, Duration.ofSeconds(20), Duration.ofSeconds(5), 7, 8));
  }

  @Test
  void aFacilityMultipliesPowersAndEnergiesAndNothingElse() {
    Duration save = Duration.ofSeconds(20);
    Duration restore = Duration.ofSeconds(5);
    assertThat(new Costs(300, 30, save, restore, 7, 8, 9).times(2))
        .isEqualTo(new Costs(600, 60, save, restore, 14, 16, 9));
    assertThat(new Costs(300, 30, save, restore, 7, 8, 9).withPausedGramsPerHour(4))
        .isEqualTo(new Costs(300, 30, save, restore, 7, 8, 4));
    assertThat(new Costs(300, 30, save, restore, 7, 8))
        .isEqualTo(new Costs(300, 30, save, restore, 7, 8, 0));
  }

  @Test
  void aDecisionDiffersByActionOrRuleWhateverItsWords() {
    Decision run = Decision.run(Instant.EPOCH, Reason.Code.BY_HAND, "so");
    assertThat(run.differsFrom(Decision.run(Instant.MAX, Reason.Code.BY_HAND, "else")))
        .isFalse();
    assertThat(run.differsFrom(Decision.run(Instant.EPOCH, Reason.Code.DEADLINE, "so")))
        .isTrue();
    assertThat(run.differsFrom(Decision.pause(Instant.EPOCH, Reason.Code.BY_HAND, "so")))
        .isTrue();
  }

  @Test
  void theNextLookComesAfterTheReactionAndADeadlineThatHasPassedIsNow() {
    Situation s = Situations.reaction(Situations.ordinary(), Duration.ofMinutes(7));
    assertThat(s.nextLook()).isEqualTo(s.now().plusSeconds(420));
    assertThat(s.deadlineOrNow()).isEqualTo(s.job().deadline());
    Instant late = s.job().deadline().plusNanos(1);
    assertThat(Situations.at(s, late).deadlineOrNow()).isEqualTo(late);
  }

  @Test
  void refusesWorkThatIsNegativeOrLessAtWorst() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Job(hour.negated(), hour, Instant.EPOCH))
        .withMessageContaining("expected 0 <= work left <= pessimistic work left");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Job(hour, hour.minusNanos(1), Instant.EPOCH));
  }

  @ParameterizedTest
  @EnumSource(Reason.Code.class)
  void labelsAreLowerCaseWithDashes(Reason.Code code) {
    assertThat(code.label()).matches("[a-z]+(-[a-z]+)*");
    assertThat(new Reason(code, "why")).hasToString("why");
  }
}
