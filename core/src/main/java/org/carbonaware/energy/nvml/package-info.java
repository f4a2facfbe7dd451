/** NVIDIA GPUs, read through the driver's management library (NVML). */
@NullMarked
package org.carbonaware.energy.nvml;

import org.jspecify.annotations.NullMarked;
