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
class DjlFrameworkTest {
  private final DjlFramework djl = new DjlFramework();

  @ParameterizedTest
  @EnumSource
  void everyModelTrains(Workload workload) throws Exception {
    assertThat(djl.unavailable(Target.CPU)).isEmpty();
    try (TrainingFramework.Subject subject = djl.open(workload, Target.CPU)) {
      for (Arm arm : List.of(Arm.BARE, Arm.OWN_SPEED, Arm.OWN_USUAL)) {
        TrainingFramework.Turns training = subject.turns(arm, new Kit(null, new Spin(), null));
        training.begin();
        training.train(1);
        training.train(1);
      }
    }
    assertThat(djl.description()).startsWith("DJL ").contains("PyTorch ");
  }

  @Test
  void everyArmTrainsAndPauses() throws Exception {
    Pace shortest = new Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 1, 0);
    TrainingResult result = new TrainingBenchmark(djl, Workload.MLP, Target.CPU).measure(shortest);
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
    assertThat(djl.unavailable(Target.GPU))
        .satisfiesAnyOf(
            reason -> assertThat(reason).isEmpty(),
            reason -> assertThat(reason.orElseThrow()).contains("-Pcuda"));
  }
}
