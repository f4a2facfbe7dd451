package org.carbonaware.energy;

import java.util.List;

/** Reads several meters as one; their components have distinct names. */
record SeveralMeters(List<EnergyMeter> meters) implements EnergyMeter {
  SeveralMeters {
    meters = List.copyOf(meters);
  }

  @Override
  public EnergyReading read() {
    return new EnergyReading(
        meters.stream().flatMap(meter -> meter.read().components().stream()).toList());
  }

  @Override
  public void close() {
    meters.forEach(EnergyMeter::close);
  }
}
