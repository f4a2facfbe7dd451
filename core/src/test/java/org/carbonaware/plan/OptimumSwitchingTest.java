package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OptimumSwitchingTest {
  private static Switching random(SplittableRandom random) {
    return new Switching(
        some(random, 0.2),
        some(random, 0.5),
        some(random, 0.5),
        some(random, 60),
        some(random, 60),
        random.nextBoolean() ? 1 : random.nextInt(1, 6),
        random.nextBoolean() ? 1 : random.nextInt(1, 6),
        random.nextBoolean(),
        random.nextBoolean(),
        some(random, 60));
  }

  private static double some(SplittableRandom random, double most) {
    return random.nextBoolean() ? 0 : random.nextDouble(most);
  }

  private static double[] grams(SplittableRandom random, int slots) {
    return random.nextInt(4) == 0
        ? random.ints(slots, 0, 3).mapToDouble(i -> 100 * i).toArray()
        : random.doubles(slots, 0, 600).toArray();
  }

  /**
   * What running in exactly the slots of a set emits, run by run; infinite if a run that does not
   * end the work, or a pause between two runs, is too short.
   */
  private static double emitted(double[] grams, boolean[] runs, int work, Switching s) {
    double sum = 0;
    int left = work;
    int since = 0;
    for (int t = 0; t < grams.length && left > 0; t++) {
      boolean before = t > 0 && runs[t - 1];
      boolean first = left == work && !before;
      int lasted = t - since;
      if (runs[t] && !before) {
        sum += first && !s.firstStart() ? 0 : s.startSlots() * grams[t] + s.startGrams();
        if (!first && lasted < s.minimumPause()) {
          return Double.POSITIVE_INFINITY;
        }
        since = t;
      } else if (!runs[t] && before) {
        sum += s.stopSlots() * grams[t] + s.stopGrams();
        if (lasted < s.minimumRun()) {
          return Double.POSITIVE_INFINITY;
        }
        since = t;
      }
      sum += runs[t] ? grams[t] : s.idleShare() * grams[t] + s.idleGrams();
      left -= runs[t] ? 1 : 0;
      if (left == 0 && s.lastStop()) {
        sum += s.stopSlots() * grams[Math.min(t + 1, grams.length - 1)] + s.stopGrams();
      }
    }
    return sum;
  }

  private static boolean[] slots(int set, int count) {
    boolean[] runs = new boolean[count];
    for (int t = 0; t < count; t++) {
      runs[t] = (set >> t & 1) == 1;
    }
    return runs;
  }

  private static boolean[] slots(Schedule schedule) {
    boolean[] runs = new boolean[schedule.slots()];
    for (int t = 0; t < runs.length; t++) {
      runs[t] = schedule.share(t) == 1;
    }
    return runs;
  }

  private static double cheapest(double[] grams, int work, Switching switching) {
    double best = Double.POSITIVE_INFINITY;
    for (int set = 0; set < 1 << grams.length; set++) {
      if (Integer.bitCount(set) == work) {
        best = Math.min(best, emitted(grams, slots(set, grams.length), work, switching));
      }
    }
    return best;
  }

  @Test
  void isTheCheapestOfAllSetsOfSlots() {
    SplittableRandom random = new SplittableRandom(42);
    int interrupted = 0;
    for (int i = 0; i < 1500; i++) {
      double[] grams = grams(random, random.nextInt(1, i < 60 ? 15 : 10));
      int work = random.nextInt(1, grams.length + 1);
      Switching switching = random(random);
      Schedule schedule = Optimum.switching(grams, work, switching);
      double best = cheapest(grams, work, switching);
      assertThat(schedule.grams())
          .as("%s of %s", switching, Arrays.toString(grams))
          .isCloseTo(best, offset(1e-12 * (1 + best)));
      assertThat(emitted(grams, slots(schedule), work, switching))
          .as("%s of %s", switching, Arrays.toString(grams))
          .isCloseTo(best, offset(1e-12 * (1 + best)));
      interrupted += schedule.runs() > 1 ? 1 : 0;
    }
    assertThat(interrupted).isGreaterThan(100);
  }

  /** Too long to try all sets: the plan must cost what is said, and no neighbour less. */
  @Test
  void longPlansCostWhatIsSaidAndNoNeighbourCostsLess() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 60; i++) {
      double[] grams = grams(random, random.nextInt(100, 300));
      int work = random.nextInt(1, grams.length + 1);
      Switching switching = random(random);
      Schedule schedule = Optimum.switching(grams, work, switching);
      boolean[] runs = slots(schedule);
      double least = schedule.grams() - 1e-9 * (1 + schedule.grams());
      assertThat(emitted(grams, runs, work, switching))
          .isCloseTo(schedule.grams(), withPercentage(1e-10));
      for (int n = 0; n < 300; n++) {
        int one = random.nextInt(runs.length);
        int other = random.nextInt(runs.length);
        boolean[] neighbour = runs.clone();
        neighbour[one] = runs[other];
        neighbour[other] = runs[one];
        assertThat(emitted(grams, neighbour, work, switching)).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Test
  void withoutCostsItIsTheInterruptibleOptimumAndWithProhibitiveOnesTheContiguous() {
    SplittableRandom random = new SplittableRandom(44);
    for (int i = 0; i < 100; i++) {
      double[] grams = grams(random, random.nextInt(1, 200));
      int work = random.nextInt(1, grams.length + 1);
      double free = Optimum.interruptible(grams, work).grams();
      double contiguous = Optimum.contiguous(grams, work).grams();
      assertThat(Optimum.switching(grams, work, Switching.constant(0)).grams())
          .isCloseTo(free, offset(1e-9));
      assertThat(Optimum.switching(grams, work, Switching.constant(1e9)).grams())
          .isCloseTo(contiguous, offset(1e-9));
      assertThat(Optimum.switching(
                  grams, work, Switching.constant(0).withMinimumLengths(1, grams.length + 1))
              .grams())
          .isCloseTo(contiguous, offset(1e-9));
      assertThat(Optimum.switching(
                  grams, work, Switching.constant(0).withMinimumLengths(Integer.MAX_VALUE, 1))
              .grams())
          .isCloseTo(contiguous, offset(1e-9));
    }
  }

  @Test
  void dearerOrRarerChangesNeverMakeItCheaper() {
    SplittableRandom random = new SplittableRandom(45);
    for (int i = 0; i < 200; i++) {
      double[] grams = grams(random, random.nextInt(1, 80));
      int work = random.nextInt(1, grams.length + 1);
      Switching s = random(random);
      double least = Optimum.switching(grams, work, s).grams() - 1e-9;
      for (Switching dearer : new Switching[] {
        s.withIdleShare(s.idleShare() + 0.1),
        s.withMinimumLengths(s.minimumRun() + 1, s.minimumPause()),
        s.withMinimumLengths(s.minimumRun(), s.minimumPause() + 1),
        s.withEndsCharged(true, s.lastStop()),
        s.withEndsCharged(s.firstStart(), true)
      }) {
        assertThat(Optimum.switching(grams, work, dearer).grams()).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Test
  void aConstantOnAllIntensitiesKeepsTheScheduleWhereChangesCostAConstant() {
    SplittableRandom random = new SplittableRandom(46);
    for (int i = 0; i < 100; i++) {
      double[] grams = random.doubles(random.nextInt(1, 80), 0, 600).toArray();
      int work = random.nextInt(1, grams.length + 1);
      Switching s = Switching.constant(50).withMinimumLengths(2, 3);
      double[] shifted = Arrays.stream(grams).map(g -> g + 1000).toArray();
      assertThat(slots(Optimum.switching(shifted, work, s)))
          .isEqualTo(slots(Optimum.switching(grams, work, s)));
    }
  }

  @Test
  void chargesBothEndsOnlyIfAsked() {
    double[] grams = {300, 100, 100, 300, 200};
    Switching both = Switching.energy(0.5, 0.25).withEndsCharged(true, true);
    assertThat(Optimum.switching(grams, 2, Switching.energy(0.5, 0.25)).grams()).isEqualTo(200);
    assertThat(Optimum.switching(grams, 2, both).grams()).isEqualTo(25 + 200 + 150);
    assertThat(Optimum.switching(grams, 2, both.withIdleShare(0.1)).grams())
        .isEqualTo(30 + 25 + 200 + 150);
    assertThat(Optimum.switching(grams, 5, both).grams()).isEqualTo(75 + 1000 + 100);
  }

  @Test
  void refusesCostsThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Switching.constant(-1))
        .withMessageContaining("expected finite figures of 0 or more");
    assertThatIllegalArgumentException().isThrownBy(() -> Switching.energy(Double.NaN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Switching.constant(1).withMinimumLengths(0, 1))
        .withMessage("minimum run 0, minimum pause 1 slots: expected 1 or more");
  }

  @Test
  void aPriceOfWaitingCountsForEachSlotBetweenRuns() {
    double[] grams = {100, 300, 300, 100};
    Switching free = Switching.constant(0);
    assertThat(Optimum.switching(grams, 2, free.withIdleGrams(90)).grams()).isEqualTo(380);
    assertThat(Optimum.switching(grams, 2, free.withIdleGrams(100)).grams()).isEqualTo(400);
    assertThat(Optimum.switching(grams, 2, free.withIdleGrams(110)).runs()).isEqualTo(1);
  }
}
