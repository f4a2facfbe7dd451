package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Optimum;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.Test;

/**
 * What the policies with a guarantee emit at worst, replayed with what the simulator charges,
 * against the cleanest hours before the deadline.
 */
class WorstCaseTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Emissions per what the cleanest hours emit. */
  private static double ratio(
      BoundedGrids grid, double[] hours, Policy policy, Outlook outlook, Duration changes) {
    Costs costs = new Costs(1000, 0, changes, changes);
    ReplayJob job = ReplayJob.of(
        BoundedGrids.START,
        HOUR.multipliedBy(grid.work()),
        HOUR.multipliedBy(hours.length - grid.work()));
    ReplayResult result =
        Replay.of(grid.trace(hours), outlook, ReplaySettings.of(costs, HOUR)).run(policy, job);
    assertThat(result.met()).isTrue();
    return result.grams() / Optimum.interruptible(hours, grid.work()).grams();
  }

  /** Every trap and some random series. */
  private static List<double[]> series(BoundedGrids grid, SplittableRandom random) {
    List<double[]> all = new ArrayList<>();
    for (int taken = 0; taken <= grid.work(); taken++) {
      for (int lucky = 0; lucky <= taken; lucky++) {
        all.add(grid.trap(taken, lucky));
      }
    }
    for (int i = 0; i < 10; i++) {
      all.add(grid.hours(random));
    }
    return all;
  }

  @Test
  void onlineNeverEmitsMoreThanItsGuarantee() {
    SplittableRandom random = new SplittableRandom(42);
    double worst = 0;
    for (int i = 0; i < 60; i++) {
      BoundedGrids grid = BoundedGrids.random(random, 0);
      double guarantee = grid.rule().guarantee();
      for (double[] hours : series(grid, random)) {
        double ratio = ratio(grid, hours, Policies.online(), Outlook.none(), Duration.ZERO);
        assertThat(ratio).as("%s", grid).isLessThanOrEqualTo(guarantee * (1 + 1e-9));
        worst = Math.max(worst, ratio / guarantee);
      }
    }
    assertThat(worst).isGreaterThan(0.999);
  }

  /**
   * Changes that take time shift the work against the hours: part of each hour of work may be taken
   * at the limit of the hour before, which is all the difference it makes.
   */
  @Test
  void changesThatTakeTimeAddNoMoreThanTheFirstLimit() {
    SplittableRandom random = new SplittableRandom(43);
    double worst = 0;
    for (int i = 0; i < 60; i++) {
      Duration changes = Duration.ofMinutes(random.nextInt(1, 8));
      BoundedGrids grid = BoundedGrids.random(random, 2 * changes.toMinutes() / 60.0);
      if (2 * grid.change() >= grid.upper() - grid.lower()) {
        continue;
      }
      double guarantee =
          grid.rule().guarantee() + grid.rule().whileRunning(0) / (grid.work() * grid.lower());
      for (double[] hours : series(grid, random)) {
        double ratio = ratio(grid, hours, Policies.online(), Outlook.none(), changes);
        assertThat(ratio).as("%s", grid).isLessThanOrEqualTo(guarantee);
        worst = Math.max(worst, ratio / guarantee);
      }
    }
    assertThat(worst).isGreaterThan(0.6);
  }

  /** Forecasts that could not be more wrong: upside down, even, shuffled, each their own way. */
  private static List<Outlook> wrong(BoundedGrids grid, long seed) {
    return List.of(
        (trace, now, horizon) -> Optional.of(mapped(
            trace.between(now, now.plus(horizon)), value -> grid.upper() + grid.lower() - value)),
        (trace, now, horizon) ->
            Optional.of(mapped(trace.between(now, now.plus(horizon)), value -> 300)),
        (trace, now, horizon) -> {
          SplittableRandom random = new SplittableRandom(seed ^ now.getEpochSecond());
          return Optional.of(mapped(
              trace.between(now, now.plus(horizon)),
              value -> random.nextDouble(grid.lower(), grid.upper())));
        },
        promises(grid.lower()),
        promises(grid.upper()));
  }

  /** Now as it is, and from the next hour on always the same. */
  private static Outlook promises(double then) {
    return (trace, now, horizon) -> {
      double[] values = trace.between(now, now.plus(horizon)).toArray();
      Arrays.fill(values, Math.min(1, values.length), values.length, then);
      return Optional.of(IntensitySeries.of(
          trace.zone(), trace.basis(), trace.provenance(), now, trace.step(), values));
    };
  }

  private static IntensitySeries mapped(IntensitySeries series, DoubleUnaryOperator value) {
    return IntensitySeries.of(
        series.zone(),
        series.basis(),
        series.provenance(),
        series.start(),
        series.step(),
        Arrays.stream(series.toArray()).map(value).toArray());
  }

  @Test
  void noForecastMakesTheBlendWorseThanItMayBe() {
    SplittableRandom random = new SplittableRandom(44);
    double worst = 0;
    double worstOfPlan = 0;
    for (int i = 0; i < 12; i++) {
      BoundedGrids grid = BoundedGrids.random(random, 0);
      double epsilon = random.nextDouble(1);
      double most = (1 + epsilon) * grid.rule().guarantee();
      for (Outlook outlook : wrong(grid, i)) {
        for (double[] hours : series(grid, random)) {
          double ratio = ratio(grid, hours, Policies.blend(epsilon), outlook, Duration.ZERO);
          assertThat(ratio).as("%s", grid).isLessThanOrEqualTo(most * (1 + 1e-9));
          worst = Math.max(worst, ratio / most);
          worstOfPlan = Math.max(
              worstOfPlan, ratio(grid, hours, Policies.plan(), outlook, Duration.ZERO) / most);
        }
      }
    }
    assertThat(worst).isGreaterThan(0.6);
    assertThat(worstOfPlan).as("the plan alone").isGreaterThan(1.1);
  }

  /** Where the whole range may be trusted the two are the same; else they differ little. */
  @Test
  void onAPerfectForecastTheBlendIsAsGoodAsThePlan() {
    SplittableRandom random = new SplittableRandom(45);
    double blend = 0;
    double plan = 0;
    double runNow = 0;
    for (int i = 0; i < 200; i++) {
      BoundedGrids grid = BoundedGrids.random(random, 0);
      double[] hours = grid.hours(random);
      Outlook perfect = Outlook.perfect();
      double best = ratio(grid, hours, Policies.plan(), perfect, Duration.ZERO);
      assertThat(ratio(grid, hours, Policies.blend(20), perfect, Duration.ZERO)).isEqualTo(best);
      double grams = Optimum.interruptible(hours, grid.work()).grams();
      plan += best * grams;
      blend += ratio(grid, hours, Policies.blend(), perfect, Duration.ZERO) * grams;
      runNow += ratio(grid, hours, Policies.runNow(), perfect, Duration.ZERO) * grams;
    }
    assertThat((runNow - blend) / (runNow - plan)).isGreaterThan(0.9);
  }
}
