package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingBenchmarkTest {
  private static final Pace QUICK =
      new Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(300), 0, 0);
  private static final Background NOTHING = new Background(1, 1, 0, 0, 0);
  private static final int ARMS = Arm.values().length;

  private final FakeFramework framework = new FakeFramework();

  private TrainingBenchmark benchmark() {
    return new TrainingBenchmark(framework, Workload.MLP, Target.CPU);
  }

  @Test
  void allTakeTurnsEquallyOftenAndInEveryRoundInAnotherOrder() throws Exception {
    TrainingResult result = benchmark().measure(QUICK);
    Overhead overhead = result.overhead();

    assertThat(result.name()).isEqualTo("fake-mlp-cpu");
    int rounds = Pace.GROUPS * overhead.turnsPerGroup();
    List<Arm> turns = framework.begun;
    int warmUp = 4 * ARMS; // with so little time it warms up no longer
    assertThat(turns).hasSizeGreaterThan(warmUp + rounds * ARMS);
    for (int round = 0; round < rounds; round++) {
      int begin = warmUp + round * ARMS;
      assertThat(EnumSet.copyOf(turns.subList(begin, begin + ARMS))).hasSize(ARMS);
    }
    assertThat(turns.subList(warmUp, warmUp + ARMS))
        .isNotEqualTo(turns.subList(warmUp + ARMS, warmUp + 2 * ARMS));
    for (Arm arm : Arm.values()) {
      assertThat(overhead.wall().means(arm)).as(arm.label()).hasSize(Pace.GROUPS);
      assertThat(Arrays.stream(overhead.wall().means(arm)).min().orElseThrow())
          .as("a batch of %s takes 20 microseconds at least", arm.label())
          .isGreaterThanOrEqualTo(20_000);
      assertThat(overhead.processor().typical(arm).median()).isPositive();
    }
    assertThat(overhead.gpuJoulesPerBatch()).isEmpty();
    assertThat(result.memory()).isEmpty();
    assertThat(result.pauses()).isEmpty();
  }

  @Test
  void listenersAreTimedByThemselvesWithoutTheClock() throws Exception {
    Overhead overhead = benchmark().measure(QUICK).overhead();
    assertThat(overhead.calls().keySet())
        .containsExactly(Arm.OWN_SPEED, Arm.OWN_USUAL, Arm.OURS, Arm.OURS_METERED);
    assertThat(overhead.calls().values())
        .allSatisfy(call -> assertThat(call.median()).isBetween(4_500.0, 50_000.0));
    assertThat(overhead.callShare(Arm.OURS).orElseThrow()).isBetween(0.01, 2.0);
    assertThat(overhead.callShare(Arm.BARE)).isEmpty();
  }

  @Test
  void onlyOurArmsHaveAController() throws Exception {
    benchmark().measure(QUICK);
    for (Arm arm : Arm.values()) {
      assertThat(framework.controlled).as(arm.label()).containsEntry(arm, arm.controlled());
    }
    assertThat(framework.closed).isEqualTo(1);
  }

  @Test
  void oneThatCannotBeSetUpFailsAllAndLeavesNothingOpen() {
    framework.fails = true;
    assertThatThrownBy(() -> benchmark().measure(QUICK)).hasMessage("no memory");
    assertThat(framework.closed).isEqualTo(1);
  }

  @Test
  void aPlantedListenerIsBusyAsLongAsItIsTold() {
    Spin spin = new Spin();
    spin.busyFor(50_000);
    spin.run();
    spin.run();
    assertThat(spin.typical()).isGreaterThanOrEqualTo(50_000);
    spin.busyFor(10);
    assertThat(spin.typical()).as("what was is forgotten").isZero();
  }

  @Test
  void aSwitchedMeterLooksInItsOwnTurnsOnly() {
    double[] joules = {5};
    int[] samples = {0};
    EnergyMeter inner = new EnergyMeter() {
      @Override
      public EnergyReading read() {
        return new EnergyReading(List.of(EnergyReading.Component.of(
            "cpu", EnergyReading.Kind.CPU, joules[0], EnergyReading.Technique.CONSTANT, "")));
      }

      @Override
      public void sample() {
        samples[0]++;
      }
    };
    SwitchedMeter meter = new SwitchedMeter(inner);
    joules[0] = 7;
    meter.sample();
    assertThat(meter.read().joules()).isEqualTo(5);
    assertThat(meter.looks()).isZero();
    meter.turn(true);
    meter.sample();
    assertThat(meter.read().joules()).isEqualTo(7);
    assertThat(meter.looks()).isEqualTo(2);
    meter.turn(false);
    joules[0] = 9;
    meter.sample();
    assertThat(meter.read().joules()).isEqualTo(7);
    assertThat(samples[0]).isEqualTo(1);
  }

  @Test
  void whatIsMeasuredAddsUp() {
    Map<Arm, double[]> nanos = new EnumMap<>(Arm.class);
    double factor = 1;
    for (Arm arm : Arm.values()) { // each 0.1 of the first slower than the one before
      double slower = factor;
      double[] values = new double[10];
      Arrays.setAll(values, i -> (1000 + i) * slower);
      nanos.put(arm, values);
      factor += 0.1;
    }
    Timings timings = new Timings(10, nanos);
    Overhead overhead = new Overhead(
        4, 1, timings, timings, 10, Map.of(), Map.of(), NOTHING, 20, OptionalDouble.empty());
    assertThat(timings.ratio(Arm.PLANTED, Arm.BARE).median()).isCloseTo(1.2, within(1e-9));
    assertThat(timings.meanRatio(Arm.BARE, Arm.PLANTED).low()).isCloseTo(1 / 1.2, within(1e-9));
    assertThat(timings.added(Arm.PLANTED).median()).isCloseTo(200.9, within(1e-9));
    assertThat(overhead.planted()).isCloseTo(1 + 10 / 1004.5, within(1e-9));
    double each = 0.1 * 1004.5 * 5 / 2; // two checkpoints a group of 5 batches
    assertThat(overhead.checkpoint().orElseThrow().median()).isCloseTo(each, within(1e-9));
  }
}
