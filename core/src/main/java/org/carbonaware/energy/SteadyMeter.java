package org.carbonaware.energy;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;

/** What draws the same power all the time. Not safe for several threads. */
final class SteadyMeter implements EnergyMeter {
  private final String name;
  private final Kind kind;
  private final String device;
  private final double watts;
  private final Technique technique;
  private final Scope scope;
  private final double coverage;
  private final String how;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private double joules;

  SteadyMeter(
      String name,
      Kind kind,
      String device,
      double watts,
      Technique technique,
      Scope scope,
      double coverage,
      String how,
      LongSupplier nanoTime) {
    this.name = name;
    this.kind = kind;
    this.device = device;
    this.watts = watts;
    this.technique = technique;
    this.scope = scope;
    this.coverage = coverage;
    this.how = how;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return coverage > 0
        ? Optional.of(ExpectedPower.of(name, watts, watts, technique.label()))
        : Optional.empty();
  }

  @Override
  public EnergyReading read() {
    long now = nanoTime.getAsLong();
    long elapsed = now - lastNanos;
    if (elapsed > 0) {
      joules += watts * elapsed / 1e9;
      lastNanos = now;
    }
    return new EnergyReading(
        List.of(new Component(name, kind, device, joules, technique, scope, coverage, how)));
  }
}
