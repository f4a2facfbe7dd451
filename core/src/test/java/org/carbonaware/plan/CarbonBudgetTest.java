package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

/** 10 h of work in 40 h at 1 kW: 5 hours at 400, then 5 at 300, then 200, then from hour 20 100. */
class CarbonBudgetTest extends PolicyContract {
  private static final Situation START = start();

  private static Situation start() {
    double[] hours = new double[48];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = i < 5 ? 400 : i < 10 ? 300 : i < 20 ? 200 : 100;
    }
    Duration work = Duration.ofHours(10);
    Situation s = Situations.hours(Situations.ordinary(), hours);
    s = Situations.costs(s, new Costs(1000, 0, Duration.ZERO, Duration.ZERO));
    s = Situations.reaction(s, Duration.ofHours(1));
    s = Situations.job(s, new Job(work, work, s.now().plus(Duration.ofHours(40))));
    return Situations.past(Situations.in(s, true, s.now()), new Past(s.now(), 0, 0));
  }

  @Override
  protected Policy policy() {
    return new CarbonBudget(0.9, OptionalDouble.empty());
  }

  private static Decision within(double grams, Situation situation) {
    return new CarbonBudget(1, OptionalDouble.of(grams)).decide(situation);
  }

  private static Instant hour(int number) {
    return START.now().plus(Duration.ofHours(number));
  }

  @Test
  void runsStraightThroughWhereTheBudgetAllows() {
    assertThat(within(3500, START).reason())
        .isEqualTo(new Reason(
            Reason.Code.WITHIN_BUDGET,
            "running straight through emits 3500 g more, 3500 g are left of the budget"));
  }

  @Test
  void waitsNoLongerThanTheBudgetAsks() {
    // 13 hours have 3 at 200, 5 at 300 and 2 at 400; of the dear ones the first will do
    Decision decision = within(3000, START);
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.until()).isEqualTo(hour(2));
    assertThat(decision.reason().text())
        .isEqualTo("400 g/kWh now; the soonest plan within the budget emits 2900 g of the 3000 g"
            + " left");
    assertThat(within(2500, START).until()).isEqualTo(hour(5));
    assertThat(within(2000, START).until()).isEqualTo(hour(10));
    assertThat(within(1000, START).until()).isEqualTo(hour(20));
  }

  @Test
  void emitsAsLittleAsItCanWhereNoPlanKeepsToTheBudget() {
    Decision decision = within(999, START);
    assertThat(decision.until()).isEqualTo(hour(20));
    assertThat(decision.reason().text())
        .isEqualTo("400 g/kWh now; the least that can be emitted is 1000 g, 999 g are left of the"
            + " budget");
  }

  @Test
  void aShareIsOfTheWholeRun() {
    assertThat(policy().decide(START).reason().text()).contains("of the 3150 g left");
    // paused for 5 hours: what running straight through emitted until now counts
    Situation later = Situations.past(
        Situations.paused(Situations.at(START, hour(5))), new Past(START.now(), 0, 2000));
    assertThat(policy().decide(later).reason().text())
        .contains("emits 2500 g more, 3150 g are left");
    // run for 5 hours: the budget shrinks by what was emitted
    Duration left = Duration.ofHours(5);
    Situation ran = Situations.past(
        Situations.job(
            Situations.at(START, hour(5)),
            new Job(left, left, START.job().deadline(), Duration.ofHours(5))),
        new Past(START.now(), 2000, 2000));
    assertThat(policy().decide(ran).reason().text()).contains("of the 1150 g left");
    // nobody knows the past: of the work left
    assertThat(policy()
            .decide(Situations.costs(
                Situations.hours(Situations.ordinary(), START.outlook().get().toArray()),
                START.costs()))
            .reason()
            .text())
        .contains("of the 1800 g left"); // 5 h at the pessimistic speed
  }

  @Test
  void whatWasEmittedCountsAgainstABudgetInGrams() {
    Situation spent = Situations.past(START, new Past(START.now(), 1000, 0));
    assertThat(within(3000, spent).until()).isEqualTo(hour(10));
  }

  @Test
  void refusesBudgetsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.throughput(0))
        .withMessage("carbon budget 0.0: expected a share above 0 and at most 1, such as 0.9");
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.throughput(1.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.throughputWithin(-1))
        .withMessage("carbon budget -1.0 g: expected a finite figure of 0 or more");
  }

  /** Paused for 2 of 3 hours: running straight through would now be 2 hours further. */
  @Test
  void runningStraightThroughWouldBeAheadByWhatWasWaited() {
    Duration left = Duration.ofHours(9);
    Situation later = Situations.past(
        Situations.job(
            Situations.at(START, hour(3)),
            new Job(left, left, START.job().deadline(), Duration.ofHours(1))),
        new Past(START.now(), 400, 1200));
    // 0.9 of 1200 until now and 2 * 400 + 5 * 300 ahead, less 400
    assertThat(policy().decide(later).reason().text())
        .isEqualTo("running straight through emits 2700 g more, 2750 g are left of the budget");
    Duration part = Duration.ofMinutes(570);
    Situation half =
        Situations.job(later, new Job(part, part, START.job().deadline(), Duration.ofMinutes(30)));
    // 2.5 hours waited: 7.5 of 10 slots are ahead, the last counts by half, 100 g
    assertThat(policy().decide(half).reason().text()).contains("of the 2840 g left");
  }

  @Test
  void moreSpentThanTheBudgetIsNothingLeft() {
    Situation spent = Situations.past(START, new Past(START.now(), 5000, 0));
    assertThat(within(3000, spent).reason().text())
        .endsWith("the least that can be emitted is 1000 g, 0.00 g are left of the budget");
  }

  @Test
  void withoutSlackItRunsForTheDeadline() {
    Duration work = Duration.ofHours(10);
    Job tight = new Job(work, work, START.now().plus(work));
    assertThat(within(1, Situations.job(START, tight)))
        .isEqualTo(Decision.run(
            START.now().plus(work),
            Reason.Code.DEADLINE,
            "no slack is left before the deadline Mon 22:00 UTC"));
  }

  @Test
  void itsNameSaysTheBudget() {
    assertThat(policy().name())
        .isEqualTo("throughput(soonest within 90.0 % of running straight through)");
    assertThat(new CarbonBudget(1, OptionalDouble.of(9.994)).name())
        .isEqualTo("throughput(soonest within 9.99 g)");
    assertThat(new CarbonBudget(1, OptionalDouble.of(10)).name())
        .isEqualTo("throughput(soonest within 10 g)");
  }

  @Test
  void aComebackThatNoLongerFitsIsForTheDeadline() {
    Duration work = Duration.ofHours(10);
    Costs slow = new Costs(1000, 0, Duration.ZERO, Duration.ofHours(2));
    Situation late = Situations.paused(Situations.costs(
        Situations.job(START, new Job(work, work, START.now().plus(Duration.ofHours(11)))), slow));
    assertThat(within(1, late).reason().code()).isEqualTo(Reason.Code.DEADLINE);
    assertThat(within(1, late).isPause()).isFalse();
  }
}
