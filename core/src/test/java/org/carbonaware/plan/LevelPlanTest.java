package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.plan.LevelProfile.Level;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

class LevelPlanTest {
  private static final Level HALF = new Level(0.7, 200);
  private static final Level FULL = new Level(1, 400);

  /** What a linear programme finds that may divide each slot between all levels. */
  private static double leastGrams(
      double[] gramsPerKwh, double hours, double work, LevelProfile profile) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Expression done = model.newExpression("work").level(work);
    double idle = 0;
    for (int t = 0; t < gramsPerKwh.length; t++) {
      double perWatt = gramsPerKwh[t] * hours / 1000;
      idle += perWatt * profile.pausedWatts();
      Expression slot = model.newExpression("slot" + t).upper(1);
      for (int l = 0; l < profile.levels().size(); l++) {
        Level level = profile.levels().get(l);
        Variable share = model
            .newVariable("share" + t + "," + l)
            .lower(0)
            .weight(perWatt * (level.watts() - profile.pausedWatts()));
        slot.set(share, 1);
        done.set(share, level.speed() * hours);
      }
    }
    Optimisation.Result result = model.minimise();
    assertThat(result.getState().isOptimal()).isTrue();
    return idle + result.getValue();
  }

  /** Any levels: also slow ones that draw much, equally fast ones, and less power than paused. */
  private static LevelProfile profile(SplittableRandom random) {
    List<Level> levels = new ArrayList<>();
    int count = random.nextInt(1, 7);
    for (int i = 0; i < count; i++) {
      levels.add(new Level(random.nextInt(1, 6) * 0.5, random.nextDouble(50, 900)));
    }
    return LevelProfile.of(random.nextBoolean() ? 0 : random.nextDouble(100), levels);
  }

  @Test
  void noLinearProgrammeFindsLess() {
    SplittableRandom random = new SplittableRandom(42);
    int divided = 0;
    for (int i = 0; i < 150; i++) {
      LevelProfile profile = profile(random);
      double[] gramsPerKwh = random.doubles(random.nextLong(2, 15), 30, 600).toArray();
      double hours = random.nextDouble(0.25, 2);
      double fastest = profile.levels().stream().mapToDouble(Level::speed).max().orElseThrow();
      double work = random.nextDouble(0.05, 1) * gramsPerKwh.length * hours * fastest;
      LevelPlan plan = LevelPlan.of(gramsPerKwh, hours, work, profile);
      double least = leastGrams(gramsPerKwh, hours, work, profile);
      assertThat(plan.grams()).as("%s", profile).isCloseTo(least, offset(1e-6 * least));
      double done = 0;
      int parts = 0;
      for (int t = 0; t < plan.slots(); t++) {
        done += plan.work(t);
        parts += plan.share(t) > 0 && plan.share(t) < 1 ? 1 : 0;
      }
      assertThat(done).isCloseTo(work, offset(1e-9 * work));
      assertThat(parts).isLessThanOrEqualTo(1);
      divided += parts;
    }
    assertThat(divided).isGreaterThan(100);
  }

  @Test
  void withOneLevelItIsTheInterruptibleOptimum() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 100; i++) {
      double[] grams = random.doubles(20, 30, 600).toArray();
      double work = random.nextDouble(0.1, 20);
      LevelPlan plan =
          LevelPlan.of(grams, 1, work, LevelProfile.of(0, List.of(new Level(1, 1000))));
      Schedule best = Optimum.interruptible(grams, work);
      assertThat(plan.grams()).isCloseTo(best.grams(), offset(1e-9));
      for (int t = 0; t < grams.length; t++) {
        assertThat(plan.share(t)).isCloseTo(best.share(t), offset(1e-9));
      }
    }
  }

  /** Half power at 100 emits 29 g a unit, the step to full 67; at 300 half 86. */
  @Test
  void throttlesInCleanHoursBeforeItRunsInDirtyOnes() {
    LevelProfile profile = LevelProfile.of(0, List.of(FULL, HALF));
    assertThat(profile.efficient()).containsExactly(HALF, FULL);
    double[] grams = {300, 100, 100};
    LevelPlan slow = LevelPlan.of(grams, 1, 1.4, profile);
    assertThat(slow.level(0)).isEmpty();
    assertThat(slow.level(1)).contains(HALF);
    assertThat(slow.level(2)).contains(HALF);
    assertThat(slow.grams()).isCloseTo(2 * 100 * 0.2, offset(1e-9));
    LevelPlan more = LevelPlan.of(grams, 1, 1.85, profile);
    assertThat(more.level(1)).contains(FULL);
    assertThat(more.share(2)).isCloseTo(0.5, offset(1e-9));
    assertThat(more.below(2)).contains(HALF);
    assertThat(more.grams(2)).isCloseTo(100 * 0.3, offset(1e-9));
    assertThat(more.level(0)).isEmpty();
    assertThat(LevelPlan.of(grams, 1, 2.4, profile).level(0)).contains(HALF);
  }

  @Test
  void levelsThatTwoOthersOutdoAreLeftOut() {
    Level wasteful = new Level(0.5, 250); // half paused, half at full speed draws 200
    Level sameSpeed = new Level(1, 500);
    assertThat(LevelProfile.of(0, List.of(wasteful, sameSpeed, FULL)).efficient())
        .containsExactly(FULL);
    assertThat(LevelProfile.of(0, List.of(wasteful, sameSpeed, FULL)).levels())
        .containsExactly(wasteful, FULL, sameSpeed);
    // two workers at least, and the second pair needs less than the first: all or nothing
    assertThat(
            LevelProfile.of(100, List.of(new Level(2, 500), new Level(4, 700))).efficient())
        .containsExactly(new Level(4, 700));
  }

  @Test
  void standingStillEmitsAtThePausedPower() {
    LevelPlan plan =
        LevelPlan.of(new double[] {400, 100}, 0.5, 0.5, LevelProfile.of(50, List.of(FULL)));
    assertThat(plan.grams(0)).isCloseTo(400 * 0.05 * 0.5, offset(1e-9));
    assertThat(plan.grams()).isCloseTo(10 + 100 * 0.4 * 0.5, offset(1e-9));
    assertThat(plan.work(0)).isZero();
  }

  @Test
  void refusesWhatCannotBeDone() {
    LevelProfile profile = LevelProfile.of(0, List.of(FULL, HALF));
    double[] two = {100, 100};
    assertThat(LevelPlan.of(two, 1, 2, profile).work(1)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LevelPlan.of(two, 1, 2.01, profile))
        .withMessage("work 2.01 in 2 slots of 1.0 h: expected more than 0 and at most the 2.0 that"
            + " the fastest level does");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LevelPlan.of(new double[] {100, Double.NaN}, 1, 1, profile))
        .withMessage("slot 1: NaN g/kWh: expected a finite figure of 0 or more");
    assertThatIllegalArgumentException().isThrownBy(() -> LevelPlan.of(two, 1, 0, profile));
    assertThatIllegalArgumentException().isThrownBy(() -> LevelProfile.of(0, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> LevelProfile.of(-1, List.of(FULL)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Level(0, 100))
        .withMessage("level of speed 0.0 at 100.0 W: expected finite figures above 0");
  }
}
