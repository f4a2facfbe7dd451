package org.carbonaware.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkMainTest {
  @Test
  void resultsAreJsonUnlessAskedOtherwise() {
    assertThat(BenchmarkMain.withJson("Gate")).containsExactly("Gate", "-rf", "json");
    assertThat(BenchmarkMain.withJson("-rf", "csv")).containsExactly("-rf", "csv");
  }
}
