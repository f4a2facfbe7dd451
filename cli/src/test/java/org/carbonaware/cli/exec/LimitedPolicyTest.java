package org.carbonaware.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

class LimitedPolicyTest {
  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Always wants the same. */
  private record Fixed(Decision decision) implements Policy {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public Decision decide(Situation situation) {
      return decision;
    }
  }

  private static final Policy PAUSE =
      new Fixed(Decision.pause(NOW.plus(HOUR.multipliedBy(9)), Reason.Code.DIRTY_NOW, "dirty"));
  private static final Policy RUN =
      new Fixed(Decision.run(NOW.plus(HOUR), Reason.Code.CLEAN_NOW, "clean"));

  private static Situation situation(boolean running, Duration since) {
    return new Situation(
        NOW,
        running,
        NOW.minus(since),
        Optional.empty(),
        Optional.empty(),
        new Job(HOUR, HOUR, NOW.plus(Duration.ofDays(2))),
        new Costs(100, 10, Duration.ZERO, Duration.ZERO),
        Duration.ofMinutes(1),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  @Test
  void aPauseIsExpectedToEndWhenItIsLongest() {
    Policy policy = new LongestPause(PAUSE, HOUR.multipliedBy(2));
    assertThat(policy.decide(situation(true, HOUR)).until())
        .isEqualTo(NOW.plus(HOUR.multipliedBy(2)));
    assertThat(policy.decide(situation(false, HOUR)).until()).isEqualTo(NOW.plus(HOUR));
    assertThat(policy.name()).isEqualTo("fixed, pauses at most 2 h");
  }

  @Test
  void aPauseThatHasLastedLongestEnds() {
    Policy policy = new LongestPause(PAUSE, HOUR.multipliedBy(2));
    assertThat(policy
            .decide(situation(false, HOUR.multipliedBy(2).minusSeconds(1)))
            .isPause())
        .isTrue();
    Decision decision = policy.decide(situation(false, HOUR.multipliedBy(2)));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.until()).as("until the next look").isEqualTo(NOW.plusSeconds(60));
    assertThat(decision.reason().text()).isEqualTo("no pause may be longer than 2 h");
  }

  @Test
  void aShorterPauseAndARunStayAsTheyAre() {
    assertThat(new LongestPause(PAUSE, Duration.ofDays(2)).decide(situation(true, HOUR)))
        .isEqualTo(PAUSE.decide(situation(true, HOUR)));
    assertThat(new LongestPause(RUN, HOUR).decide(situation(false, Duration.ofDays(1))))
        .isEqualTo(RUN.decide(situation(true, HOUR)));
  }

  @Test
  void aDryRunNeverPauses() {
    Decision decision = new DryRun(PAUSE).decide(situation(true, HOUR));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason())
        .isEqualTo(new Reason(Reason.Code.DIRTY_NOW, "would pause: dirty"));
    assertThat(new DryRun(RUN).decide(situation(true, HOUR)))
        .isEqualTo(RUN.decide(situation(true, HOUR)));
    assertThat(new DryRun(RUN).name()).isEqualTo("dry run of fixed");
  }
}
