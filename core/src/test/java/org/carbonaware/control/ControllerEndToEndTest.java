package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole runs through the real controller, in virtual time. */
class ControllerEndToEndTest {
  private static final double JOULES_PER_KWH = 3_600_000;

  @Test
  void pausesForDirtyHoursAndFinishesBeforeTheDeadline() {
    HourlyGrid grid = HourlyGrid.foreseeing(hours(6, 500, 400, 100));
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    VirtualRun run = new VirtualRun(grid).store(store);
    run.settings
        .batches(36)
        .expectedWork(Duration.ofHours(6))
        .deadline(Duration.ofHours(24))
        .policy(Policies.threshold(300, 200));
    run.start();

    run.batches(36, Duration.ofMinutes(10));
    run.close();

    // A run that begins in a dirty hour waits at once.
    assertThat(run.clock.instant()).isEqualTo(at(12));
    assertThat(run.events.states())
        .containsExactly(
            ControllerState.RUNNING,
            ControllerState.PAUSING,
            ControllerState.PAUSED,
            ControllerState.RESUMING,
            ControllerState.RUNNING,
            ControllerState.FINISHED);
    assertThat(run.events.decisions())
        .containsExactly(Reason.Code.DIRTY_NOW, Reason.Code.CLEAN_NOW);
    assertThat(store.manifests()).isNotEmpty();
    assertThat(run.events.of(RunEnded.class))
        .containsExactly(new RunEnded(run.clock.instant(), ControllerState.FINISHED, 36, 0, true));
    assertThat(run.events.closed()).isEqualTo(1);
    assertThat(run.meter.closed()).isTrue();
  }

