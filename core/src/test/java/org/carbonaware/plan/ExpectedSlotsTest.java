package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** What is expected at a second of the outlook: where it is over its last day repeats. */
  private static double at(IntensitySeries outlook, double second) {
    double end = outlook.size() * (double) outlook.step().toSeconds();
    double known = second;
    while (known >= end) {
      known -= 86_400;
    }
    int index = (int) Math.floor(known / outlook.step().toSeconds());
    double value = index < 0 ? Double.NaN : outlook.gramsPerKwh(index);
    return Double.isNaN(value) ? outlook.mean().orElseThrow() : value;
  }

  private static double mean(IntensitySeries outlook, double from, double to) {
    double step = outlook.step().toSeconds();
    double sum = 0;
    for (double begin = Math.floor(from / step) * step; begin < to; begin += step) {
      double overlap = Math.min(to, begin + step) - Math.max(from, begin);
      sum += overlap * at(outlook, begin + step / 2);
    }
    return sum / (to - from);
  }

  @Test
  void eachSlotHasTheMeanOfWhatIsExpectedInIt() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 500; i++) {
      double[] values = random.doubles(random.nextInt(2, 60), 50, 900).toArray();
      for (int gap = random.nextInt(3); gap > 0; gap--) {
        values[random.nextInt(1, values.length)] = Double.NaN;
      }
      Duration step = Duration.ofMinutes(15L << random.nextInt(3));
      Instant begin = Situations.NOW.minusSeconds(random.nextInt(-7200, 100_000));
      IntensitySeries outlook = Situations.outlook(begin, step, values);
      Duration work = Duration.ofSeconds(random.nextInt(1, 200_000));
      Duration slack = Duration.ofSeconds(random.nextInt(400_000));
      Situation s = Situations.job(
          Situations.reaction(Situations.ordinary(), Duration.ofMinutes(random.nextInt(90))),
          new Job(work, work, Situations.NOW.plus(work).plus(slack)));

      ExpectedSlots slots = ExpectedSlots.of(s, outlook);

      double now = Duration.between(begin, s.now()).toSeconds();
      double length = slots.seconds();
      for (int t = 0; t < slots.gramsPerKwh().length; t++) {
        assertThat(slots.gramsPerKwh()[t])
            .as("slot %s of %s s in %s", t, length, outlook)
            .isCloseTo(mean(outlook, now + t * length, now + (t + 1) * length), offset(1e-6));
      }
      assertThat(slots.present()).isCloseTo(mean(outlook, now, now + 1), offset(1e-6));
      assertThat(slots.mean())
          .isCloseTo(Arrays.stream(slots.gramsPerKwh()).average().orElseThrow(), offset(1e-9));
      assertThat(slots.work() * length).isGreaterThanOrEqualTo(work.toSeconds() - 1e-3);
      assertThat((slots.work() - 1) * length).isLessThan((double) work.toSeconds());
      assertThat(slots.gramsPerKwh().length).isBetween(1, 400);
      assertThat((slots.gramsPerKwh().length - 1) * length)
          .isLessThanOrEqualTo(work.plus(slack).toSeconds() + 1e-3);
      double steps = length / step.toSeconds();
      double whole = steps < 1 ? 1 / steps : steps;
      assertThat(whole).isCloseTo(Math.rint(whole), offset(1e-9));
    }
  }

  @Test
  void aSlotIsNoLongerThanAnEighthOfTheWorkUnlessLooksComeLater() {
    Duration slack = Duration.ofHours(5);
    assertThat(slots(Duration.ofHours(2), slack, Duration.ofMinutes(1)).seconds())
        .isEqualTo(900);
    assertThat(slots(Duration.ofHours(2), slack, Duration.ofMinutes(20)).seconds())
        .isEqualTo(1200);
    assertThat(slots(Duration.ofHours(2), slack, Duration.ofMinutes(21)).seconds())
        .isEqualTo(1200); // a third of an hour is the next that fits
    assertThat(
            slots(Duration.ofMinutes(4), Duration.ofMinutes(30), Duration.ZERO).seconds())
        .isEqualTo(60);
    assertThat(slots(Duration.ofDays(2), slack, Duration.ofMinutes(1)).seconds())
        .isEqualTo(3600);
  }

  /** Looks each minute, slots of a minute: what is left of 6000 s less what can't be used. */
  @ParameterizedTest
  @CsvSource({"0, 0, 100", "20, 45, 98", "20, 40, 99", "61, 0, 98", "0, 59, 99", "5600, 0, 6"})
  void savingAndWhatIsBeyondTheLastLookCannotBeUsed(long saving, long comingBack, int minutes) {
    Situation s = Situations.reaction(Situations.ordinary(), Duration.ofMinutes(1));
    Duration work = Duration.ofMinutes(8);
    s = Situations.job(s, new Job(work, work, s.now().plusSeconds(6000)));
    s = Situations.costs(
        s, new Costs(300, 30, Duration.ofSeconds(saving), Duration.ofSeconds(comingBack)));
    assertThat(ExpectedSlots.of(s, s.outlook().orElseThrow()).gramsPerKwh()).hasSize(minutes);
  }

  /** Three looks fit into the slack; in doubles what is left over is all but a whole look. */
  @Test
  void aSlackOfWholeLooksIsUsedToItsEnd() {
    Duration look = Duration.ofMillis(60_004);
    ExpectedSlots slots = slots(Duration.ofMinutes(8), look.multipliedBy(3), look);
    assertThat(slots.seconds()).isEqualTo(60);
    assertThat(slots.gramsPerKwh()).hasSize(11);
  }

  /** 400 slots at most: those of an hour's outlook are whole shares of the hour, or whole hours. */
  @ParameterizedTest
  @CsvSource({"1, 49, 450", "1, 99, 900", "1, 100, 1200", "480, 168, 7200", "720, 500, 10800"})
  void whereThereWouldBeTooManySlotsTheyAreTheNextLongerThatFit(
      long work, long slack, double seconds) {
    ExpectedSlots slots = slots(Duration.ofHours(work), Duration.ofHours(slack), Duration.ZERO);
    assertThat(slots.seconds()).isEqualTo(seconds);
  }

  @Test
  void slotsOfMoreThanAWeekAreAllAlike() {
    ExpectedSlots decade = slots(Duration.ofDays(3650), Duration.ofDays(7), Duration.ZERO);
    assertThat(decade.seconds()).isGreaterThan(7 * 86_400);
    assertThat(decade.gramsPerKwh()).containsOnly(250);
  }

  @Test
  void slackBeyondAWeekIsNotLookedAt() {
    ExpectedSlots week = slots(Duration.ofHours(9), Duration.ofDays(7), Duration.ofHours(1));
    ExpectedSlots year = slots(Duration.ofHours(9), Duration.ofDays(365), Duration.ofHours(1));
    assertThat(week.gramsPerKwh()).hasSize(9 + 7 * 24);
    assertThat(year.gramsPerKwh()).isEqualTo(week.gramsPerKwh());
  }

  @Test
  void meansCountOnlyTheSlotsThatRun() {
    ExpectedSlots slots =
        new ExpectedSlots(Situations.NOW, 1800, new double[] {100, 200, 600, 900}, 2, 100);
    assertThat(slots.mean()).isEqualTo(450);
    assertThat(slots.meanWhereRunning(new boolean[] {false, true, true, false})).isEqualTo(400);
    assertThat(slots.meanWhereRunning(new boolean[4])).isZero();
    assertThat(slots.meanSlotGrams(new Costs(2000, 0, Duration.ZERO, Duration.ZERO)))
        .isEqualTo(450); // half an hour at 2 kW
    assertThat(slots.endOf(3)).isEqualTo(Situations.NOW.plusSeconds(5400));
    assertThat(slots.firstInWords()).isEqualTo("100 g/kWh now");
  }
}
