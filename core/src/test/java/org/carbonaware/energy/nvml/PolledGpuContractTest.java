package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;

/** GPUs with power only. */
class PolledGpuContractTest extends NvmlContract {
  PolledGpuContractTest() throws Exception {
    super(NvmlOptions.ofDefaults());
  }

  @Override
  void arrange(FakeNvml gpus, SplittableRandom chance) {
    gpus.with("ENERGY_CODE", NvmlCodes.NOT_SUPPORTED);
  }
}
