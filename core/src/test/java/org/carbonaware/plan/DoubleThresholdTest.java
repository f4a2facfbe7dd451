package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.plan.DoubleThreshold.Closing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoubleThresholdTest {
  private static final Path VECTORS = Path.of("..", "..", "shared", "data", "vec_dtpr_alpha.csv");

  record Rule(int work, double upper, double lower, double change, Closing closing) {
    DoubleThreshold thresholds() {
      return DoubleThreshold.of(work, upper, lower, change, closing);
    }

    double emitted(double[] grams) {
      DoubleThreshold thresholds = thresholds();
      return OnlineRun.emitted(grams, work, change, thresholds::accepts);
    }

    double optimum(double[] grams) {
      return Optimum.switching(grams, work, Switching.constant(change).withEndsCharged(true, true))
          .grams();
    }

    double ratio(double[] grams) {
      return emitted(grams) / optimum(grams);
    }

    /**
     * The worst for the rule: so many slots just acceptable, one that is not, as many as there is
     * work a little above what would be accepted then, and the dearest to the end.
     */
    double[] trap(int accepted) {
      DoubleThreshold thresholds = thresholds();
      double[] grams = new double[accepted + 1 + work + work - accepted];
      Arrays.fill(grams, upper);
      for (int i = 0; i < accepted; i++) {
        grams[i] = Math.max(lower, i == 0 ? thresholds.whilePaused(0) : thresholds.whileRunning(i));
      }
      double bait = accepted == work ? lower : thresholds.whilePaused(accepted) * (1 + 1e-9);
      Arrays.fill(grams, accepted + 1, accepted + 1 + work, Math.max(lower, bait));
      return grams;
    }
  }

  private static Rule random(SplittableRandom random, Closing closing) {
    double lower = random.nextDouble(5, 300);
    double upper = lower * random.nextDouble(1.05, 12);
    double change = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.499) * (upper - lower);
    return new Rule(random.nextInt(1, 30), upper, lower, change, closing);
  }

  /** Within the bounds: noise, waves, jumps between the two ends, and walks downwards. */
  private static double[] grams(SplittableRandom random, Rule rule) {
    double[] grams = new double[rule.work + random.nextInt(80)];
    int kind = random.nextInt(4);
    double walk = 1;
    for (int t = 0; t < grams.length; t++) {
      walk = Math.max(0, Math.min(1, walk - random.nextDouble(-0.05, 0.1)));
      double height = switch (kind) {
        case 0 -> random.nextDouble();
        case 1 -> 0.5 + 0.5 * Math.sin(t / 4.0);
        case 2 -> random.nextInt(3) == 0 ? 1 : random.nextInt(2);
        default -> random.nextInt(5) == 0 ? 1 : walk;
      };
      grams[t] = rule.lower + height * (rule.upper - rule.lower);
    }
    return grams;
  }

  private static double ratio(int work, double upper, double lower, double change, Closing c) {
    return DoubleThreshold.of(work, upper, lower, change, c).ratio();
  }

  @Test
  void theRatioIsThatOfTheCorrectClosingEquation() {
    assertThat(ratio(10, 500, 50, 20, Closing.LOWER_BOUND)).isCloseTo(2.974643, offset(5e-7));
    assertThat(ratio(10, 500, 50, 20, Closing.TIGHT)).isCloseTo(2.935896, offset(5e-7));
  }

  @Test
  void reproducesThePublishedRatios() throws IOException {
    assumeTrue(Files.exists(VECTORS), () -> VECTORS + " is not here");
    int rows = 0;
    for (String line : Files.readAllLines(VECTORS).subList(1, 57)) {
      double[] row =
          Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      int work = (int) row[0];
      assertThat(ratio(work, row[1], row[2], row[3], Closing.LOWER_BOUND))
          .as(line)
          .isCloseTo(row[4], offset(1e-12));
      assertThat(ratio(work, row[1], row[2], row[3], Closing.TIGHT))
          .as(line)
          .isCloseTo(row[5], offset(1e-12));
      rows++;
    }
    assertThat(rows).isEqualTo(56);
  }

  @Test
  void oneFreeSlotOfWorkIsTheSearchForAMinimum() {
    assertThat(ratio(1, 500, 50, 0, Closing.TIGHT)).isCloseTo(Math.sqrt(10), offset(1e-12));
    DoubleThreshold one = DoubleThreshold.of(1, 500, 50, 0, Closing.TIGHT);
    assertThat(one.whilePaused(0)).isCloseTo(Math.sqrt(500 * 50), offset(1e-9));
    assertThat(one.whileRunning(0)).isEqualTo(one.whilePaused(0));
  }

  /** The principal branch of w * e^w = x, for x from -1/e to 0. */
  private static double lambertW(double x) {
    double low = -1;
    double high = 0;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (middle * Math.exp(middle) < x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void withMuchWorkTheRatioGoesToItsLimit(Closing closing) {
    for (double change : new double[] {0, 1, 20, 100}) {
      double b = change / 500;
      double limit = 1 - 2 * b + lambertW((0.1 + 2 * b - 1) * Math.exp(2 * b - 1));
      assertThat(1 / ratio(20_000, 500, 50, change, closing)).isCloseTo(limit, offset(1e-4));
    }
    assertThat(ratio(10, 500, 50, 1e-9, closing))
        .isCloseTo(ratio(10, 500, 50, 0, closing), offset(1e-8));
  }

  @Test
  void thresholdsFallFromTheFirstAndCloseAtTheLowerBound() {
    SplittableRandom random = new SplittableRandom(41);
    for (int i = 0; i < 200; i++) {
      Rule rule = random(random, Closing.LOWER_BOUND);
      DoubleThreshold thresholds = rule.thresholds();
      for (int accepted = 0; accepted < rule.work; accepted++) {
        assertThat(thresholds.whileRunning(accepted + 1))
            .isLessThan(thresholds.whileRunning(accepted));
        assertThat(thresholds.whilePaused(accepted))
            .isCloseTo(thresholds.whileRunning(accepted) - 2 * rule.change, offset(1e-9));
      }
      assertThat(thresholds.whileRunning(0)).isLessThanOrEqualTo(rule.upper);
      assertThat(thresholds.whilePaused(rule.work))
          .as("%s", rule)
          .isCloseTo(rule.lower, offset(1e-9 * rule.upper));
    }
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void neverEmitsMoreThanTheRatioTimesTheLeastPossible(Closing closing) {
    SplittableRandom random = new SplittableRandom(42);
    double worst = 0;
    for (int i = 0; i < 1000; i++) {
      Rule rule = random(random, closing);
      double bound = rule.thresholds().ratio() * (1 + 1e-9);
      for (int n = 0; n < 5; n++) {
        double reached = rule.ratio(grams(random, rule));
        assertThat(reached).as("%s", rule).isLessThanOrEqualTo(bound);
        worst = Math.max(worst, reached / bound);
      }
      for (int accepted = 0; accepted <= rule.work; accepted++) {
        assertThat(rule.ratio(rule.trap(accepted)))
            .as("%s after %s", rule, accepted)
            .isLessThanOrEqualTo(bound);
      }
    }
    assertThat(worst).isGreaterThan(0.5);
  }

  /** As published it would be 8.8: after a slot of 1 g one of 6.4 g is left, then 100 g are due. */
  @Test
  void aCleanFirstSlotBreaksThePublishedRatioButNotTheGuarantee() {
    Rule rule = new Rule(2, 100, 1, 0, Closing.TIGHT);
    double reached = rule.ratio(new double[] {1, 6.4, 100, 100});
    assertThat(reached).isCloseTo(101 / 7.4, offset(1e-9));
    assertThat(rule.thresholds().ratio()).isCloseTo(8.822342, offset(1e-6));
    assertThat(rule.thresholds().guarantee()).isBetween(reached, 13.9);
  }

  /** Every series of 6 slots whose values are bounds, thresholds and what lies just above them. */
  @ParameterizedTest
  @EnumSource(Closing.class)
  void noSeriesBreaksTheGuaranteeAndSomeReachIt(Closing closing) {
    for (double change : new double[] {0, 12}) {
      Rule rule = new Rule(2, 100, 4, change, closing);
      DoubleThreshold thresholds = rule.thresholds();
      double guarantee = thresholds.guarantee();
      double[] values = {
        4,
        100,
        thresholds.whileRunning(0),
        thresholds.whileRunning(1),
        Math.max(4, thresholds.whilePaused(0)) + 1e-6,
        Math.max(4, thresholds.whilePaused(1)) + 1e-6,
        thresholds.whileRunning(1) + 1e-6
      };
      double worst = 0;
      double[] grams = new double[6];
      for (int series = 0; series < Math.pow(values.length, grams.length); series++) {
        for (int t = 0, rest = series; t < grams.length; t++, rest /= values.length) {
          grams[t] = values[rest % values.length];
        }
        double cleanest = Optimum.interruptible(grams, 2).grams();
        // the last stop is free, and so is the start of what runs at first
        double emitted = rule.emitted(grams) - change;
        worst = Math.max(worst, emitted / cleanest);
      }
      assertThat(worst).isBetween(0.75 * guarantee, guarantee * (1 + 1e-9));
      assertThat(worst).isGreaterThan(change == 0 ? 0.9999 * guarantee : 0);
    }
  }

  /** Lucky slots at the lower bound, then slots just left, then the dearest. */
  @Test
  void aLuckyStartNeverBreaksTheGuarantee() {
    SplittableRandom random = new SplittableRandom(43);
    int broken = 0;
    for (int i = 0; i < 300; i++) {
      Rule rule = random(random, Closing.TIGHT);
      double guarantee = rule.thresholds().guarantee() * (1 + 1e-9);
      for (int accepted = 1; accepted < rule.work; accepted++) {
        double[] grams = rule.trap(accepted);
        Arrays.fill(grams, random.nextInt(accepted), accepted, rule.lower);
        assertThat(rule.ratio(grams)).as("%s", rule).isLessThanOrEqualTo(guarantee);
        broken += rule.ratio(grams) > rule.thresholds().ratio() * (1 + 1e-9) ? 1 : 0;
      }
    }
    assertThat(broken).isGreaterThan(100);
  }

  /** The tight closing wastes nothing: wherever the trap closes, it costs the whole ratio. */
  @Test
  void theTightRatioIsReachedInEveryTrap() {
    Rule rule = new Rule(10, 500, 50, 20, Closing.TIGHT);
    for (int accepted = 0; accepted <= rule.work; accepted++) {
      assertThat(rule.ratio(rule.trap(accepted)))
          .as("%s accepted", accepted)
          .isCloseTo(rule.thresholds().ratio(), offset(1e-6));
    }
  }

  @Test
  void changesDearerThanTheObservedBoundsCountAsALittleLessThanTheirHalfDistance() {
    assertThat(DoubleThreshold.observed(10, 500, 50, 1000, Closing.TIGHT).ratio())
        .isEqualTo(ratio(10, 500, 50, 0.99 * 225, Closing.TIGHT));
    assertThat(DoubleThreshold.observed(10, 500, 50, 20, Closing.TIGHT).ratio())
        .isEqualTo(ratio(10, 500, 50, 20, Closing.TIGHT));
  }

  @Test
  void refusesFiguresWithoutAGuarantee() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratio(10, 500, 50, 225, Closing.TIGHT))
        .withMessage("double threshold: a change of 225.0 g between bounds of 50.0 and 500.0 g:"
            + " expected 0 or more and less than half their distance");
    assertThatIllegalArgumentException().isThrownBy(() -> ratio(10, 500, 50, -1, Closing.TIGHT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratio(0, 500, 50, 1, Closing.TIGHT))
        .withMessageContaining("expected 1 slot or more, finite bounds above 0");
    assertThatIllegalArgumentException().isThrownBy(() -> ratio(1, 500, 0, 1, Closing.TIGHT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratio(1, Double.NaN, 50, 1, Closing.TIGHT));
  }
}
