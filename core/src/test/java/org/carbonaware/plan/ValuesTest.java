package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
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
