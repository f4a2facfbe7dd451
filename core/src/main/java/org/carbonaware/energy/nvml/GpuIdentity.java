package org.carbonaware.energy.nvml;

/**
 * Who a GPU is: what does not change while the driver is loaded.
 *
 * @param uuid such as {@code GPU-5f6c…}; the same in every process
 * @param pciBusId such as {@code 00000000:65:00.0}; sorts as CUDA counts with
 *     {@code CUDA_DEVICE_ORDER=PCI_BUS_ID}
 * @param name such as {@code NVIDIA H100 80GB HBM3}
 * @param partitioned whether it is split into instances (MIG), which can't be metered apart
 */
record GpuIdentity(String uuid, String pciBusId, String name, boolean partitioned) {}
