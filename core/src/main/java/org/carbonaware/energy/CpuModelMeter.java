package org.carbonaware.energy;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;

/**
 * Estimates the processors' energy from their load and a model of them. Not safe for several
 * threads.
 */
final class CpuModelMeter implements EnergyMeter {
  /** Loads are counted in hundredths of a second, so shorter times than this tell nothing. */
  private static final long SHORTEST_NANOS = 100_000_000L;

  private final ProcessorModel model;
  private final CpuLoad load;
  private final String device;
  private final Scope scope;
  private final String how;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private double joules;

  CpuModelMeter(
      ProcessorModel model,
      CpuLoad load,
      String device,
      Scope scope,
      String how,
      LongSupplier nanoTime) {
    this.model = model;
    this.load = load;
    this.device = device;
    this.scope = scope;
    this.how = how;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return Optional.of(
        ExpectedPower.of("cpu", model.idleWatts(), model.fullWatts(), model.basis()));
  }

  @Override
  public void sample() {
    long now = nanoTime.getAsLong();
    long elapsed = now - lastNanos;
    if (elapsed >= SHORTEST_NANOS) {
      joules += model.watts(load.since(elapsed)) * elapsed / 1e9;
      lastNanos = now;
    }
  }

  @Override
  public EnergyReading read() {
    sample();
    return new EnergyReading(List.of(
        new Component("cpu", Kind.CPU, device, joules, Technique.LOAD_MODEL, scope, 1, how)));
  }
}
