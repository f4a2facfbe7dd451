package org.carbonaware.energy.nvml;

import java.util.OptionalLong;

/** One GPU as its driver shows it. Calls take microseconds and do not wait for the GPU's work. */
interface Gpu {
  /** What does not change while the driver is loaded. */
  Identity identity();

  /**
   * Energy since the driver was loaded, in millijoules; empty where the GPU has no such counter
   * (before Volta) or can't be read now.
   */
  OptionalLong energyMillijoules();

  /**
   * Power in milliwatts (a mean over about a second on Ampere and later); empty if not readable.
   */
  OptionalLong powerMilliwatts();

  /**
   * Who a GPU is.
   *
   * @param uuid such as {@code GPU-5f6c…}; the same in every process
   * @param pciBusId such as {@code 00000000:65:00.0}; sorts as CUDA counts with
   *     {@code CUDA_DEVICE_ORDER=PCI_BUS_ID}
   * @param name such as {@code NVIDIA H100 80GB HBM3}
   * @param partitioned whether it is split into instances (MIG), which can't be metered apart
   */
  record Identity(String uuid, String pciBusId, String name, boolean partitioned) {}
}
