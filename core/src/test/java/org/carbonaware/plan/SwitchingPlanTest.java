package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SwitchingPlanTest {
  private static final double SLOT = 900;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(
      double[] gramsPerKwh, int work, Costs costs, SlotLengths minimum, Before before) {
    SwitchingPlan solve() {
      return SwitchingPlan.solve(slotGrams(), work, before);
    }

    SlotGrams slotGrams() {
      return SlotGrams.of(gramsPerKwh, SLOT, costs, minimum);
    }

    Case with(double[] otherGramsPerKwh, Costs otherCosts) {
      return new Case(otherGramsPerKwh, work, otherCosts, minimum, before);
    }
  }

  private static SwitchingPlan solve(
      double[] gramsPerKwh, int work, double slotSeconds, Costs costs, boolean running) {
    return SwitchingPlan.solve(
        SlotGrams.of(gramsPerKwh, slotSeconds, costs, SlotLengths.NONE),
        work,
        running ? Before.RUNNING : Before.PAUSED);
  }

  private static Case random(SplittableRandom random, int mostSlots) {
    int slots = random.nextInt(1, mostSlots + 1);
    double[] values = new double[slots];
    boolean coarse = random.nextInt(4) == 0; // many equal values: ties
    Arrays.setAll(values, i -> coarse ? 100 * random.nextInt(3) : random.nextDouble(600));
    boolean free = random.nextInt(4) == 0;
    Costs costs = new Costs(
        random.nextDouble(1, 1000),
        random.nextInt(3) == 0 ? 0 : random.nextDouble(200),
        free ? Duration.ZERO : Duration.ofSeconds(random.nextLong(2700)),
        free ? Duration.ZERO : Duration.ofSeconds(random.nextLong(2700)));
    SlotLengths minimum = random.nextBoolean()
        ? SlotLengths.NONE
        : SlotLengths.minimum(random.nextInt(1, 5), random.nextInt(1, 5));
    Before before = random.nextInt(3) == 0
        ? Before.NOT_STARTED
        : random.nextBoolean() ? Before.RUNNING : Before.PAUSED;
    return new Case(values, random.nextInt(1, slots + 1), costs, minimum, before);
  }

  private static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> random(random, 60)).limit(300);
  }

  /**
   * What a schedule emits: bit t says whether the training should run in slot t, read where no
   * change is under way. Infinite if the work is not done at the end.
   */
  private static double emitted(SlotGrams grams, int schedule, int work, Before before) {
    double sum = 0;
    int left = work;
    boolean running = before == Before.RUNNING;
    boolean freeStart = before == Before.NOT_STARTED;
    int t = 0;
    while (left > 0) {
      if (t >= grams.slots()) {
        return Double.POSITIVE_INFINITY;
      }
      boolean run = (schedule >> t & 1) == 1;
      int least = 1;
      if (run != running) {
        if (!freeStart) {
          sum += run ? grams.start()[t] : grams.stop()[t];
          t += run ? grams.lengths().start() : grams.lengths().stop();
        }
        freeStart = false;
        least = run ? Math.min(left, grams.lengths().run()) : grams.lengths().pause();
        running = run;
      }
      if (t + least > grams.slots()) {
        return Double.POSITIVE_INFINITY;
      }
      for (int end = t + least; t < end; t++) {
        sum += run ? grams.run()[t] : grams.idle()[t];
        left -= run ? 1 : 0;
      }
    }
    return sum;
  }

  private static int asSchedule(boolean[] running) {
    int schedule = 0;
    for (int t = 0; t < running.length; t++) {
      schedule |= running[t] ? 1 << t : 0;
    }
    return schedule;
  }

  private static double cheapest(Case c, int firstSlot) {
    double best = Double.POSITIVE_INFINITY;
    for (int schedule = 0; schedule < 1 << c.gramsPerKwh.length; schedule++) {
      if (firstSlot < 0 || (schedule & 1) == firstSlot) {
        best = Math.min(best, emitted(c.slotGrams(), schedule, c.work, c.before));
      }
    }
    return best;
  }

  private static void assertSame(double reached, double expected) {
    assertThat(reached == expected || Math.abs(reached - expected) <= 1e-9 * expected)
        .as("%s, expected %s", reached, expected)
        .isTrue();
  }

  @Test
  void isTheCheapestOfAllSchedules() {
    SplittableRandom random = new SplittableRandom(42);
    int withPause = 0;
    for (int i = 0; i < 800; i++) {
      Case c = random(random, i < 40 ? 12 : 8);
      SwitchingPlan plan = c.solve();
      assertSame(plan.grams(), cheapest(c, -1));
      assertSame(plan.gramsRunningFirst(), cheapest(c, 1));
      assertSame(plan.gramsPausingFirst(), cheapest(c, 0));
      if (plan.grams() < Double.POSITIVE_INFINITY) {
        assertSame(
            emitted(c.slotGrams(), asSchedule(plan.running()), c.work, c.before), plan.grams());
        withPause += plan.running()[0] ? 0 : 1;
      }
    }
    assertThat(withPause).isGreaterThan(100);
  }

  @Test
  void withFreeChangesItRunsInTheCleanestSlots() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 300; i++) {
      double[] values = random.doubles(100, 10, 600).toArray();
      int work = random.nextInt(1, 101);
      Costs free = new Costs(1000, 0, Duration.ZERO, Duration.ZERO);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double grams = Arrays.stream(sorted, 0, work).sum() * 1000 * 3600 / 3.6e6;
      assertThat(solve(values, work, 3600, free, random.nextBoolean()).grams())
          .isCloseTo(grams, offset(1e-6));
    }
  }

  @Test
  void scalingTheIntensitiesScalesTheEmissionsAndKeepsThePlan() {
    cases().forEach(c -> {
      double[] scaled = Arrays.stream(c.gramsPerKwh).map(v -> 4 * v).toArray(); // exact in binary
      SwitchingPlan plan = c.with(scaled, c.costs).solve();
      assertThat(plan.grams()).isEqualTo(4 * c.solve().grams());
      assertThat(plan.running()).isEqualTo(c.solve().running());
    });
  }

  @Test
  void moreSlackNeverHurts() {
    cases().forEach(c -> {
      double[] longer = Arrays.copyOf(c.gramsPerKwh, c.gramsPerKwh.length + 5);
      Arrays.fill(longer, c.gramsPerKwh.length, longer.length, 300);
      // Without change times: those of the last slots see past the end, and so depend on it.
      Costs costs =
          new Costs(c.costs.runWatts(), c.costs.pausedWatts(), Duration.ZERO, Duration.ZERO);
      assertThat(c.with(longer, costs).solve().grams())
          .isLessThanOrEqualTo(c.with(c.gramsPerKwh, costs).solve().grams());
    });
  }

  @Test
  void isNeverDearerThanRunningStraightThroughOrInOneBlock() {
    cases().forEach(c -> {
      SlotGrams grams = c.slotGrams();
      double plan = c.solve().grams() * (1 - 1e-12);
      int change = c.before == Before.PAUSED ? grams.lengths().start() : 0;
      int blocks = c.before == Before.RUNNING ? 1 : grams.slots();
      for (int begin = 0; begin < blocks && begin + change + c.work <= grams.slots(); begin++) {
        int from = begin + change;
        double block = Arrays.stream(grams.idle(), 0, begin).sum()
            + (c.before == Before.PAUSED ? grams.start()[begin] : 0)
            + Arrays.stream(grams.run(), from, from + c.work).sum();
        assertThat(plan).isLessThanOrEqualTo(block);
      }
    });
  }

  @Test
  void dearerPausesNeverMakeThePlanCheaper() {
    cases().forEach(c -> {
      Costs dearer = new Costs(
          c.costs.runWatts(),
          c.costs.pausedWatts() + 10,
          c.costs.checkpointTime(),
          c.costs.restoreTime());
      assertThat(c.with(c.gramsPerKwh, dearer).solve().grams())
          .isGreaterThanOrEqualTo(c.solve().grams());
    });
  }

  @Test
  void workThatDoesNotFitCostsInfinitelyMuch() {
    Costs costs = new Costs(100, 0, Duration.ZERO, Duration.ofMinutes(30));
    double[] flat = {100, 100, 100};
    assertThat(solve(flat, 2, SLOT, costs, false).grams()).isInfinite();
    assertThat(solve(flat, 2, SLOT, costs, true).grams()).isFinite();
    assertThat(solve(flat, 3, SLOT, costs, true).gramsPausingFirst()).isInfinite();
    assertThat(solve(flat, 4, SLOT, costs, true).grams()).isInfinite();
  }

  @Test
  void aChangeThatIsLongAgainstASlotTakesItsTime() {
    // A spike of one slot: pausing over it is worth it only if that takes no longer than the spike.
    double[] spike = {10, 900, 100, 100, 100, 100, 100, 100};
    Costs quick = new Costs(100, 0, Duration.ofSeconds(5), Duration.ofSeconds(5));
    Costs slow = new Costs(100, 0, Duration.ofMinutes(30), Duration.ofMinutes(15));
    assertThat(solve(spike, 3, SLOT, quick, true).running()).startsWith(true, false, true);
    assertThat(solve(spike, 3, SLOT, slow, true).running()).startsWith(true, true, true);
  }

  @Test
  void theEnergyOfAChangeIsApartFromItsTime() {
    double[] values = {100, 200, 400};
    Costs instant = new Costs(1000, 0, Duration.ZERO, Duration.ZERO, 3.6e6, 1.8e6);
    SlotGrams grams = SlotGrams.of(values, 3600, instant, SlotLengths.NONE);
    assertThat(grams.stop()).containsExactly(100, 200, 400);
    assertThat(grams.start()).containsExactly(50, 100, 200);
    assertThat(grams.lengths().stop()).isZero();

    Costs slow = new Costs(1000, 0, Duration.ofHours(2), Duration.ZERO, 3.6e6, 0);
    SlotGrams spread = SlotGrams.of(values, 3600, slow, SlotLengths.NONE);
    assertThat(spread.stop()).containsExactly(150, 300, 400);
    assertThat(spread.lengths().stop()).isEqualTo(2);
  }
}
