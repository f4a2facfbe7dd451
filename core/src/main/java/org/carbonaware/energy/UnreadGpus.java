package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.nvml.ShownGpu;

/**
 * GPUs that are there but that can't be read: one of a known model draws what it draws at half load
 * (the model and the assumption of half load are Cloud Carbon Footprint's), and of any other the
 * energy is unknown, which its coverage of 0 says.
 */
final class UnreadGpus {
  /** How busy a processor of a cloud is on average, as Cloud Carbon Footprint assumes. */
  static final double ASSUMED_LOAD = 0.5;

  private UnreadGpus() {}

  /**
   * Their meter.
   *
   * @param gpus at least one
   * @param whyNot why they can't be read
   */
  static EnergyMeter meter(List<ShownGpu> gpus, String whyNot, LongSupplier nanoTime) {
    List<EnergyMeter> meters = new ArrayList<>();
    for (ShownGpu gpu : gpus) {
      String name = "gpu" + meters.size();
      if (gpu.fullWatts().isPresent()) {
        double idle = gpu.idleWatts().orElse(0);
        double full = gpu.fullWatts().getAsDouble();
        double watts = idle + ASSUMED_LOAD * (full - idle);
        String how = String.format(
            Locale.ROOT,
            "%.1f W all the time: half load assumed of a board of %.0f W idle and %.0f W busy (Cloud"
                + " Carbon Footprint); it can't be read: %s",
            watts,
            idle,
            full,
            whyNot);
        meters.add(gpu(name, gpu, watts, 1, how, nanoTime));
      } else {
        String how = "energy unknown, counted as 0: the power of "
            + (gpu.model().isEmpty() ? "its unknown model" : "its model")
            + " is not known and it can't be read: " + whyNot;
        meters.add(gpu(name, gpu, 0, 0, how, nanoTime));
      }
    }
    return new SeveralMeters(meters);
  }

  private static EnergyMeter gpu(
      String name, ShownGpu gpu, double watts, double coverage, String how, LongSupplier nanoTime) {
    return new SteadyMeter(
        name,
        Kind.GPU,
        gpu.model(),
        watts,
        Technique.CONSTANT,
        Scope.DEVICE,
        coverage,
        how,
        nanoTime);
  }
}
