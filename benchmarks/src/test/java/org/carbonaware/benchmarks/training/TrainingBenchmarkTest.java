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
import java.util.Set;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingBenchmarkTest {
  private static final Pace QUICK =
      new Pace(Duration.ofMillis(2), Duration.ofMillis(1), Duration.ofMillis(300));
  private static final int ARMS = Arm.values().length;

  private final FakeFramework framework = new FakeFramework();

  private TrainingBenchmark benchmark() {
    return new TrainingBenchmark(framework, Workload.MLP, Target.CPU);
  }

  @Test
  void allTakeTurnsEquallyOftenAndInEveryRoundInAnotherOrder() throws Exception {
    long before = System.nanoTime();
    TrainingResult result = benchmark().measure(QUICK);
    long elapsed = System.nanoTime() - before;

    assertThat(result.name()).isEqualTo("fake-mlp-cpu");
    assertThat(Set.copyOf(framework.batches.values())).as("batches of each").hasSize(1);
    int rounds = Pace.GROUPS * result.turnsPerGroup();
    List<Arm> measured =
        framework.order.subList(framework.order.size() - rounds * ARMS, framework.order.size());
    for (int round = 0; round < rounds; round++) {
      List<Arm> turns = measured.subList(round * ARMS, (round + 1) * ARMS);
      assertThat(EnumSet.copyOf(turns)).hasSize(ARMS);
    }
    assertThat(measured.subList(0, ARMS)).isNotEqualTo(measured.subList(ARMS, 2 * ARMS));
    assertThat(result.nanosPerBatch()).hasSize(ARMS);
    assertThat(result.of(Arm.OURS)).hasSize(Pace.GROUPS);
    assertThat(Arrays.stream(result.of(Arm.OURS)).min().orElseThrow())
        .as("each batch takes 20 microseconds at least")
        .isGreaterThanOrEqualTo(20_000);
    double turns = Arrays.stream(Arm.values())
        .mapToDouble(arm -> Arrays.stream(result.of(arm)).sum())
        .sum();
    assertThat(turns * result.batchesPerTurn() * result.turnsPerGroup())
        .as("all turns together, within the time it took")
        .isLessThanOrEqualTo((double) elapsed);
    assertThat(result.gpuJoulesPerBatch()).isEmpty();
  }

  @Test
  void onlyOurArmsHaveAController() throws Exception {
    benchmark().measure(QUICK);
    assertThat(framework.controlled)
        .isEqualTo(Map.of(
            Arm.BARE, false,
            Arm.OWN_SPEED, false,
            Arm.OWN_USUAL, false,
            Arm.OURS, true,
            Arm.OURS_METERED, true,
            Arm.OURS_SAVED, true));
    assertThat(framework.closed).hasSize(ARMS);
  }

  @Test
  void oneThatCannotBeSetUpFailsAllAndLeavesNothingOpen() {
    framework.fails = true;
    assertThatThrownBy(() -> benchmark().measure(QUICK)).hasMessage("no memory");
    assertThat(framework.closed).containsExactly(Arm.BARE, Arm.OWN_SPEED, Arm.OWN_USUAL);
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
    TrainingResult result = new TrainingResult(
        "x", "y", 32, 5, 4, nanos, 20, 7, OptionalDouble.empty(), List.of(), List.of());
    assertThat(result.ratio(Arm.OURS, Arm.BARE).median()).isCloseTo(1.3, within(1e-12));
    assertThat(result.added(Arm.OURS).low()).isCloseTo(300.3, within(1e-9));
    double each = 0.1 * 1004.5 * 5 * 4 / 2; // two checkpoints a group of 20 batches
    assertThat(result.checkpoint().orElseThrow().median()).isCloseTo(each, within(1e-9));
  }
}
