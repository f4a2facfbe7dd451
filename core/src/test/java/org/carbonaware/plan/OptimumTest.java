package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptimumTest {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(double[] grams, double work) {
    Case with(double[] otherGrams) {
      return new Case(otherGrams, work);
    }
  }

  private static Stream<Case> cases() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> {
          double[] grams = random.nextInt(4) == 0
              ? random.ints(random.nextLong(1, 60), 0, 3).asDoubleStream().toArray()
              : random.doubles(random.nextLong(1, 60), 0, 900).toArray();
          double work = random.nextBoolean()
              ? random.nextInt(1, grams.length + 1)
              : random.nextDouble(0.01, grams.length);
          return new Case(grams, work);
        })
        .limit(400);
  }

  private static double[] shares(Schedule schedule) {
    double[] shares = new double[schedule.slots()];
    Arrays.setAll(shares, schedule::share);
    return shares;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double emitted(double[] grams, Schedule schedule) {
    double sum = 0;
    for (int t = 0; t < grams.length; t++) {
      sum += grams[t] * schedule.share(t);
    }
    return sum;
  }

  private static void assertDoesTheWork(Case c, Schedule schedule) {
    assertThat(sum(shares(schedule))).isCloseTo(c.work, offset(1e-9));
    assertThat(Arrays.stream(shares(schedule))).allMatch(share -> share >= 0 && share <= 1);
    assertThat(schedule.grams()).isCloseTo(emitted(c.grams, schedule), offset(1e-9));
  }

  @Test
  void interruptibleRunsInTheCheapestSlots() {
    cases().forEach(c -> {
      Schedule schedule = Optimum.interruptible(c.grams, c.work);
      double[] sorted = c.grams.clone();
      Arrays.sort(sorted);
      int whole = (int) c.work;
      double expected = sum(Arrays.copyOf(sorted, whole))
          + (c.work > whole ? (c.work - whole) * sorted[whole] : 0);
      assertThat(schedule.grams()).isCloseTo(expected, offset(1e-12 * (1 + expected)));
      assertDoesTheWork(c, schedule);
    });
  }

  /** The start of the window is tried at every hundredth of a slot, and where the work ends. */
  @Test
  void contiguousIsTheCheapestWindow() {
    cases().forEach(c -> {
      Schedule schedule = Optimum.contiguous(c.grams, c.work);
      double slack = c.grams.length - c.work;
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= 100 * slack; i++) {
        best = Math.min(best, window(c, i / 100.0));
      }
      for (int end = (int) Math.ceil(c.work); end <= c.grams.length; end++) {
        best = Math.min(best, window(c, end - c.work));
      }
      assertThat(schedule.grams()).isCloseTo(best, offset(1e-11 * (1 + best)));
      assertThat(schedule.runs()).isEqualTo(1);
      assertDoesTheWork(c, schedule);
    });
  }

  private static double window(Case c, double start) {
    double sum = 0;
    for (int t = 0; t < c.grams.length; t++) {
      double from = Math.max(t, start);
      double to = Math.min(t + 1, start + c.work);
      sum += c.grams[t] * Math.max(0, to - from);
    }
    return sum;
  }

  @Test
  void interruptibleIsNeverDearerThanContiguousAndThatNeverThanRunNow() {
    cases().forEach(c -> {
      double interruptible = Optimum.interruptible(c.grams, c.work).grams();
      double contiguous = Optimum.contiguous(c.grams, c.work).grams();
      Schedule runNow = Optimum.runNow(c.grams, c.work);
      assertThat(interruptible).isLessThanOrEqualTo(contiguous + 1e-9);
      assertThat(contiguous).isLessThanOrEqualTo(runNow.grams() + 1e-9);
      assertThat(runNow.grams()).isCloseTo(window(c, 0), offset(1e-9));
      assertDoesTheWork(c, runNow);
    });
  }

  @Test
  void stretchingAndShiftingAllSlotsKeepsTheSchedules() {
    cases().forEach(c -> {
      double[] other = Arrays.stream(c.grams).map(grams -> 4 * grams + 1024).toArray();
      for (double[] shifted : new double[][] {other, c.grams.clone()}) {
        Case o = c.with(shifted);
        assertThat(shares(Optimum.interruptible(o.grams, o.work)))
            .isEqualTo(shares(Optimum.interruptible(c.grams, c.work)));
        assertThat(emitted(c.grams, Optimum.contiguous(o.grams, o.work)))
            .isCloseTo(Optimum.contiguous(c.grams, c.work).grams(), offset(1e-9));
      }
      double[] squared = Arrays.stream(c.grams).map(grams -> grams * grams).toArray();
      assertThat(shares(Optimum.interruptible(squared, c.work)))
          .isEqualTo(shares(Optimum.interruptible(c.grams, c.work)));
    });
  }

  @Test
  void moreSlackNeverHurts() {
    cases().forEach(c -> {
      double interruptible = Double.POSITIVE_INFINITY;
      double contiguous = Double.POSITIVE_INFINITY;
      for (int slots = (int) Math.ceil(c.work); slots <= c.grams.length; slots++) {
        double[] some = Arrays.copyOf(c.grams, slots);
        assertThat(Optimum.interruptible(some, c.work).grams())
            .isLessThanOrEqualTo(interruptible + 1e-9);
        assertThat(Optimum.contiguous(some, c.work).grams()).isLessThanOrEqualTo(contiguous + 1e-9);
        interruptible = Optimum.interruptible(some, c.work).grams();
        contiguous = Optimum.contiguous(some, c.work).grams();
      }
    });
  }

  @Test
  void onAFlatGridEverythingRunsAtOnce() {
    double[] flat = new double[100];
    Arrays.fill(flat, 435.36);
    double[] atOnce = shares(Optimum.runNow(flat, 7.25));
    assertThat(shares(Optimum.interruptible(flat, 7.25))).isEqualTo(atOnce);
    assertThat(shares(Optimum.contiguous(flat, 7.25))).isEqualTo(atOnce);
    assertThat(shares(Optimum.switching(flat, 7, Switching.constant(0))))
        .isEqualTo(shares(Optimum.runNow(flat, 7)));
  }

  @Test
  void saysWhatDoesNotFit() {
    double[] two = {1, 2};
    for (double work : new double[] {0, -1, 2.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Optimum.interruptible(two, work))
          .withMessage(
              "work of " + work + " slots: expected more than 0 and at most the 2 slots there are");
      assertThatIllegalArgumentException().isThrownBy(() -> Optimum.contiguous(two, work));
      assertThatIllegalArgumentException().isThrownBy(() -> Optimum.runNow(two, work));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimum.switching(two, 3, Switching.constant(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimum.interruptible(new double[] {1, Double.NaN}, 1))
        .withMessage("slot 1: NaN g: expected a finite figure");
  }

  @Test
  void aScheduleSaysWhatItEmitsAndInHowManyRuns() {
    assertThat(Optimum.interruptible(new double[] {100, 300, 100, 100}, 3))
        .hasToString("300.0 g in 2 runs");
  }
}
