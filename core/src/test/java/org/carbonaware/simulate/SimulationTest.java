package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Instant START = RandomGrids.START;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Starts EVERY_HOUR = new Starts(Optional.empty(), Optional.empty(), HOUR);

  private static Costs costs(double idleWatts, double suspendHours, double resumeHours) {
    return new Costs(
        1000,
        idleWatts,
        Duration.ZERO,
        Duration.ZERO,
        suspendHours * 3_600_000,
        resumeHours * 3_600_000);
  }

  private static SimulationSettings settings(long work, long slack, Costs costs, Tail tail) {
    return new SimulationSettings(
        Duration.ofHours(work), Duration.ofHours(slack), costs, HOUR, tail);
  }

  private static SimulationResult run(
      IntensitySeries trace, SimulationSettings settings, Starts starts, Strategy... strategies) {
    return Simulation.of(settings, Arrays.asList(strategies))
        .run(List.of(trace), starts, (done, all) -> {});
  }

  private static StrategyResult first(SimulationResult result) {
    return result.results().get(0);
  }

  private static Strategy persistent(String name, Policy policy) {
    return Strategy.planned(name, Foresight.forecasts(name, Persistence::new), policy, SHORTEST);
  }

  private static IntensitySeries grid(SplittableRandom random, int hours) {
    double[] values = new double[hours];
    double level = 300;
    for (int i = 0; i < hours; i++) {
      level = Math.max(5, level + random.nextDouble(-60, 60));
      values[i] = level + 80 * Math.sin(i * Math.PI / 12);
      values[i] = Math.max(1, values[i]);
    }
    return RandomGrids.series(HOUR, values);
  }

  private static Costs randomCosts(SplittableRandom random) {
    return costs(
        random.nextInt(2) == 0 ? 0 : random.nextDouble(150),
        random.nextInt(3) == 0 ? 0 : random.nextDouble(0.6),
        random.nextInt(3) == 0 ? 0 : random.nextDouble(0.6));
  }

  @Test
  void chargesEveryScheduleByHand() {
    // 2 h of work in 5 h from each of one start; a change costs a quarter of an hour of 1 kW.
    IntensitySeries trace = RandomGrids.series(HOUR, 300, 100, 400, 120, 200);
    SimulationSettings settings = settings(2, 3, costs(50, 0.25, 0.25), Tail.SKIP);
    SimulationResult result = run(
        trace,
        settings,
        EVERY_HOUR,
        Strategy.optimal(),
        Strategy.optimalContiguous(),
        Strategy.optimalSwitching(),
        Strategy.of("run-now", Foresight.none(), Policies.runNow()));
    List<StrategyResult> by = result.results();
    assertThat(by).allSatisfy(each -> {
      assertThat(each.runs()).isEqualTo(1);
      assertThat(each.baselineGrams()).isCloseTo(400, offset(1e-9));
      assertThat(each.deadlineMisses()).isZero();
    });
    // Waits an hour, runs, pauses: stops at 400 and idles there, starts and runs at 120.
    assertThat(by.get(0).grams()).isCloseTo(15 + 100 + 100 + 20 + 30 + 120, offset(1e-9));
    assertThat(by.get(0).meanSwitches()).isEqualTo(2);
    assertThat(by.get(0).meanDelayHours()).isEqualTo(2);
    // Waits three hours at 300, 100 and 400, then runs at 120 and 200.
    assertThat(by.get(1).grams()).isCloseTo(15 + 5 + 20 + 320, offset(1e-9));
    assertThat(by.get(1).meanSwitches()).isZero();
    assertThat(by.get(1).meanDelayHours()).isEqualTo(3);
    assertThat(by.get(2).grams()).isCloseTo(360, offset(1e-9));
    assertThat(by.get(2).keptPercent()).hasValue(100);
    assertThat(by.get(1).savingPercent()).isCloseTo(10, offset(1e-9));
    assertThat(by.get(0).keptPercent().orElseThrow()).isCloseTo(100 * 15 / 40.0, offset(1e-9));
    assertThat(by.get(3).grams()).isCloseTo(400, offset(1e-9));
    assertThat(by.get(3).keptPercent().orElseThrow()).isCloseTo(0, offset(1e-9));
  }

  @Test
  void aTruncatedTailKeepsStartsAsLongAsTheWorkFits() {
    IntensitySeries trace = RandomGrids.series(HOUR, 500, 400, 300, 200, 100, 50);
    assertThat(first(run(
                trace, settings(2, 2, costs(0, 0, 0), Tail.SKIP), EVERY_HOUR, Strategy.optimal()))
            .runs())
        .isEqualTo(3);
    StrategyResult truncated = first(
        run(trace, settings(2, 2, costs(0, 0, 0), Tail.TRUNCATE), EVERY_HOUR, Strategy.optimal()));
    assertThat(truncated.runs()).isEqualTo(5);
    assertThat(truncated.grams()).isCloseTo((500 + 300 + 150 + 150 + 150) / 5.0, offset(1e-9));
  }

  @Test
  void aStartWithinAStepDividesTheSteps() {
    IntensitySeries trace = RandomGrids.series(HOUR, 400, 100, 300, 50);
    StrategyResult half = first(run(
        trace,
        settings(1, 1, costs(0, 0, 0), Tail.SKIP),
        Starts.only(START.plusSeconds(1800)),
        Strategy.optimal()));
    assertThat(half.baselineGrams()).isCloseTo(0.5 * 400 + 0.5 * 100, offset(1e-9));
    assertThat(half.grams()).isCloseTo(100, offset(1e-9));
    assertThat(half.meanDelayHours()).isEqualTo(0.5);
  }

  @Test
  void lengthsWithoutACommonSlotAreRefused() {
    SimulationSettings odd = new SimulationSettings(
        Duration.ofSeconds(7201), HOUR.multipliedBy(9), costs(0, 0, 0), HOUR, Tail.SKIP);
    IntensitySeries trace = grid(new SplittableRandom(1), 48);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(trace, odd, EVERY_HOUR, Strategy.optimal()))
        .withMessageContaining("PT2H1S")
        .withMessageContaining("choose round lengths");
  }

  @Test
  void whereNothingCanBeSavedNothingIsKept() {
    double[] flat = new double[30];
    Arrays.fill(flat, 435.36);
    SimulationResult result = run(
        RandomGrids.series(HOUR, flat),
        settings(7, 5, costs(0, 0.1, 0.1), Tail.SKIP),
        EVERY_HOUR,
        Strategy.optimal(),
        persistent("plan", Policies.plan()));
    assertThat(result.results()).allSatisfy(each -> {
      assertThat(each.savingPercent()).isCloseTo(0, offset(1e-9));
      assertThat(each.keptPercent()).isEmpty();
      assertThat(each.meanSwitches()).isZero();
    });
    assertThat(result.mean()).allSatisfy(each -> {
      assertThat(each.keptPercent()).isEmpty();
      assertThat(each.keptPercentOfSum()).isEmpty();
    });
  }

  @Test
  void withoutARoomyTraceThereIsNoResult() {
    SimulationResult result = run(
        RandomGrids.series(HOUR, 1, 2, 3),
        settings(24, 0, costs(0, 0, 0), Tail.TRUNCATE),
        EVERY_HOUR,
        Strategy.optimal());
    assertThat(result.results()).isEmpty();
    assertThat(result.mean()).isEmpty();
  }

  @Test
  void aValueThatIsMissingCountsAsTheMean() {
    StrategyResult result = first(run(
        RandomGrids.series(HOUR, 400, Double.NaN, 100, 400),
        settings(2, 2, costs(0, 0, 0), Tail.SKIP),
        EVERY_HOUR,
        Strategy.optimal()));
    assertThat(result.baselineGrams()).isCloseTo(700, offset(1e-9));
    assertThat(result.grams()).isCloseTo(400, offset(1e-9));
  }

  /** What plans on perfect forecasts, hour by hour, is as good as what is solved at once. */
  @Test
  void planningWithAPerfectOutlookReachesTheOptimum() {
    SplittableRandom random = new SplittableRandom(42);
    double saved = 0;
    for (int i = 0; i < 40; i++) {
      SimulationSettings settings =
          settings(random.nextLong(1, 30), random.nextLong(60), randomCosts(random), Tail.TRUNCATE);
      StrategyResult plan = first(run(
          grid(random, 130),
          settings,
          EVERY_HOUR,
          Strategy.planned("plan", Foresight.perfect(), Policies.plan(0), SHORTEST)
              .askedAlways()));
      assertThat(plan.grams()).isCloseTo(plan.optimalGrams(), offset(1e-9 * plan.grams()));
      assertThat(plan.deadlineMisses()).isZero();
      saved += plan.savingPercent();
    }
    assertThat(saved / 40).isGreaterThan(5);
  }

  @Test
  void nothingEmitsLessThanTheOptimumOrIsLate() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 30; i++) {
      SimulationSettings settings =
          settings(random.nextLong(1, 20), random.nextLong(40), randomCosts(random), Tail.TRUNCATE);
      SimulationResult result = run(
          grid(random, 100),
          settings,
          EVERY_HOUR,
          Strategy.optimal(),
          Strategy.optimalContiguous(),
          persistent("plan", Policies.plan()),
          Strategy.planned(
              "once",
              Foresight.forecasts("blend", ProfileBlend::new).once(),
              Policies.plan(),
              SHORTEST),
          Strategy.of("threshold", Foresight.none(), Policies.threshold(300, 250)));
      assertThat(result.results()).allSatisfy(each -> {
        assertThat(each.grams()).isGreaterThanOrEqualTo(each.optimalGrams() * (1 - 1e-12));
        assertThat(each.optimalGrams()).isLessThanOrEqualTo(each.baselineGrams() * (1 + 1e-12));
        assertThat(each.deadlineMisses()).isZero();
      });
    }
  }

  /** Of an outlook that never changes, a decision holds as long as it says. */
  @Test
  void askingOnlyWhenADecisionEndsGivesTheSameAsAskingAlways() {
    SplittableRandom random = new SplittableRandom(44);
    int paused = 0;
    for (int i = 0; i < 60; i++) {
      SimulationSettings settings =
          settings(random.nextLong(1, 30), random.nextLong(60), randomCosts(random), Tail.TRUNCATE);
      double smallestGain = random.nextInt(2) == 0 ? 0 : random.nextDouble(0.05);
      Policy policy = Policies.plan(
          smallestGain,
          Duration.ofMinutes(random.nextInt(61)),
          Duration.ofMinutes(random.nextInt(61)));
      Foresight foresight = random.nextBoolean()
          ? Foresight.perfect()
          : Foresight.forecasts("persistence", Persistence::new).once();
      Strategy strategy = Strategy.planned("plan", foresight, policy, HOUR);
      SimulationResult result =
          run(grid(random, 130), settings, EVERY_HOUR, strategy, strategy.askedAlways());
      StrategyResult seldom = result.results().get(0);
      StrategyResult always = result.results().get(1);
      assertThat(seldom.grams()).isCloseTo(always.grams(), offset(1e-9 * always.grams()));
      assertThat(seldom.meanSwitches()).isEqualTo(always.meanSwitches());
      assertThat(seldom.meanDelayHours()).isEqualTo(always.meanDelayHours());
      paused += always.meanDelayHours() > 1 ? 1 : 0;
    }
    assertThat(paused).isGreaterThan(30);
  }

  /** Of what is perfectly known, a look ahead shows a week at most, and each an hour more. */
  @Test
  void anOutlookThatEndsBeforeTheDeadlineIsLookedAtAlways() {
    SplittableRandom random = new SplittableRandom(49);
    SimulationSettings settings = settings(9, 600, costs(0, 0.2, 0.2), Tail.TRUNCATE);
    for (int i = 0; i < 5; i++) {
      Strategy strategy = Strategy.planned("plan", Foresight.perfect(), Policies.plan(0), SHORTEST);
      SimulationResult result = run(
          grid(random, 620),
          settings,
          new Starts(Optional.empty(), Optional.empty(), HOUR.multipliedBy(61)),
          strategy,
          strategy.askedAlways());
      double always = result.results().get(1).grams();
      assertThat(result.results().get(0).grams()).isCloseTo(always, offset(1e-9 * always));
    }
  }

  @Test
  void aForecastThatIsIssuedAnewIsHeardAtEachLook() {
    Foresight foresight = Foresight.forecasts("persistence", Persistence::new);
    Strategy strategy = Strategy.planned("plan", foresight, Policies.plan(), SHORTEST);
    List<StrategyResult> by = run(
            grid(new SplittableRandom(50), 200),
            settings(10, 30, costs(0, 0, 0), Tail.SKIP),
            EVERY_HOUR,
            Strategy.of("run-now", Foresight.none(), Policies.runNow()),
            strategy.askedAlways(),
            strategy)
        .results();
    assertThat(by.get(2).grams()).isEqualTo(by.get(1).grams());
    assertThat(by.get(2).savingPercent()).isGreaterThan(1);
  }

  @Test
  void theResultIsTheSameOnAnyNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(45);
    List<IntensitySeries> traces = List.of(grid(random, 700), grid(random, 1300));
    Simulation simulation = Simulation.of(
        settings(5, 7, costs(10, 0.1, 0.2), Tail.TRUNCATE),
        List.of(
            Strategy.optimalContiguous(), persistent("plan", Policies.plan()), Strategy.optimal()));
    SimulationResult one = on(1, simulation, traces);
    assertThat(on(2, simulation, traces)).isEqualTo(one);
    assertThat(on(7, simulation, traces)).isEqualTo(one);
    assertThat(one.mean().get(0).runs()).isEqualTo(696 + 1296);
  }

  private static SimulationResult on(
      int threads, Simulation simulation, List<IntensitySeries> traces) {
    AtomicLong done = new AtomicLong();
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      SimulationResult result = pool.submit(
              () -> simulation.run(traces, EVERY_HOUR, (ran, all) -> done.set(ran)))
          .join();
      assertThat(done).hasValue(696 + 1296);
      return result;
    } finally {
      pool.shutdown();
    }
  }

  /** Counts what it is asked for. */
  private static final class Counting implements Forecaster {
    private final Forecaster forecaster = new Persistence();
    private final List<Instant> issues = new ArrayList<>();

    @Override
    public String model() {
      return "counting";
    }

    @Override
    public synchronized Forecast forecast(
        IntensitySeries history, Instant issuedAt, Duration horizon) {
      issues.add(issuedAt);
      assertThat(history.end()).isBeforeOrEqualTo(issuedAt);
      assertThat(horizon).isEqualTo(HOUR.multipliedBy(30));
      return forecaster.forecast(history, issuedAt, horizon);
    }
  }

  @Test
  void forecastsAreMadeOnceForAllThatAskAtAMoment() {
    Counting counting = new Counting();
    Foresight foresight = Foresight.forecasts("counting", () -> counting);
    run(
        grid(new SplittableRandom(46), 480),
        settings(10, 20, costs(0, 0, 0), Tail.SKIP),
        new Starts(Optional.of(START.plus(HOUR.multipliedBy(30))), Optional.empty(), HOUR),
        Strategy.planned("plan", foresight, Policies.plan(), SHORTEST),
        Strategy.planned("eager", foresight, Policies.plan(0), SHORTEST),
        Strategy.planned("once", foresight.once(), Policies.plan(), SHORTEST));
    assertThat(counting.issues).doesNotHaveDuplicates().hasSizeGreaterThan(420);
  }

  @Test
  void anOutlookOfTheStartIsAskedForAtTheStartOnly() {
    Counting counting = new Counting();
    run(
        grid(new SplittableRandom(47), 200),
        settings(10, 20, costs(0, 0, 0), Tail.SKIP),
        new Starts(
            Optional.of(START.plus(HOUR.multipliedBy(40))),
            Optional.empty(),
            HOUR.multipliedBy(24)),
        Strategy.planned(
            "once",
            Foresight.forecasts("counting", () -> counting).once(),
            Policies.plan(),
            SHORTEST));
    assertThat(counting.issues)
        .hasSize(6)
        .allSatisfy(
            issue -> assertThat(Duration.between(START, issue).toHours() % 24).isEqualTo(16));
  }

  @Test
  void startsBeforeTheTraceAreNone() {
    IntensitySeries trace = grid(new SplittableRandom(48), 48);
    SimulationSettings settings = settings(1, 1, costs(0, 0, 0), Tail.SKIP);
    Starts starts =
        new Starts(Optional.of(START.minusSeconds(9000)), Optional.of(START.plus(HOUR)), HOUR);
    assertThat(starts.within(trace, settings)).containsExactly(START.plusSeconds(1800));
    assertThat(Starts.only(START).within(trace, settings)).containsExactly(START);
    assertThat(Starts.only(START.plus(HOUR.multipliedBy(47))).within(trace, settings))
        .isEmpty();
  }

  @Test
  void refusesLengthsThatMakeNoSense() {
    Costs free = costs(0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimulationSettings(Duration.ZERO, HOUR, free, HOUR, Tail.SKIP))
        .withMessageContaining("work PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SimulationSettings(HOUR, Duration.ofMillis(1500), free, HOUR, Tail.SKIP))
        .withMessageContaining("slack PT1.5S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimulationSettings(HOUR, HOUR, free, Duration.ZERO, Tail.SKIP))
        .withMessageContaining("replan every PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Starts(Optional.of(START.plus(HOUR)), Optional.of(START), HOUR))
        .withMessageContaining("the other way round");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Starts(Optional.empty(), Optional.empty(), Duration.ZERO))
        .withMessageContaining("start every PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.of(settings(1, 1, free, Tail.SKIP), List.of()));
  }
}
