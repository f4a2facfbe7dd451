package org.carbonaware.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.junit.jupiter.api.Test;

/** Keeps the benchmark from rotting; its figures come from JMH alone. */
class GridBenchmarkTest {
  @Test
  void itsAnswersComeFromMemory() {
    GridBenchmark benchmark = new GridBenchmark();
    benchmark.warm();

    Intensity cached = benchmark.currentFromCache().orElseThrow();
    assertThat(benchmark.currentFromResilientSource()).contains(cached);
    assertThat(benchmark.currentFromView().orElseThrow().gramsPerKwh())
        .isEqualTo(cached.gramsPerKwh());
    assertThat(cached.provenance().freshness()).isEqualTo(Freshness.cached(Duration.ofMinutes(1)));
  }
}
