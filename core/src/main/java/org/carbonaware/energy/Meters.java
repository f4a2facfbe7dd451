package org.carbonaware.energy;

import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where meters are made. */
public final class Meters {
  private static final Logger log = LoggerFactory.getLogger(Meters.class);

  private Meters() {}

  /**
   * The best this computer offers, with the default {@link MeterOptions}.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public static EnergyMeter detect(LongSupplier nanoTime) {
    return detect(MeterOptions.ofDefaults(), nanoTime);
  }

  /**
   * The best this computer offers: NVIDIA GPUs by their counters; processors by theirs (RAPL), else
   * by their load and a model; memory by its counter, else by a model of its size. Of a container,
   * control group or Slurm job with a part of the machine the models charge that part. Each
   * component says how it is known and why not better. NVIDIA GPUs that are there but can't be read
   * are modelled where their model is known. Never fails: what can't be opened is left out or
   * modelled; so is what does not answer, a GPU's driver within 10 seconds and the counters within
   * 2, and that is the longest this call waits.
   *
   * @param options what to do differently
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public static EnergyMeter detect(MeterOptions options, LongSupplier nanoTime) {
    return detect(Host.ofSystem(), options, nanoTime);
  }

  static EnergyMeter detect(Host host, MeterOptions options, LongSupplier nanoTime) {
    try {
      Detection detection = new Detection(host, options, nanoTime);
      EnergyMeter meter = detection.meter();
      detection.checks().forEach(check -> log.debug("{}: {}", check.name(), check.text()));
      return meter;
    } catch (RuntimeException | LinkageError e) {
      log.warn("this computer can't be looked at; its energy is assumed by processor time", e);
      return rest(PowerModel.ofProcessors(Runtime.getRuntime().availableProcessors()), nanoTime);
    }
  }

  /**
   * For a user who knows what the machine draws: its NVIDIA GPUs, where there are any, as
   * {@link #detect(MeterOptions, LongSupplier)} knows them, and the rest of the machine as one
   * component by this process's processor time.
   *
   * @param rest the power of the machine without its GPUs
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public static EnergyMeter detect(PowerModel rest, LongSupplier nanoTime) {
    return detect(rest, MeterOptions.ofDefaults(), nanoTime);
  }

  /**
   * The same with options. Those that say how processors are metered,
   * {@link MeterOptions#wholePlatform} and {@link MeterOptions#processShare}, count for nothing
   * here.
   *
   * @param rest the power of the machine without its GPUs
   * @param options what to do differently
   * @param nanoTime monotonic time in nanoseconds
   * @return a meter that starts at zero; close it
   */
  public static EnergyMeter detect(PowerModel rest, MeterOptions options, LongSupplier nanoTime) {
    return detect(Host.ofSystem(), rest, options, nanoTime);
  }

  static EnergyMeter detect(
      Host host, PowerModel rest, MeterOptions options, LongSupplier nanoTime) {
    EnergyMeter known = new EstimateMeter(
        rest,
        Runtime.getRuntime().availableProcessors(),
        nanoTime,
        options.processorTime.orElse(host.cpuNanos()));
    try {
      return new Detection(host, options, nanoTime).meterBeside(known);
    } catch (RuntimeException | LinkageError e) {
      log.warn("GPUs are not metered", e);
      return known;
    }
  }

  private static EnergyMeter rest(PowerModel power, LongSupplier nanoTime) {
    return new EstimateMeter(
        power, Runtime.getRuntime().availableProcessors(), nanoTime, new ProcessCpuTime());
  }

  /**
   * What {@link #detect(MeterOptions, LongSupplier)} finds on this computer: each way to know
   * energy, whether it is used, and if not, why and what helps. Opens meters and closes them; may
   * take seconds where a GPU's driver wakes up, and waits no longer than detecting does. Never
   * fails.
   *
   * @param options as there
   * @return the checks, in the order they were made
   */
  public static List<MeterCheck> explain(MeterOptions options) {
    return explain(Host.ofSystem(), options);
  }

  static List<MeterCheck> explain(Host host, MeterOptions options) {
    try {
      Detection detection = new Detection(host, options, () -> 0);
      try (EnergyMeter meter = detection.meter()) {
        log.debug("{} components", meter.read().components().size());
      }
      return detection.checks();
    } catch (RuntimeException | LinkageError e) {
      return List.of(new MeterCheck("meters", false, "this computer can't be looked at: " + e));
    }
  }
}
