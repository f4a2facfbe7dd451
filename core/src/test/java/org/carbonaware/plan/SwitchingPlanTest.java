package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchingPlanTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static final double SLOT = 900;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(double[] gramsPerKwh, int work, Costs costs, boolean running) {
    SwitchingPlan solve() {
      return SwitchingPlan.solve(gramsPerKwh, work, SLOT, costs, running);
    }

    SlotGrams slotGrams() {
      return SlotGrams.of(gramsPerKwh, SLOT, costs);
    }
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
    return new Case(values, random.nextInt(1, slots + 1), costs, random.nextBoolean());
  }

  static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> random(random, 60)).limit(300);
  }

  /**
   * What a schedule emits: bit t says whether the training should run in slot t, read where no
   * change is under way. Infinite if the work is not done at the end.
   */
  private static double emitted(SlotGrams grams, int schedule, int work, boolean runningBefore) {
    double sum = 0;
    int left = work;
    boolean running = runningBefore;
    for (int t = 0; left > 0; t++) {
      if (t >= grams.slots()) {
        return Double.POSITIVE_INFINITY;
      }
      boolean run = (schedule >> t & 1) == 1;
      if (run != running) {
        sum += run ? grams.start()[t] : grams.stop()[t];
        t += run ? grams.startSlots() : grams.stopSlots();
        running = run;
        if (t >= grams.slots()) {
          return Double.POSITIVE_INFINITY;
        }
      }
      sum += run ? grams.run()[t] : grams.idle()[t];
      left -= run ? 1 : 0;
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
        best = Math.min(best, emitted(c.slotGrams(), schedule, c.work, c.running));
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
            emitted(c.slotGrams(), asSchedule(plan.running()), c.work, c.running), plan.grams());
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
      assertThat(SwitchingPlan.solve(values, work, 3600, free, random.nextBoolean())
              .grams())
          .isCloseTo(grams, offset(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scalingTheIntensitiesScalesTheEmissionsAndKeepsThePlan(Case c) {
    double[] scaled = Arrays.stream(c.gramsPerKwh).map(v -> 4 * v).toArray(); // exact in binary
    SwitchingPlan plan = new Case(scaled, c.work, c.costs, c.running).solve();
    assertThat(plan.grams()).isEqualTo(4 * c.solve().grams());
    assertThat(plan.running()).isEqualTo(c.solve().running());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void moreSlackNeverHurts(Case c) {
    double[] longer = Arrays.copyOf(c.gramsPerKwh, c.gramsPerKwh.length + 5);
    Arrays.fill(longer, c.gramsPerKwh.length, longer.length, 300);
    // Without change times: those of the last slots see past the end, and so depend on it.
    Costs costs =
        new Costs(c.costs.runWatts(), c.costs.pausedWatts(), Duration.ZERO, Duration.ZERO);
    assertThat(new Case(longer, c.work, costs, c.running).solve().grams())
        .isLessThanOrEqualTo(
            new Case(c.gramsPerKwh, c.work, costs, c.running).solve().grams());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNeverDearerThanRunningStraightThroughOrInOneBlock(Case c) {
    SlotGrams grams = c.slotGrams();
    double plan = c.solve().grams() * (1 - 1e-12);
    for (int begin = 0; begin + c.work <= grams.slots(); begin++) {
      double block = Arrays.stream(grams.idle(), 0, begin).sum();
      boolean now = begin == 0 && c.running;
      if (!now && !c.running && begin + grams.startSlots() + c.work <= grams.slots()) {
        int from = begin + grams.startSlots();
        block += grams.start()[begin]
            + Arrays.stream(grams.run(), from, from + c.work).sum();
        assertThat(plan).isLessThanOrEqualTo(block);
      } else if (now) {
        assertThat(plan)
            .isLessThanOrEqualTo(Arrays.stream(grams.run(), 0, c.work).sum());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void dearerPausesNeverMakeThePlanCheaper(Case c) {
    Costs dearer = new Costs(
        c.costs.runWatts(),
        c.costs.pausedWatts() + 10,
        c.costs.checkpointTime(),
        c.costs.restoreTime());
    assertThat(new Case(c.gramsPerKwh, c.work, dearer, c.running).solve().grams())
        .isGreaterThanOrEqualTo(c.solve().grams());
  }

  @Test
  void workThatDoesNotFitCostsInfinitelyMuch() {
    Costs costs = new Costs(100, 0, Duration.ZERO, Duration.ofMinutes(30));
    double[] flat = {100, 100, 100};
    assertThat(SwitchingPlan.solve(flat, 2, SLOT, costs, false).grams()).isInfinite();
    assertThat(SwitchingPlan.solve(flat, 2, SLOT, costs, true).grams()).isFinite();
    assertThat(SwitchingPlan.solve(flat, 3, SLOT, costs, true).gramsPausingFirst())
        .isInfinite();
    assertThat(SwitchingPlan.solve(flat, 4, SLOT, costs, true).grams()).isInfinite();
  }

  @Test
  void aChangeThatIsLongAgainstASlotTakesItsTime() {
    // A spike of one slot: pausing over it is worth it only if that takes no longer than the spike.
    double[] spike = {10, 900, 100, 100, 100, 100, 100, 100};
    Costs quick = new Costs(100, 0, Duration.ofSeconds(5), Duration.ofSeconds(5));
    Costs slow = new Costs(100, 0, Duration.ofMinutes(30), Duration.ofMinutes(15));
    assertThat(SwitchingPlan.solve(spike, 3, SLOT, quick, true).running())
        .startsWith(true, false, true);
    assertThat(SwitchingPlan.solve(spike, 3, SLOT, slow, true).running())
        .startsWith(true, true, true);
  }

  // There a change costs a constant beta, and the first start and the final stop are charged too;
  // here the end of the work is no change. So: paused before, beta per start and stop, plus one
  // beta.
  @Test
  void reproducesThePublishedOptima() throws IOException {
    Path vectors = DATA.resolve("vec_dp_switching_optimum_em2022.csv");
    Path file = DATA.resolve("em_2022_hourly_lca_123zones.csv.gz");
    assumeTrue(Files.exists(vectors) && Files.exists(file), () -> vectors + " is not here");
    var traces = TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL);
    int rows = 0;
    for (String line : Files.readAllLines(vectors).subList(1, 109)) {
      String[] fields = line.split(",", -1);
      double[] values =
          window(traces.series(Zone.of(fields[0])), fields[1], Integer.parseInt(fields[3]));
      double beta = Double.parseDouble(fields[4]);
      double[] change = new double[values.length];
      Arrays.fill(change, beta);
      SlotGrams grams = new SlotGrams(values, new double[values.length], change, change, 0, 0);
      int work = Integer.parseInt(fields[2]);
      assertThat(SwitchingPlan.solve(grams, work, false).grams() + beta)
          .as(line)
          .isCloseTo(Double.parseDouble(fields[5]), offset(1e-4));
      assertThat(Arrays.stream(values, 0, work).sum() + 2 * beta)
          .as(line)
          .isCloseTo(Double.parseDouble(fields[7]), offset(1e-4));
      rows++;
    }
    assertThat(rows).isEqualTo(108);
  }

  private static double[] window(IntensitySeries series, String startHour, int hours) {
    Instant start = series.startOf(Integer.parseInt(startHour));
    return series.between(start, start.plus(Duration.ofHours(hours))).toArray();
  }
}
