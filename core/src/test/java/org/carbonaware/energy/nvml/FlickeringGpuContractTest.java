package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;

/** GPUs whose counter and power come and go. */
class FlickeringGpuContractTest extends NvmlContract {
  private boolean opened;

  FlickeringGpuContractTest() throws Exception {
    super(NvmlOptions.ofDefaults());
  }

  @Override
  void arrange(FakeNvml gpus, SplittableRandom chance) {
    if (!opened) {
      opened = true; // they answer when they are found
      return;
    }
    gpus.with("ENERGY_CODE", chance.nextInt(3) == 0 ? NvmlCodes.UNKNOWN : NvmlCodes.OK)
        .with("POWER_CODE", chance.nextInt(3) == 0 ? NvmlCodes.UNKNOWN : NvmlCodes.OK)
        .with("GENERATION", chance.nextInt(10) == 0 ? 1 : 0);
  }
}
