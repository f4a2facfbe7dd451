package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class RecedingHorizonTest extends PolicyContract {
  private static final Situation RUNNING = Situations.ordinary();
  private static final Situation PAUSED = Situations.paused(RUNNING);
  private static final Costs FREE = new Costs(300, 0, Duration.ZERO, Duration.ZERO);

  @Override
  protected Policy policy() {
    return new RecedingHorizon(0.005, Duration.ZERO, Duration.ZERO);
  }

  private Decision decide(Situation situation) {
    return policy().decide(situation);
  }

  private static double[] flat(double gramsPerKwh) {
    double[] values = new double[48];
    Arrays.fill(values, gramsPerKwh);
    return values;
  }

  @Test
  void waitsForTheCleanHoursAndSaysSo() {
    for (Situation situation : new Situation[] {RUNNING, PAUSED}) {
      Decision decision = decide(situation);
      assertThat(decision.isPause()).isTrue();
      assertThat(decision.reason().code()).isEqualTo(Reason.Code.PLANNED_PAUSE);
      assertThat(decision.reason().text())
          .matches("400 g/kWh now, running hours ahead average 1\\d\\d g/kWh; waiting saves .* %"
              + " against running straight through");
      Instant clean = RUNNING.now().plus(Duration.ofHours(6));
      assertThat(Duration.between(decision.until(), clean).abs())
          .isLessThan(Duration.ofMinutes(40)); // one slot of the plan
    }
  }

  @Test
  void whatWaitingKeepsOfTheHardwareCounts() {
    for (Situation situation : new Situation[] {RUNNING, PAUSED}) {
      Costs costs = situation.costs();
      assertThat(decide(Situations.costs(situation, costs.withPausedGramsPerHour(0.1)))
              .isPause())
          .isTrue();
      assertThat(decide(Situations.costs(situation, costs.withPausedGramsPerHour(1000)))
              .isPause())
          .isFalse();
    }
  }

  @Test
  void runsInTheCleanHours() {
    double[] cleanFirst = new double[48];
    Arrays.setAll(cleanFirst, i -> i / 6 % 2 == 0 ? 100 : 400);
    for (Situation situation : new Situation[] {RUNNING, PAUSED}) {
      Decision decision = decide(Situations.hours(situation, cleanFirst));
      assertThat(decision.isPause()).isFalse();
      assertThat(decision.reason())
          .isEqualTo(new Reason(
              Reason.Code.PLANNED_RUN,
              "100 g/kWh now, among the cleanest hours before the deadline"));
    }
  }

  @Test
  void doesNotWaitWhereWaitingGainsNothing() {
    for (double gramsPerKwh : new double[] {0, 300}) {
      for (Situation situation : new Situation[] {RUNNING, PAUSED}) {
        for (Costs costs : new Costs[] {FREE, RUNNING.costs()}) {
          Situation even = Situations.costs(Situations.hours(situation, flat(gramsPerKwh)), costs);
          assertThat(decide(even).isPause()).as("%s", even).isFalse();
        }
      }
    }
  }

  @Test
  void beginsNoPauseForASmallGainButFinishesOne() {
    double[] values = flat(400);
    Arrays.fill(values, 6, 12, 399);
    Situation slightly = Situations.costs(Situations.hours(RUNNING, values), FREE);
    Decision decision = decide(slightly);
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason().code()).isEqualTo(Reason.Code.SMALL_GAIN);
    assertThat(decision.reason().text())
        .matches("waiting would save only 0\\.[23] % of what running straight through emits");
    assertThat(decide(Situations.paused(slightly)).isPause()).isTrue();
    assertThat(new RecedingHorizon(0, Duration.ZERO, Duration.ZERO)
            .decide(slightly)
            .isPause())
        .isTrue();
  }

  /** Measured against one slot's delay, the same gain would count for less the longer the job. */
  @Test
  void theGainCountsForTheWholePlanHoweverLongTheJob() {
    for (int hours : new int[] {4, 40}) {
      double[] values = new double[3 * hours];
      Arrays.setAll(values, i -> i < hours ? 400 : 380);
      Duration work = Duration.ofHours(hours);
      Job job = new Job(work, work, RUNNING.now().plus(work.multipliedBy(3)));
      Situation situation = Situations.job(Situations.hours(RUNNING, values), job);
      assertThat(decide(Situations.costs(situation, FREE)).isPause())
          .as("%s h", hours)
          .isTrue();
    }
  }

  @Test
  void runsOnThroughADirtyHourThatIsNotWorthAPause() {
    double[] values = flat(200);
    values[0] = 230;
    Costs dear = new Costs(300, 100, Duration.ofMinutes(10), Duration.ofMinutes(10));
    Decision decision = decide(Situations.costs(Situations.hours(RUNNING, values), dear));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason().text())
        .isEqualTo("230 g/kWh now, and no pause before the deadline is worth what it costs");
  }

  @Test
  void aMeanOfThisHourAndTheNextIsNotCalledTheIntensityOfNow() {
    double[] values = flat(100);
    values[0] = 500;
    Situation late = Situations.at(
        Situations.hours(
            Situations.job(
                RUNNING,
                new Job(Duration.ofHours(9), Duration.ofHours(9), RUNNING.job().deadline())),
            values),
        RUNNING.now().plus(Duration.ofMinutes(30)));
    assertThat(decide(late).reason().text())
        .startsWith("300 g/kWh on average until Mon 13:30 UTC, ");
  }

  /** An hour's pause would be worth it; the machine idles too long in three. */
  @Test
  void plansNoPauseOrRunShorterThanItsMinimum() {
    Costs idling = new Costs(300, 60, Duration.ZERO, Duration.ZERO);
    double[] dirty = flat(300);
    dirty[0] = 420;
    Situation spike = Situations.costs(Situations.hours(RUNNING, dirty), idling);
    assertThat(decide(spike).isPause()).isTrue();
    assertThat(new RecedingHorizon(0.005, Duration.ZERO, Duration.ofHours(3))
            .decide(spike)
            .isPause())
        .isFalse();
    double[] clean = flat(400);
    clean[0] = 300;
    Arrays.fill(clean, 6, 12, 100);
    Situation dip = Situations.paused(Situations.costs(Situations.hours(RUNNING, clean), FREE));
    Job sevenHours =
        new Job(Duration.ofHours(7), Duration.ofHours(7), RUNNING.job().deadline());
    assertThat(decide(Situations.job(dip, sevenHours)).isPause()).isFalse();
    assertThat(new RecedingHorizon(0.005, Duration.ofHours(3), Duration.ZERO)
            .decide(Situations.job(dip, sevenHours))
            .isPause())
        .isTrue();
  }

  @Test
  void runsInADirtyHourThatTheCleanOnesLeaveOver() {
    double[] values = flat(400);
    Arrays.fill(values, 18, 21, 100); // 3 clean hours for 5 hours of work
    Decision decision = decide(Situations.costs(Situations.hours(RUNNING, values), FREE));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason().text())
        .isEqualTo("400 g/kWh now, needed besides the cleaner hours for the work left");
    assertThat(decision.until()).isBefore(RUNNING.now().plus(Duration.ofHours(3)));
  }

  @Test
  void runsWhenNoSlackIsLeft() {
    Job tight =
        new Job(Duration.ofHours(5), Duration.ofHours(5), RUNNING.now().plus(Duration.ofHours(5)));
    Decision decision = decide(Situations.job(PAUSED, tight));
    assertThat(decision.isPause()).isFalse();
    assertThat(decision.reason())
        .isEqualTo(
            new Reason(Reason.Code.DEADLINE, "no slack is left before the deadline Mon 17:00 UTC"));
  }

  @Test
  void whereTheOutlookEndsItsLastDayRepeats() {
    double[] day = new double[24];
    Arrays.setAll(day, i -> i < 12 ? 400 : 390);
    Job far =
        new Job(Duration.ofHours(4), Duration.ofHours(4), RUNNING.now().plus(Duration.ofHours(42)));
    Situation now = Situations.costs(Situations.job(Situations.hours(RUNNING, day), far), FREE);
    // 18 hours before the deadline the outlook of 24 h is over; the same hours of its day count.
    Situation later = Situations.at(now, RUNNING.now().plus(Duration.ofHours(24)));
    assertThat(decide(later).isPause()).isTrue();
    assertThat(decide(later).reason().text()).startsWith("400 g/kWh now");
  }

  @Test
  void aFarDeadlineDoesNotBlurTheNextHours() {
    Job patient = new Job(
        Duration.ofHours(4), Duration.ofHours(4), RUNNING.now().plus(Duration.ofDays(3650)));
    Decision decision = decide(Situations.job(RUNNING, patient));
    assertThat(decision.reason().text()).startsWith("400 g/kWh now");
    assertThat(decision.isPause()).isTrue();
  }

  @Test
  void runsWithoutAnOutlook() {
    Situation blind = Situations.with(PAUSED, PAUSED.current(), Optional.empty());
    Situation empty = Situations.hours(PAUSED, Double.NaN, Double.NaN);
    for (Situation situation : new Situation[] {blind, empty}) {
      assertThat(decide(situation).isPause()).isFalse();
      assertThat(decide(situation).reason().code()).isEqualTo(Reason.Code.UNKNOWN_INTENSITY);
    }
  }

  @Test
  void runsWhereTheOutlookEndedAndNothingIsKnownOfThePresent() {
    double[] day = new double[24];
    Arrays.setAll(day, i -> i < 12 ? 400 : 50);
    Instant began = RUNNING.now().minus(Duration.ofDays(5));
    IntensitySeries ended = Situations.outlook(began, Duration.ofHours(1), day);
    for (Situation situation : new Situation[] {RUNNING, PAUSED}) {
      Situation stale = Situations.with(situation, Optional.empty(), Optional.of(ended));
      assertThat(decide(stale).isPause()).isFalse();
      assertThat(decide(stale).reason().code()).isEqualTo(Reason.Code.UNKNOWN_INTENSITY);
    }
  }

  @Test
  void refusesGainsThatAreNoShare() {
    for (double gain : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Policies.plan(gain))
          .withMessageContaining("expected a share from 0 to below 1");
    }
    assertThat(policy().name()).isEqualTo("plan(pauses for a gain of 0.5 %)");
  }
}
