package org.carbonaware.energy;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Estimates energy from this process's processor time and a {@link PowerModel} of the machine: the
 * fallback where no counter can be read. The whole machine's power is charged, since a training
 * usually has the machine to itself.
 *
 * <p>Not safe for several threads.
 */
public final class EstimateMeter implements EnergyMeter {
  private final PowerModel model;
  private final int processors;
  private final LongSupplier nanoTime;
  private final LongSupplier cpuNanos;
  private long lastNanoTime;
  private long lastCpuNanos;
  private double joules;

  /**
   * Makes a meter that starts at zero.
   *
   * @param model the machine's power by load
   * @param processors the processors that make up full load, at least 1
   * @param nanoTime monotonic time in nanoseconds
   * @param cpuNanos processor time used by this process in nanoseconds of the same time; negative
   *     if unknown, then full load is assumed
   */
  public EstimateMeter(
      PowerModel model, int processors, LongSupplier nanoTime, LongSupplier cpuNanos) {
    if (processors < 1) {
      throw new IllegalArgumentException("processors " + processors + ": expected at least 1");
    }
    this.model = model;
    this.processors = processors;
    this.nanoTime = nanoTime;
    this.cpuNanos = cpuNanos;
    this.lastNanoTime = nanoTime.getAsLong();
    this.lastCpuNanos = cpuNanos.getAsLong();
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return Optional.of(
        ExpectedPower.of("machine", model.idleWatts(), model.fullWatts(), "as it was told"));
  }

  @Override
  public EnergyReading read() {
    long now = nanoTime.getAsLong();
    long cpu = cpuNanos.getAsLong();
    long elapsed = now - lastNanoTime;
    if (elapsed > 0) {
      boolean loadKnown = cpu >= 0 && lastCpuNanos >= 0;
      double load = loadKnown ? (cpu - lastCpuNanos) / ((double) elapsed * processors) : 1;
      joules += model.watts(load) * elapsed / 1e9;
      lastNanoTime = now;
      lastCpuNanos = cpu;
    }
    return new EnergyReading(List.of(EnergyReading.Component.of(
        "machine",
        EnergyReading.Kind.MACHINE,
        joules,
        EnergyReading.Technique.LOAD_MODEL,
        "processor time and a model of " + model)));
  }
}
