package org.carbonaware.energy;

import java.util.List;
import java.util.function.LongSupplier;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where meters are made. */
public final class Meters {
  private static final Logger log = LoggerFactory.getLogger(Meters.class);

  private Meters() {}

  /**
   * The best this computer offers: its NVIDIA GPUs measured, where there are any, and the rest of
   * the machine estimated from this process's processor time.
   *
   * @param rest the power of the machine without its GPUs
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero
   */
  public static EnergyMeter detect(PowerModel rest, LongSupplier nanoTime) {
    EnergyMeter machine = new EstimateMeter(
        rest, Runtime.getRuntime().availableProcessors(), nanoTime, new ProcessCpuTime());
    try {
      return new SeveralMeters(List.of(NvmlMeter.open(nanoTime), machine));
    } catch (MeterUnavailableException e) {
      log.debug("GPUs are not metered: {}", e.getMessage());
      return machine;
    } catch (LinkageError e) {
      log.debug("GPUs are not metered: native libraries can't be called on this computer", e);
      return machine;
    }
  }
}
