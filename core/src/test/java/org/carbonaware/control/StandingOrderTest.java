package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of two orders to pause holds, and for how long who waits for one sleeps. */
class StandingOrderTest {
  private static final Instant NOW = TestClock.START;

  private static StandingOrder order(PauseDepth depth, Leaving leaving, Instant latestStart) {
    Reason reason = new Reason(Reason.Code.DIRTY_NOW, "a test");
    return new StandingOrder(depth, reason, latestStart, leaving, false);
  }

  private static StandingOrder order(PauseDepth depth, Leaving leaving) {
    return order(depth, leaving, NOW);
  }

  @Test
  void theDeeperIsTheStrongerAndAmongEqualsTheOneThatIsHarderToWithdraw() {
    List<StandingOrder> weakestFirst = new ArrayList<>();
    for (PauseDepth depth : List.of(PauseDepth.HOLD, PauseDepth.RELEASE, PauseDepth.SUSPEND)) {
      for (Leaving leaving : List.of(Leaving.IF_SAVED, Leaving.ANYWAY, Leaving.WITH_PROCESS)) {
        weakestFirst.add(order(depth, leaving));
      }
    }
    for (int i = 0; i < weakestFirst.size(); i++) {
      for (int j = 0; j < weakestFirst.size(); j++) {
        assertThat(weakestFirst.get(i).strongerThan(weakestFirst.get(j)))
            .as("%s against %s", i, j)
            .isEqualTo(i > j);
      }
    }
  }

  @Test
  void aSuspendThatCouldOnlyHoldIsNotReplacedByAnEqualOne() {
    StandingOrder held = order(PauseDepth.SUSPEND, Leaving.IF_SAVED);
    held.depth = PauseDepth.HOLD;

    assertThat(order(PauseDepth.SUSPEND, Leaving.IF_SAVED).strongerThan(held)).isFalse();
    assertThat(order(PauseDepth.RELEASE, Leaving.IF_SAVED).strongerThan(held)).isFalse();
    assertThat(order(PauseDepth.SUSPEND, Leaving.ANYWAY).strongerThan(held)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, PT30S",
    "PT1M, PT1M",
    "PT1M0.000000001S, PT1M",
    "PT0.000000001S, PT0.000000001S",
    "PT0S, PT1M",
    "PT-1S, PT1M"
  })
  void whoStandsSleepsUntilTheLatestStartButAMinuteAtMost(Duration left, Duration wait) {
    StandingOrder order = order(PauseDepth.HOLD, Leaving.IF_SAVED, NOW.plus(left));

    assertThat(order.longestWait(NOW)).isEqualTo(wait);
  }

  @Test
  void onlyAPauseIsWithdrawn() {
    assertThat(order(PauseDepth.SUSPEND, Leaving.IF_SAVED).mayBeWithdrawn()).isTrue();
    assertThat(order(PauseDepth.SUSPEND, Leaving.ANYWAY).mayBeWithdrawn()).isFalse();
    assertThat(order(PauseDepth.SUSPEND, Leaving.WITH_PROCESS).mayBeWithdrawn()).isFalse();
  }
}
