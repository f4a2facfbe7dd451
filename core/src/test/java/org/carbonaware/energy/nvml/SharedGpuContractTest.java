package org.carbonaware.energy.nvml;

import java.util.SplittableRandom;

/** GPUs of which this process has a share. */
class SharedGpuContractTest extends NvmlContract {
  SharedGpuContractTest() throws Exception {
    super(NvmlOptions.ofProcess());
  }

  @Override
  void arrange(FakeNvml gpus, SplittableRandom chance) {
    gpus.with("PROCESSES", "4242:1024:" + chance.nextInt(100) + ",777:3072:25");
  }
}
