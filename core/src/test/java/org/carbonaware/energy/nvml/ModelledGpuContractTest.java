package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;

/** GPUs whose power can't be read. */
class ModelledGpuContractTest extends NvmlContract {
  ModelledGpuContractTest() throws Exception {
    super(NvmlOptions.ofDefaults());
  }

  @Override
  void arrange(FakeNvml gpus, SplittableRandom chance) {
    gpus.with("ENERGY_CODE", NvmlCodes.NOT_SUPPORTED).with("POWER_CODE", NvmlCodes.NOT_SUPPORTED);
  }
}
