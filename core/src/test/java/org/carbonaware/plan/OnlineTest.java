package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class OnlineTest extends PolicyContract {
  private static final Costs FREE = new Costs(1000, 0, Duration.ZERO, Duration.ZERO);
  private static final Instant DEADLINE = Situations.NOW.plus(Duration.ofDays(4));

  @Override
  protected Policy policy() {
    return new Online();
  }

  private static Situation situation(double now, Costs costs, long hoursDone) {
    return situation(now, costs, hoursDone, 86);
  }

  private static Situation situation(double now, Costs costs, long hoursDone, long slack) {
    Duration left = Duration.ofHours(10 - hoursDone);
    Instant deadline = Situations.NOW.plus(left).plus(Duration.ofHours(slack));
    Job job = new Job(left, left, deadline, Duration.ofHours(hoursDone));
    Situation s = Situations.recent(Situations.ordinary(), 50, 500);
    return Situations.current(Situations.job(Situations.costs(s, costs), job), now);
  }

  private boolean runs(Situation situation) {
    return !policy().decide(situation).isPause();
  }

  @Test
  void runsUpToTheThresholdsOfTheHourOfWork() {
    DoubleThreshold rule = DoubleThreshold.of(10, 500, 50, 0, DoubleThreshold.Closing.TIGHT);
    for (int done = 0; done < 10; done++) {
      double limit = rule.whileRunning(done);
      assertThat(runs(situation(limit - 1e-6, FREE, done))).isTrue();
      assertThat(runs(situation(limit + 1e-6, FREE, done))).isFalse();
      assertThat(runs(Situations.paused(situation(limit - 1e-6, FREE, done)))).isTrue();
      assertThat(runs(Situations.paused(situation(limit + 1e-6, FREE, done)))).isFalse();
    }
  }

  /** 3 and 6 minutes at full power and at 500 g/kWh for a pair of changes. */
  @Test
  void aPausedTrainingComesBackTwoChangesLower() {
    Costs costs = new Costs(1000, 0, Duration.ofMinutes(3), Duration.ofMinutes(6));
    double change = 500 * 0.15 / 2;
    DoubleThreshold rule = DoubleThreshold.of(10, 500, 50, change, DoubleThreshold.Closing.TIGHT);
    assertThat(runs(situation(rule.whileRunning(4) - 1e-6, costs, 4))).isTrue();
    assertThat(runs(situation(rule.whileRunning(4) + 1e-6, costs, 4))).isFalse();
    double paused = rule.whilePaused(4);
    assertThat(rule.whileRunning(4) - paused).isCloseTo(75, offset(1e-9));
    assertThat(runs(Situations.paused(situation(paused - 1e-6, costs, 4)))).isTrue();
    assertThat(runs(Situations.paused(situation(paused + 1e-6, costs, 4)))).isFalse();
  }

  @Test
  void whatWaitingDrawsCountsAgainstIt() {
    Costs idling = new Costs(1000, 200, Duration.ZERO, Duration.ZERO);
    DoubleThreshold rule = DoubleThreshold.of(10, 500, 50, 0, DoubleThreshold.Closing.TIGHT);
    for (long slack : new long[] {1, 10, 20, 40}) {
      double limit = rule.whileRunning(0) / (1 - 0.2 * Math.max(1, slack / 10.0));
      assertThat(runs(situation(limit - 1e-6, idling, 0, slack))).isTrue();
      assertThat(runs(situation(limit + 1e-6, idling, 0, slack))).isFalse();
    }
    Decision never =
        policy().decide(situation(5000, new Costs(1000, 451, Duration.ZERO, Duration.ZERO), 0, 20));
    assertThat(never)
        .isEqualTo(Decision.run(
            Situations.NOW.plus(Duration.ofHours(1)),
            Reason.Code.SMALL_GAIN,
            "the last 7 days had 50 g/kWh to 500 g/kWh, too even to wait at 45.1 % of the running"
                + " power"));
    assertThat(runs(situation(5000, new Costs(1000, 449, Duration.ZERO, Duration.ZERO), 0, 20)))
        .isFalse();
  }

  @Test
  void runsWithoutAKnownRangeOrInAnEvenOne() {
    Situation dirty = situation(900, FREE, 0);
    assertThat(policy().decide(Situations.recent(dirty, Optional.empty())).reason())
        .isEqualTo(new Reason(
            Reason.Code.UNKNOWN_INTENSITY,
            "less than a day of the grid's past is known, so the training runs"));
    assertThat(runs(Situations.recent(dirty, 300, 300))).isTrue();
    assertThat(runs(Situations.recent(dirty, 300, 310))).isFalse();
  }

  @Test
  void saysWhatItCompares() {
    Decision decision = policy().decide(situation(420, FREE, 3));
    assertThat(decision.isPause()).isTrue();
    assertThat(decision.reason().text())
        .matches("420 g/kWh is above 1\\d\\d g/kWh, the limit for hour 4 of 10 where the last 7"
            + " days had 50 g/kWh to 500 g/kWh");
  }

  /** A slot is an hour of work, however the work is cut; after the last hour none follows. */
  @Test
  void partOfAnHourDoneIsAnHourUnderWay() {
    Situation half = Situations.job(
        situation(100, FREE, 0),
        new Job(Duration.ofMinutes(20), Duration.ofMinutes(20), DEADLINE, Duration.ofMinutes(130)));
    assertThat(policy().decide(half).reason().text()).contains("hour 3 of 3");
    Situation over =
        Situations.job(half, new Job(Duration.ZERO, Duration.ZERO, DEADLINE, Duration.ofHours(3)));
    assertThat(policy().decide(over).reason().text()).contains("hour 3 of 3");
  }

  @Test
  void aRangeDownToNothingBeginsAtAThousandthOfItsEnd() {
    OnlineLimit limit =
        OnlineLimit.of(Situations.recent(situation(100, FREE, 0), 0, 400)).orElseThrow();
    assertThat(limit.thresholds().lower()).isCloseTo(0.4, offset(1e-12));
    assertThat(limit.thresholds().upper()).isEqualTo(400);
    for (double bound : new double[] {0, 300, 1e9}) {
      Situation even = Situations.recent(situation(100, FREE, 0), bound, bound);
      assertThat(OnlineLimit.of(even)).as("%s g/kWh", bound).isEmpty();
    }
    assertThat(OnlineLimit.of(Situations.recent(situation(100, FREE, 0), 0, Double.MIN_VALUE)))
        .isEmpty();
  }
}
