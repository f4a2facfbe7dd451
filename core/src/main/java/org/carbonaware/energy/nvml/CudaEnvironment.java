package org.carbonaware.energy.nvml;

import org.jspecify.annotations.Nullable;

/**
 * What the environment says of the GPUs that CUDA shows to this process.
 *
 * @param visibleDevices {@code CUDA_VISIBLE_DEVICES}, null if not set
 * @param deviceOrder {@code CUDA_DEVICE_ORDER}, null if not set
 */
record CudaEnvironment(
    @Nullable String visibleDevices, @Nullable String deviceOrder) {
  /** Of this process. */
  static CudaEnvironment ofProcess() {
    return new CudaEnvironment(
        System.getenv("CUDA_VISIBLE_DEVICES"), System.getenv("CUDA_DEVICE_ORDER"));
  }

  /** Whether CUDA counts GPUs by their place on the bus; else it puts the fastest first. */
  boolean isBusOrder() {
    return "PCI_BUS_ID".equals(deviceOrder);
  }
}
