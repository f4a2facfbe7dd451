package org.carbonaware.energy;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.carbonaware.energy.rapl.RaplMeter;

/**
 * Where meters are looked for.
 *
 * @param root what stands for {@code /}
 * @param environment this process's variables
 * @param gpus opens the GPUs' meter
 * @param counters opens the processors' counters
 * @param cpuNanos this process's processor time in nanoseconds; negative if unknown
 */
record Host(
    Path root,
    Map<String, String> environment,
    GpuOpener gpus,
    CounterOpener counters,
    LongSupplier cpuNanos) {
  /** Opens a meter or throws {@link MeterUnavailableException} or {@link LinkageError}. */
  @FunctionalInterface
  interface GpuOpener {
    EnergyMeter open(LongSupplier nanoTime);
  }

  /** Opens a meter or throws {@link MeterUnavailableException}. */
  @FunctionalInterface
  interface CounterOpener {
    EnergyMeter open(String device, boolean wholePlatform, LongSupplier nanoTime);
  }

  /** This computer. */
  static Host ofSystem() {
    return new Host(
        Path.of("/"), System.getenv(), NvmlMeter::open, RaplMeter::open, new ProcessCpuTime());
  }
}
