package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps the benchmarks of a framework from rotting; their figures mean nothing here. */
@Timeout(120)
abstract class TrainingFrameworkContract {
  private final TrainingFramework framework;
  private final String described;
  private final String noGpu;

  /**
   * @param framework what is tested
   * @param described what its description is like
   * @param noGpu what is said of a computer without a GPU
   */
  TrainingFrameworkContract(TrainingFramework framework, String described, String noGpu) {
    this.framework = framework;
    this.described = described;
    this.noGpu = noGpu;
  }

  @ParameterizedTest
  @EnumSource
  void everyModelTrains(Workload workload) throws Exception {
    assertThat(framework.unavailable(Target.CPU)).isEmpty();
    try (TrainingFramework.Subject subject = framework.open(workload, Target.CPU)) {
      for (Arm arm : List.of(Arm.BARE, Arm.OWN_SPEED, Arm.OWN_USUAL)) {
        TrainingFramework.Turns training = subject.turns(arm, new Kit(null, new Spin(), null));
        training.begin();
        training.train(1);
        training.train(1);
      }
    }
    assertThat(framework.description()).containsPattern(described);
  }

  @Test
  void everyArmTrainsAndPauses() throws Exception {
    Pace shortest = new Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 1, 0);
    TrainingResult result =
        new TrainingBenchmark(framework, Workload.MLP, Target.CPU).measure(shortest);
    for (Arm arm : Arm.values()) {
      double least = Arrays.stream(result.overhead().wall().means(arm)).min().orElseThrow();
      assertThat(least).as(arm.label()).isPositive();
    }
    assertThat(result.pauses())
        .hasSize(3)
        .allMatch(pauses -> pauses.each().get(0).checkpoint() > 0);
  }

  @Test
  void aGpuIsThereOrTheReasonIsSaid() {
    assertThat(framework.unavailable(Target.GPU))
        .satisfiesAnyOf(
            reason -> assertThat(reason).isEmpty(),
            reason -> assertThat(reason.orElseThrow()).contains(noGpu));
  }
}
