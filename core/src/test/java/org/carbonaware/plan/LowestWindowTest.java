package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.SplittableRandom;
import org.carbonaware.plan.tck.PolicyContract;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;

class LowestWindowTest extends PolicyContract {
  private static final Situation START = Situations.past(
      Situations.in(Situations.ordinary(), true, Situations.NOW), new Past(Situations.NOW, 0, 0));

  @Override
  protected Policy policy() {
    return new LowestWindow();
  }

  private static Situation work(Situation s, long hours, long slack) {
    Duration work = Duration.ofHours(hours);
    return Situations.job(s, new Job(work, work, s.now().plus(work).plus(Duration.ofHours(slack))));
  }

  @Test
  void waitsForTheCleanestWindowThatEndsInTime() {
    SplittableRandom random = new SplittableRandom(42);
    Situation hourly = Situations.reaction(
        Situations.costs(START, new Costs(1000, 0, Duration.ZERO, Duration.ZERO)),
        Duration.ofHours(1));
    int waits = 0;
    for (int i = 0; i < 300; i++) {
      int work = random.nextInt(8, 12);
      int slack = random.nextInt(1, 20);
      double[] hours = random.doubles(48, 50, 500).toArray();
      double best = Double.POSITIVE_INFINITY;
      int start = -1;
      for (int t = 0; t <= slack; t++) {
        double sum = 0;
        for (int j = t; j < t + work; j++) {
          sum += hours[j];
        }
        if (sum < best) {
          best = sum;
          start = t;
        }
      }
      Decision decision = policy().decide(work(Situations.hours(hourly, hours), work, slack));
      assertThat(decision.isPause()).isEqualTo(start > 0);
      if (start > 0) {
        assertThat(decision.until()).isEqualTo(START.now().plus(Duration.ofHours(start)));
        waits++;
      }
    }
    assertThat(waits).isGreaterThan(200);
  }

  @Test
  void saysWhatTheWindowsEmit() {
    double[] hours = new double[48];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = i < 10 ? 400 : 100;
    }
    Decision decision = policy().decide(work(Situations.hours(START, hours), 10, 30));
    assertThat(decision.reason())
        .isEqualTo(new Reason(
            Reason.Code.PLANNED_PAUSE,
            "400 g/kWh on average from now, 100 g/kWh in the cleanest window from Mon 22:00 UTC"));
    assertThat(Duration.between(START.now(), decision.until()).toMinutes() / 60.0)
        .isCloseTo(10, offset(0.01));
  }

  @Test
  void onceStartedItNeverPauses() {
    double[] cleanLater = new double[48];
    for (int i = 0; i < cleanLater.length; i++) {
      cleanLater[i] = 400 - 5 * i;
    }
    Situation later = work(Situations.hours(START, cleanLater), 10, 30);
    assertThat(policy().decide(later).isPause()).isTrue();
    assertThat(policy().decide(Situations.paused(later)).isPause()).isTrue();
    // some work is done
    Job begun = later.job().withWorkDone(Duration.ofSeconds(1));
    assertThat(policy().decide(Situations.job(later, begun)).reason().code())
        .isEqualTo(Reason.Code.PLANNED_RUN);
    // it comes back, but has done nothing yet
    Situation restoring = Situations.in(
        Situations.at(later, later.now().plusSeconds(60)), true, later.now().plusSeconds(30));
    assertThat(policy().decide(restoring).isPause()).isFalse();
  }

  /** Live nobody tells when the run began; the first look may come after some minutes of work. */
  @Test
  void withoutAKnownPastAFiftiethOfTheWorkIsStillTheStart() {
    double[] cleanLater = new double[48];
    for (int i = 0; i < cleanLater.length; i++) {
      cleanLater[i] = 400 - 5 * i;
    }
    Situation live = work(Situations.hours(Situations.ordinary(), cleanLater), 10, 30);
    assertThat(policy().decide(live).isPause()).isTrue();
    Job early = live.job().withWorkDone(Duration.ofMinutes(12));
    assertThat(policy().decide(Situations.job(live, early)).isPause()).isTrue();
    Job late = live.job().withWorkDone(Duration.ofMinutes(13));
    assertThat(policy().decide(Situations.job(live, late)).isPause()).isFalse();
  }
}