  @Test
  void aBatchThatIsFinishedBeforeAPauseIsTrainingAndNotItsCost() {
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours(6, 500, 400, 100)));
    run.settings
        .batches(8)
        .expectedWork(Duration.ofHours(7))
        .deadline(Duration.ofHours(30))
        .policy(Policies.threshold(300, 200));
    run.start();

    run.batches(8, Duration.ofMinutes(52));
    run.close();

    assertThat(run.events.states()).contains(ControllerState.PAUSED);
    Duration training = run.events.of(EnergyUsed.class).stream()
        .filter(used -> used.state() == ControllerState.RUNNING)
        .map(used -> Duration.between(used.from(), used.at()))
        .reduce(Duration.ZERO, Duration::plus);
    assertThat(training)
        .isBetween(Duration.ofMinutes(8 * 52 - 10), Duration.ofMinutes(8 * 52 + 10));
  }

  @Test
  void whatIsDrawnBeforeTheFirstLookAtTheGridIsChargedToo() {
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours(6, 300, 300, 300)));
    run.meter.processorWatts(100);
    CarbonController controller =
        run.settings.batches(10).deadline(Duration.ofHours(9)).startWithoutThreads();
    run.clock.advance(Duration.ofMinutes(2));
    controller.tick();
    run.clock.advance(Duration.ofMinutes(8));
    controller.close();

    List<EnergyUsed> booked = run.events.of(EnergyUsed.class);
    assertThat(booked).isNotEmpty().allMatch(used -> used.grams().isPresent());
    assertThat(booked.get(0).from()).isEqualTo(TestClock.START);
    assertThat(booked.stream().mapToDouble(EnergyUsed::joules).sum())
        .isCloseTo(run.meter.total(), within(1e-9 * run.meter.total()));
  }

  @Test
  @Tag("slow")
  void neverEndsAFeasibleRunLateAndBooksEveryJoule() {
    SplittableRandom random = new SplittableRandom(42);
    int paused = 0;
    for (int i = 0; i < 300; i++) {
      RandomCase each = new RandomCase(i, random.split());
      each.play();
      paused += each.run.events.states().contains(ControllerState.PAUSED) ? 1 : 0;
    }
    assertThat(paused).isBetween(100, 300); // else the cases would show little
  }

  /** A grid, a job, a policy, and a training whose batches vary in length. */
  private static final class RandomCase {
    final int number;
    final SplittableRandom random;
    final HourlyGrid grid;
    final VirtualRun run;
    final int batches;
    final Duration batch;
    final Duration work;
    final Duration time;
    final Policy policy;

    RandomCase(int number, SplittableRandom random) {
      this.number = number;
      this.random = random;
      grid = HourlyGrid.foreseeing(randomWalk(random));
      run = new VirtualRun(grid);
      batches = 5 + random.nextInt(60);
      batch = Duration.ofSeconds(30 + random.nextInt(900));
      work = batch.multipliedBy(batches);
      double slack = random.nextInt(5) == 0 ? 1.06 : 1.1 + 3 * random.nextDouble();
      time = Duration.ofSeconds((long) (work.toSeconds() * slack) + 60);
      policy = switch (random.nextInt(3)) {
        case 0 -> Policies.plan();
        case 1 -> Policies.threshold(250, 200);
        default -> Policies.threshold(250, 200).withMinimumLengths(Duration.ZERO, Duration.ZERO);
      };
    }

    void play() {
      long savingSeconds = random.nextInt(3) == 0 ? 30 : 0;
      run.training = new ToyTraining(() -> run.pass(Duration.ofSeconds(savingSeconds)));
      run.settings.batches(batches).expectedWork(work).deadline(time).policy(policy);
      run.settings.checkpointEvery(Duration.ofHours(12));
      if (random.nextBoolean()) {
        run.store(new InMemoryCheckpointStore(2));
      }
      run.start();
      for (int i = 0; i < batches; i++) {
        run.batch(
            Duration.ofMillis((long) (batch.toMillis() * (0.95 + 0.1 * random.nextDouble()))));
      }
      run.close();
      check();
    }

    void check() {
      String what = "case %d: %d batches of %s within %s, %s"
          .formatted(number, batches, batch, time, policy.name());
      assertThat(run.clock.instant()).as(what).isBeforeOrEqualTo(TestClock.START.plus(time));
      assertLegalStates(run.events.of(StateChanged.class));
      assertSeamless(what);
      double sum = run.events.of(EnergyUsed.class).stream()
          .mapToDouble(EnergyUsed::joules)
          .sum();
      assertThat(sum).as(what).isCloseTo(run.meter.total(), within(1e-9 * run.meter.total()));
    }

    private void assertSeamless(String what) {
      Instant cursor = TestClock.START;
      for (EnergyUsed used : run.events.of(EnergyUsed.class)) {
        assertThat(used.from()).as(what).isEqualTo(cursor);
        assertThat(used.at()).as(what).isAfter(used.from());
        double gramsPerKwh = grid.at(used.from()).orElseThrow();
        for (Instant hour = hourAfter(used.from());
            hour.isBefore(used.at());
            hour = hourAfter(hour)) {
          assertThat(grid.at(hour)).as(what).hasValue(gramsPerKwh);
        }
        assertThat(used.grams().orElseThrow())
            .as(what)
            .isCloseTo(used.joules() / JOULES_PER_KWH * gramsPerKwh, within(1e-6));
        cursor = used.at();
      }
      assertThat(cursor).as(what).isEqualTo(run.clock.instant());
    }
  }

  private static void assertLegalStates(List<StateChanged> changes) {
    ControllerState state = ControllerState.STARTING;
    for (StateChanged change : changes) {
      assertThat(change.from()).isEqualTo(state);
      assertThat(state.mayBecome(change.to())).as(change.toString()).isTrue();
      state = change.to();
    }
    assertThat(state).isEqualTo(ControllerState.FINISHED);
  }

  @Test
  void booksFromTheStartOnAlsoIfTheFirstLookComesLate() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.batches(1).deadline(Duration.ofHours(10));
    CarbonController controller = run.settings.startWithoutThreads();
    run.clock.advance(Duration.ofMinutes(1));
    controller.tick();
    run.clock.advance(Duration.ofMinutes(1));
    controller.close();

    assertThat(run.events.of(EnergyUsed.class).get(0).from()).isEqualTo(TestClock.START);
    assertThat(run.events.of(EnergyUsed.class).stream()
            .mapToDouble(EnergyUsed::joules)
            .sum())
        .isCloseTo(run.meter.total(), within(1e-6));
  }

  @Test
  void aRunWithoutSlackRunsStraightThrough() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(900));
    run.settings
        .batches(10)
        .expectedWork(Duration.ofHours(10))
        .deadline(Duration.ofHours(10))
        .policy(Policies.threshold(300, 200));
    run.start();
    run.batches(10, Duration.ofHours(1));
    run.close();

    assertThat(run.clock.instant()).isEqualTo(at(10));
    assertThat(run.events.states()).doesNotContain(ControllerState.PAUSING);
    assertThat(run.events.decisions()).containsOnlyOnce(Reason.Code.DEADLINE);
    assertThat(run.events.warnings())
        .singleElement()
        .asString()
        .contains("running straight through, at a pessimistic speed");
  }

  @Test
  void workThatIsUsedUpRunsOnWithOneWarning() {
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours(8, 100, 400, 900)));
    run.settings
        .expectedWork(Duration.ofHours(2))
        .deadline(Duration.ofHours(24))
        .policy(Policies.threshold(300, 200));
    run.start();
    run.batches(60, Duration.ofMinutes(10)); // five times what was expected; dirty from hour 8 on
    run.close();

    assertThat(run.clock.instant()).isEqualTo(at(10));
    assertThat(run.events.states()).doesNotContain(ControllerState.PAUSED);
    assertThat(run.events.decisions()).contains(Reason.Code.UNKNOWN_WORK);
    assertThat(run.events.warnings())
        .singleElement()
        .asString()
        .contains("takes longer than declared")
        .contains("of PT2H expected");
  }

  @Test
  void aPauseThatFreesTheMachineIsPlannedWithoutIdlePower() {
    // A machine that idles at full power gains nothing from a pause, unless it is left.
    assertThat(statesOfAnHour(PauseDepth.SUSPEND)).endsWith(ControllerState.SUSPENDED);
    assertThat(statesOfAnHour(PauseDepth.HOLD)).containsExactly(ControllerState.RUNNING);
  }

  private static List<ControllerState> statesOfAnHour(PauseDepth depth) {
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours(6, 150, 400, 100)));
    run.store(new InMemoryCheckpointStore(1));
    run.settings
        .expectedWork(Duration.ofHours(6))
        .deadline(Duration.ofHours(24))
        .depth(depth)
        .power(new PowerModel(100, 100));
    run.start();
    try {
      run.batches(6, Duration.ofMinutes(10));
    } catch (TrainingSuspendedException left) {
      assertThat(left.saved()).isTrue();
    }
    run.controller().tick();
    return run.events.states();
  }

  @Test
  void evaluationBetweenEpochsCostsNoDeadline() {
    // 29 hours of work; dirty from hour 13 on, three hours after the last evaluation.
    VirtualRun run = new VirtualRun(HourlyGrid.foreseeing(hours(13, 100, 900, 900)));
    run.settings
        .batches(6 * 48)
        .deadline(Duration.ofHours(45))
        .policy(Policies.threshold(300, 200));
    run.start();
    for (int epoch = 0; epoch < 6; epoch++) {
      run.batches(48, Duration.ofMinutes(5));
      if (epoch < 5) {
        run.pass(Duration.ofHours(1)); // evaluates
      }
    }
    run.close();

    assertThat(run.clock.instant()).isBetween(at(40), at(45));
    assertThat(run.events.states()).contains(ControllerState.PAUSED);
  }

  @Test
  void aSlowStartIsNoLateness() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.batches(72).deadline(Duration.ofHours(24)).policy(Policies.runNow());
    run.start();
    run.pass(Duration.ofHours(3)); // data and model are made ready
    run.batches(72, Duration.ofMinutes(5));
    run.close();

    assertThat(run.clock.instant()).isEqualTo(at(9));
    assertThat(run.events.warnings()).isEmpty();
    assertThat(run.events.decisions()).doesNotContain(Reason.Code.DEADLINE);
  }

  @Test
  void aPauseThatGrowsLongLeavesTheProcess() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(500));
    run.store(new InMemoryCheckpointStore(1));
    run.settings
        .batches(36)
        .deadline(Duration.ofHours(100))
        .suspendLongerThan(Duration.ofHours(2), Duration.ofMinutes(1))
        .policy(new LongerAndLonger());
    run.start();

    assertThatThrownBy(() -> run.batches(36, Duration.ofMinutes(10)))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class, left -> assertThat(left.saved()).isTrue());
    run.close();

    assertThat(run.clock.instant()).isBetween(at(2), at(4));
    assertThat(run.events.states())
        .containsExactly(
            ControllerState.RUNNING,
            ControllerState.PAUSING,
            ControllerState.PAUSED,
            ControllerState.SUSPENDED);
  }

  /** Runs for two hours, expects a pause of half an hour, and in hour three one of a day. */
  private static final class LongerAndLonger implements Policy {
    @Override
    public String name() {
      return "longer and longer";
    }

    @Override
    public Decision decide(Situation situation) {
      Instant now = situation.now();
      if (now.isBefore(at(2))) {
        return Decision.run(at(2), Reason.Code.CLEAN_NOW, "a test");
      }
      Duration expected = now.isBefore(at(3)) ? Duration.ofMinutes(30) : Duration.ofDays(1);
      return Decision.pause(now.plus(expected), Reason.Code.DIRTY_NOW, "a test");
    }
  }

  /** Counts of hours and their values, in pairs. */
  private static double[] hours(int... pairs) {
    double[] values = new double[24 * 40];
    Arrays.fill(values, pairs[1]);
    int hour = 0;
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      Arrays.fill(values, hour, hour + pairs[i], pairs[i + 1]);
      hour += pairs[i];
    }
    return values;
  }

  private static double[] randomWalk(SplittableRandom random) {
    double[] values = new double[24 * 40];
    double value = 100 + random.nextInt(400);
    for (int i = 0; i < values.length; i++) {
      value = Math.min(600, Math.max(20, value + 200 * (random.nextDouble() - 0.5)));
      values[i] = value;
    }
    return values;
  }

  private static Instant at(int hour) {
    return TestClock.START.plus(Duration.ofHours(hour));
  }

  private static Instant hourAfter(Instant time) {
    long hours = Duration.between(TestClock.START, time).toHours();
    return at((int) hours + 1);
  }
}
