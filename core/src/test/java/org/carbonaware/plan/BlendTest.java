package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class BlendTest extends PolicyContract {
  private static final Policy PLAN = new RecedingHorizon(0, Duration.ZERO, Duration.ZERO);
  private static final Duration WORK = Duration.ofHours(10);

  @Override
  protected Policy policy() {
    return new Blend(0.3, PLAN);
  }

  /** Between 100 and 500 g/kWh; now so much, and from the next hour on always so much. */
  private static Situation situation(double now, double then) {
    double[] hours = new double[48];
    Arrays.fill(hours, then);
    hours[0] = now;
    Situation s = Situations.costs(
        Situations.hours(Situations.ordinary(), hours),
        new Costs(1000, 0, Duration.ZERO, Duration.ZERO));
    Job job = new Job(WORK, WORK, s.now().plus(Duration.ofHours(40)));
    return Situations.recent(Situations.current(Situations.job(s, job), now), 100, 500);
  }

  @Test
  void followsTheForecastNearTheThresholds() {
    double limit = OnlineLimit.of(situation(0, 0)).orElseThrow().gramsPerKwh(true);
    assertThat(policy().decide(situation(limit + 20, 490)))
        .matches(
            decision -> !decision.isPause() && decision.reason().code() == Reason.Code.PLANNED_RUN);
    assertThat(policy().decide(situation(limit - 5, 100)))
        .matches(decision ->
            decision.isPause() && decision.reason().code() == Reason.Code.PLANNED_PAUSE);
  }

  @Test
  void neitherTakesNorLeavesASlotFarFromThemOnTheWordOfAForecast() {
    Decision dirty = policy().decide(situation(499, 500));
    assertThat(dirty.isPause()).isTrue();
    assertThat(dirty.reason().text())
        .startsWith("499 g/kWh is above ")
        .contains("up to where a run may rely on the forecast; 499 g/kWh now, ");
    Decision clean = policy().decide(situation(102, 100));
    assertThat(clean.isPause()).isFalse();
    assertThat(clean.reason().text())
        .startsWith("102 g/kWh is at or below ")
        .contains("up to where a pause may rely on the forecast; 102 g/kWh now, ");
  }

  @Test
  void moreTrustFollowsTheForecastWhereverItGoes() {
    Policy trusting = new Blend(5, PLAN);
    for (Situation s : new Situation[] {situation(499, 500), situation(102, 100)}) {
      assertThat(trusting.decide(s)).isEqualTo(PLAN.decide(s));
    }
  }

  @Test
  void isTheOnlineRuleWithoutAForecastAndThePlanWithoutBounds() {
    Situation s = situation(300, 100);
    Situation blind = Situations.with(s, s.current(), Optional.<IntensitySeries>empty());
    assertThat(policy().decide(blind)).isEqualTo(new Online().decide(blind));
    Situation unbounded = Situations.recent(situation(102, 100), Optional.empty());
    assertThat(policy().decide(unbounded)).isEqualTo(PLAN.decide(unbounded));
    assertThat(policy().decide(unbounded).isPause()).isTrue();
  }

  /** The band is as wide as allowed: a little wider, and its worst case would be too bad. */
  @Test
  void theBandUsesWhatItMay() {
    OnlineLimit limit = OnlineLimit.of(situation(0, 0)).orElseThrow();
    double before = 0;
    for (double epsilon = 0; epsilon < 1; epsilon += 0.05) {
      double most = (1 + epsilon) * limit.thresholds().guarantee();
      double worst = TrustBand.of(limit, epsilon).worst();
      assertThat(worst).isLessThanOrEqualTo(most).isGreaterThanOrEqualTo(before);
      assertThat(worst).isGreaterThan(0.98 * most);
      before = worst;
    }
    assertThat(TrustBand.of(limit, 5).isUnlimited()).isTrue();
    assertThat(TrustBand.of(limit, 5).worst()).isEqualTo(5); // 500 of 100 g/kWh
  }

  @Test
  void refusesNegativeTrust() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.blend(-0.1))
        .withMessage("epsilon -0.1: expected a finite figure of 0 or more");
  }

  @Test
  void isThePlanWhereWaitingCannotPayOrTheDeadlineCalls() {
    Situation even =
        Situations.costs(situation(102, 100), new Costs(1000, 900, Duration.ZERO, Duration.ZERO));
    assertThat(policy().decide(even)).isEqualTo(PLAN.decide(even));
    Situation late =
        Situations.job(situation(499, 500), new Job(WORK, WORK, Situations.NOW.plus(WORK)));
    assertThat(policy().decide(late).reason().code()).isEqualTo(Reason.Code.DEADLINE);
    Situation unseen = Situations.with(
        situation(499, 500), Optional.empty(), situation(499, 500).outlook());
    assertThat(policy().decide(unseen)).isEqualTo(PLAN.decide(unseen));
  }

  /** Two minutes of each change draw at most so much: a slot is taken two changes lower then. */
  @Test
  void atTheEndsOfTheBandTheForecastIsStillFollowed() {
    Costs changing = new Costs(1000, 100, Duration.ofMinutes(2), Duration.ofMinutes(2));
    for (boolean running : new boolean[] {true, false}) {
      Situation any = in(Situations.costs(situation(0, 0), changing), running);
      OnlineLimit limit = OnlineLimit.of(any).orElseThrow();
      TrustBand band = TrustBand.of(limit, 0.3);
      double most = limit.afterIdling(band.take(running));
      double least = limit.afterIdling(band.leave());
      assertThat(least).isBetween(100.0, most);
      for (double step : new double[] {0, 1e-6}) {
        assertThat(decide(running, changing, Fixed.RUNS, most + step)).isEqualTo(step > 0);
        assertThat(decide(running, changing, Fixed.PAUSES, least + step)).isEqualTo(step > 0);
      }
    }
  }

  private enum Fixed implements Policy {
    RUNS,
    PAUSES;

    @Override
    public Decision decide(Situation situation) {
      return this == RUNS
          ? Decision.run(situation.nextLook(), Reason.Code.PLANNED_RUN, "so it is")
          : Decision.pause(situation.nextLook(), Reason.Code.PLANNED_PAUSE, "so it is");
    }
  }

  /** Whether it pauses. */
  private static boolean decide(boolean running, Costs costs, Policy plan, double now) {
    return new Blend(0.3, plan)
        .decide(in(Situations.costs(situation(now, 300), costs), running))
        .isPause();
  }

  private static Situation in(Situation s, boolean running) {
    return Situations.in(s, running, s.since());
  }

  @Test
  void itsNameSaysHowMuchItMayLose() {
    assertThat(policy().name()).isEqualTo("blend(at worst 130.0 % of the online guarantee)");
  }

  /** Without any trust the thresholds decide, those of a paused training two changes lower. */
  @Test
  void withoutTrustTheOnlineRulesThresholdsDecide() {
    Costs changing = new Costs(1000, 0, Duration.ofMinutes(3), Duration.ofMinutes(6));
    OnlineLimit limit =
        OnlineLimit.of(Situations.costs(situation(0, 0), changing)).orElseThrow();
    double paused = limit.gramsPerKwh(false);
    double running = limit.gramsPerKwh(true);
    assertThat(running - paused).isCloseTo(500 * 0.15, offset(1e-9));
    for (double step : new double[] {-1e-6, 1e-6}) {
      assertThat(blind(true, changing, Fixed.RUNS, running + step)).isEqualTo(step > 0);
      assertThat(blind(false, changing, Fixed.RUNS, paused + step)).isEqualTo(step > 0);
      assertThat(blind(false, changing, Fixed.PAUSES, paused + step)).isEqualTo(step > 0);
      assertThat(blind(true, changing, Fixed.PAUSES, paused + step)).isEqualTo(step > 0);
    }
  }

  private static boolean blind(boolean running, Costs costs, Policy plan, double now) {
    return new Blend(0, plan)
        .decide(in(Situations.costs(situation(now, 300), costs), running))
        .isPause();
  }

  @Test
  void fullTrustGoesFromTheLowerBoundToTheUpperAndAPairOfChanges() {
    Costs changing = new Costs(1000, 0, Duration.ofMinutes(3), Duration.ofMinutes(6));
    OnlineLimit limit =
        OnlineLimit.of(Situations.costs(situation(0, 0), changing)).orElseThrow();
    TrustBand all = TrustBand.of(limit, 100);
    assertThat(all.isUnlimited()).isTrue();
    assertThat(all.take(true)).isCloseTo(500 + 75, offset(1e-9));
    assertThat(all.take(false)).isCloseTo(500, offset(1e-9));
    assertThat(all.leave()).isCloseTo(100, offset(1e-9));
  }
}
