package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class ExpectedSlotsTest {
  private static ExpectedSlots slots(Duration work, Duration slack, Duration reaction) {
    Situation s = Situations.reaction(Situations.ordinary(), reaction);
    s = Situations.costs(s, new Costs(300, 30, Duration.ZERO, Duration.ZERO));
    s = Situations.job(s, new Job(work, work, s.now().plus(work).plus(slack)));
    return ExpectedSlots.of(s, s.outlook().orElseThrow());
  }

  /** Looks every 70 minutes: the last from which work of 10 h fits in 30 h of slack is at 29:10. */
  @Test
  void endsWhereAPauseUntilTheLastLookLeaves() {
    Duration work = Duration.ofHours(10);
    Duration slack = Duration.ofHours(30);
    assertThat(slots(work, slack, Duration.ofMinutes(70)).gramsPerKwh()).hasSize(39);
    assertThat(slots(work, slack, Duration.ofMinutes(60)).gramsPerKwh()).hasSize(40);
    assertThat(slots(work, slack, Duration.ofHours(31)).gramsPerKwh()).hasSize(10);
    assertThat(slots(work, slack, Duration.ZERO).gramsPerKwh()).hasSize(40);
  }

  @Test
  void noSlotLiesAcrossAChangeOfTheOutlook() {
    for (int hours = 1; hours < 30; hours++) {
      ExpectedSlots slots =
          slots(Duration.ofHours(hours), Duration.ofHours(10), Duration.ofHours(1));
      assertThat(3600 % slots.seconds()).as("%s h", hours).isZero();
      assertThat(slots.work() * slots.seconds()).isEqualTo(3600.0 * hours);
      assertThat(slots.gramsPerKwh()).containsOnly(100, 400);
    }
    ExpectedSlots weeks = slots(Duration.ofDays(20), Duration.ofDays(6), Duration.ofHours(1));
    assertThat(weeks.seconds() % 3600).isZero();
    assertThat(weeks.gramsPerKwh().length).isLessThanOrEqualTo(400);
  }
}
