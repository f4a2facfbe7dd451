package org.carbonaware.energy.nvml;

import java.util.Optional;
import java.util.OptionalLong;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;

/**
 * Adds up one GPU's energy: from its counter where it has one, else from its power. Belongs to one
 * thread.
 */
final class GpuEnergy {
  private static final double MILLI = 1e-3;
  private static final double NANOS = 1e-9;

  private final String component;
  private final Gpu gpu;
  private double joules;
  private double bridgedJoules;
  private OptionalLong lastMillijoules = OptionalLong.empty();
  private OptionalLong lastMilliwatts = OptionalLong.empty();
  private long lastNanos;

  GpuEnergy(String component, Gpu gpu) {
    this.component = component;
    this.gpu = gpu;
  }

  /** Reads once; empty while the GPU answers nothing. */
  Optional<Component> read(long nanoTime) {
    OptionalLong millijoules = gpu.energyMillijoules();
    if (millijoules.isPresent()) {
      addCounted(millijoules.getAsLong());
      lastMilliwatts = OptionalLong.empty();
      return Optional.of(component(Technique.NVML_ENERGY, "energy counter"));
    }
    OptionalLong milliwatts = gpu.powerMilliwatts();
    if (milliwatts.isEmpty()) {
      lastMilliwatts = OptionalLong.empty(); // what it drew meanwhile is not known
      return Optional.empty();
    }
    addPower(milliwatts.getAsLong(), nanoTime);
    return Optional.of(component(Technique.NVML_POWER, "power, summed up,"));
  }

  /**
   * A counter that falls was set back by a driver that was loaded anew: nothing is counted. One
   * that was away ran on meanwhile: what was summed up from power in its place is not counted
   * twice.
   */
  private void addCounted(long millijoules) {
    if (lastMillijoules.isPresent() && millijoules >= lastMillijoules.getAsLong()) {
      double counted = (millijoules - lastMillijoules.getAsLong()) * MILLI;
      joules += Math.max(0, counted - bridgedJoules);
    }
    bridgedJoules = 0;
    lastMillijoules = OptionalLong.of(millijoules);
  }

  private void addPower(long milliwatts, long nanoTime) {
    long elapsed = nanoTime - lastNanos; // right even where the count wraps around
    if (lastMilliwatts.isPresent() && elapsed > 0) {
      double meanWatts = (milliwatts + lastMilliwatts.getAsLong()) / 2.0 * MILLI;
      double summed = meanWatts * elapsed * NANOS;
      joules += summed;
      bridgedJoules += summed;
    }
    lastMilliwatts = OptionalLong.of(milliwatts);
    lastNanos = nanoTime;
  }

  private Component component(Technique technique, String what) {
    Gpu.Identity identity = gpu.identity();
    return new Component(
        component,
        Kind.GPU,
        identity.name(),
        joules,
        technique,
        Scope.DEVICE,
        1,
        "NVML " + what + " of " + identity.name()
            + (identity.partitioned() ? ", the whole board with all its instances" : ""));
  }
}
