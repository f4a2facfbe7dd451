package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;

/** GPUs with an energy counter, which may jump and fall. */
class CountedGpuContractTest extends NvmlContract {
  CountedGpuContractTest() throws Exception {
    super(NvmlOptions.ofDefaults());
  }

  @Override
  void arrange(FakeNvml gpus, SplittableRandom chance) {
    gpus.with("ENERGY_MJ", 1_000_000_000 + chance.nextLong(1_000_000));
  }
}
