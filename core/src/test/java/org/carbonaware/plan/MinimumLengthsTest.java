package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class MinimumLengthsTest extends PolicyContract {
  private static final Situation S = Situations.ordinary();
  private static final Instant NOW = S.now();

  @Override
  protected Policy policy() {
    return new Threshold(300, 250)
        .withMinimumLengths(Duration.ofMinutes(20), Duration.ofMinutes(40));
  }

  private Decision decide(boolean running, long minutes, double gramsPerKwh) {
    Situation situation = Situations.in(S, running, NOW.minus(Duration.ofMinutes(minutes)));
    return policy().decide(Situations.current(situation, gramsPerKwh));
  }

  @Test
  void keepsARunForItsMinimum() {
    Decision kept = decide(true, 19, 400);
    assertThat(kept.isPause()).isFalse();
    assertThat(kept.until()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    assertThat(kept.reason())
        .isEqualTo(new Reason(
            Reason.Code.MINIMUM_LENGTH,
            "runs until Mon 12:01 UTC at least; then: 400 g/kWh is above 300 g/kWh"));
    assertThat(decide(true, 20, 400).isPause()).isTrue();
  }

  @Test
  void keepsAPauseForItsMinimum() {
    Decision kept = decide(false, 30, 100);
    assertThat(kept.isPause()).isTrue();
    assertThat(kept.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    assertThat(kept.reason().text()).startsWith("pauses until Mon 12:10 UTC at least; then: ");
    assertThat(decide(false, 40, 100).isPause()).isFalse();
  }

  @Test
  void leavesDecisionsThatChangeNothingAlone() {
    assertThat(decide(true, 0, 100).reason().code()).isEqualTo(Reason.Code.CLEAN_NOW);
    assertThat(decide(false, 0, 400).reason().code()).isEqualTo(Reason.Code.DIRTY_NOW);
  }

  @Test
  void aPauseEndsAtOnceWhenTheGridIsUnknown() {
    Situation justPaused = Situations.in(S, false, NOW);
    Situation blind = Situations.with(justPaused, Optional.empty(), Optional.empty());
    assertThat(policy().decide(blind).isPause()).isFalse();
  }

  @Test
  void namesItsLengths() {
    assertThat(policy().name()).endsWith(", runs at least 20 min, pauses at least 40 min");
  }

  @Test
  void refusesNegativeLengths() {
    Duration negative = Duration.ofMinutes(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.runNow().withMinimumLengths(negative, Duration.ZERO))
        .withMessageContaining("expected durations of 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.runNow().withMinimumLengths(Duration.ZERO, negative));
  }
}
