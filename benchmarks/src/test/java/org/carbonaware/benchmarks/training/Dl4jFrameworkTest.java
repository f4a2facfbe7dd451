package org.carbonaware.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Dl4jFrameworkTest extends TrainingFrameworkContract {
  Dl4jFrameworkTest() {
    super(new Dl4jFramework(), "^Deeplearning4j .*Backend", "ND4J can't train on a GPU");
  }

  @Test
  void memoryIsLookedAtInAProcessOfItsOwn() throws Exception {
    MemoryUse use = MemoryProcess.one("dl4j-mlp-cpu", Arm.OURS);
    assertThat(use.heapAfterCollection()).isBetween(1L << 20, 1L << 30);
    assertThat(use.heapPeak()).isGreaterThanOrEqualTo(use.heapAfterCollection());
    assertThat(use.offHeap()).isPositive();
    assertThat(MemoryUse.of(use.toJson())).isEqualTo(use);
  }
}
