package org.carbonaware.energy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.carbonaware.energy.nvml.NvmlOptions;
import org.carbonaware.energy.rapl.RaplMeter;

/**
 * Where meters are looked for.
 *
 * @param root what stands for {@code /}
 * @param environment this process's variables
 * @param gpus opens the GPUs' meter
 * @param counters opens the processors' counters
 * @param cpuNanos this process's processor time in nanoseconds; negative if unknown
 * @param gpuPatience how long the GPUs' driver is waited for
 * @param counterPatience how long the processors' counters are waited for
 */
record Host(
    Path root,
    Map<String, String> environment,
    GpuOpener gpus,
    CounterOpener counters,
    LongSupplier cpuNanos,
    Duration gpuPatience,
    Duration counterPatience) {
  /** A driver that first has to wake many boards takes seconds, for CUDA as for us. */
  private static final Duration GPU_PATIENCE = Duration.ofSeconds(10);

  private static final Duration COUNTER_PATIENCE = Duration.ofSeconds(2);

  /** With the usual patience. */
  Host(
      Path root,
      Map<String, String> environment,
      GpuOpener gpus,
      CounterOpener counters,
      LongSupplier cpuNanos) {
    this(root, environment, gpus, counters, cpuNanos, GPU_PATIENCE, COUNTER_PATIENCE);
  }

  /** The same with another patience. */
  Host withPatience(Duration patience) {
    return new Host(root, environment, gpus, counters, cpuNanos, patience, patience);
  }

  /** Opens a meter or throws {@link MeterUnavailableException} or {@link LinkageError}. */
  @FunctionalInterface
  interface GpuOpener {
    EnergyMeter open(NvmlOptions options, LongSupplier nanoTime);
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
