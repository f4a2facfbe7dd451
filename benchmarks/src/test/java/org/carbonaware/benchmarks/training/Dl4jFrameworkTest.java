package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps the benchmarks from rotting; their figures mean nothing here. */
@Timeout(120)
class Dl4jFrameworkTest {
  private final Dl4jFramework dl4j = new Dl4jFramework();

  @ParameterizedTest
  @EnumSource
  void everyModelTrains(Workload workload) throws Exception {
    assertThat(dl4j.unavailable(Target.CPU)).isEmpty();
    try (TrainingFramework.Subject subject = dl4j.open(workload, Target.CPU)) {
      for (Arm arm : List.of(Arm.BARE, Arm.OWN_SPEED, Arm.OWN_USUAL)) {
        TrainingFramework.Turns training = subject.turns(arm, new Kit(null, new Spin(), null));
        training.begin();
        training.train(1);
        training.train(1);
      }
    }
    assertThat(dl4j.description()).startsWith("Deeplearning4j ").contains("Backend");
  }

  @Test
  void everyArmTrainsAndPauses() throws Exception {
    Pace shortest = new Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 1, 0);
    TrainingResult result = new TrainingBenchmark(dl4j, Workload.MLP, Target.CPU).measure(shortest);
    for (Arm arm : Arm.values()) {
      double least = Arrays.stream(result.overhead().wall().means(arm)).min().orElseThrow();
      assertThat(least).as(arm.label()).isPositive();
    }
    assertThat(result.pauses())
        .hasSize(3)
        .allMatch(pauses -> pauses.each().get(0).checkpoint() > 0);
  }

  @Test
  void memoryIsLookedAtInAProcessOfItsOwn() throws Exception {
    MemoryUse use = MemoryProcess.one("dl4j-mlp-cpu", Arm.OURS);
    assertThat(use.heapAfterCollection()).isBetween(1L << 20, 1L << 30);
    assertThat(use.heapPeak()).isGreaterThanOrEqualTo(use.heapAfterCollection());
    assertThat(use.offHeap()).isPositive();
    assertThat(MemoryUse.of(use.toJson())).isEqualTo(use);
  }

  @Test
  void aGpuIsThereOrTheReasonIsSaid() {
    assertThat(dl4j.unavailable(Target.GPU))
        .satisfiesAnyOf(
            reason -> assertThat(reason).isEmpty(),
            reason -> assertThat(reason.orElseThrow()).contains("ND4J can't train on a GPU"));
  }
}
