package org.carbonaware.energy.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.MeterUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the NVIDIA GPUs this process may use: each whole board, whoever else uses it. One
 * component each, {@code gpu0}, {@code gpu1} and so on in the order of
 * {@code CUDA_VISIBLE_DEVICES}. From Volta on the driver keeps an energy counter, which moves about
 * ten times a second, so windows of a few seconds are exact; older GPUs are summed up from their
 * power at each reading.
 *
 * <p>A reading takes microseconds to milliseconds and does not wait for the GPU's work. Not safe
 * for several threads.
 */
public final class NvmlMeter implements EnergyMeter {
  /** The system property that names the library where it is not in a usual place. */
  public static final String LIBRARY_PROPERTY = "carbon.nvml.library";

  private final Nvml nvml;
  private final LongSupplier nanoTime;
  private final List<GpuEnergy> gpus = new ArrayList<>();
  private EnergyReading last = new EnergyReading(List.of());
  private boolean closed;

  private NvmlMeter(Nvml nvml, List<Gpu> visible, LongSupplier nanoTime) {
    this.nvml = nvml;
    this.nanoTime = nanoTime;
    for (Gpu gpu : visible) {
      gpus.add(new GpuEnergy("gpu" + gpus.size(), gpu));
    }
    read(); // from here on it counts
  }

  /**
   * Opens the GPUs this process may use.
   *
   * @param nanoTime monotonic time in nanoseconds, for GPUs without an energy counter
   * @return a meter that starts at zero; close it
   * @throws MeterUnavailableException if there is no driver or no GPU for this process; the message
   *     says which
   */
  public static NvmlMeter open(LongSupplier nanoTime) {
    List<String> names = new ArrayList<>();
    Optional.ofNullable(System.getProperty(LIBRARY_PROPERTY)).ifPresent(names::add);
    names.addAll(List.of("libnvidia-ml.so.1", "nvidia-ml", "nvml"));
    return open(names, System.getenv("CUDA_VISIBLE_DEVICES"), nanoTime);
  }

  static NvmlMeter open(List<String> names, @Nullable String visible, LongSupplier nanoTime) {
    Nvml nvml = Nvml.open(names);
    try {
      List<Gpu> gpus = VisibleGpus.of(nvml.gpus(), visible);
      if (gpus.isEmpty()) {
        throw new MeterUnavailableException("no NVIDIA GPU for this process"
            + (visible == null ? "" : ": CUDA_VISIBLE_DEVICES is \"" + visible + "\""));
      }
      return new NvmlMeter(nvml, gpus, nanoTime);
    } catch (RuntimeException e) {
      nvml.close();
      throw e;
    }
  }

  @Override
  public EnergyReading read() {
    if (!closed) {
      long now = nanoTime.getAsLong();
      List<Component> components = new ArrayList<>();
      for (GpuEnergy gpu : gpus) {
        gpu.read(now).ifPresent(components::add);
      }
      last = new EnergyReading(components);
    }
    return last;
  }

  @Override
  public void close() {
    closed = true;
    nvml.close();
  }
}
