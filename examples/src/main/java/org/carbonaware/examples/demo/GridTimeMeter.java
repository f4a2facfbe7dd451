package org.carbonaware.examples.demo;

import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;

/**
 * What this computer draws, booked in grid time: a second of a demo stands for an hour, so each
 * joule counts as if the computer had drawn it for as long. Each component says so.
 *
 * @param real a meter in real time; closed with this one
 * @param speed seconds of grid time in a real second, above 0
 */
record GridTimeMeter(EnergyMeter real, double speed) implements EnergyMeter {
  @Override
  public void sample() {
    real.sample();
  }

  @Override
  public EnergyReading read() {
    return new EnergyReading(
        real.read().components().stream().map(this::inGridTime).toList());
  }

  private Component inGridTime(Component drawn) {
    return new Component(
        drawn.name(),
        drawn.kind(),
        drawn.device(),
        drawn.joules() * speed,
        drawn.technique(),
        drawn.scope(),
        drawn.coverage(),
        drawn.how() + "; 1 s counted as " + SummaryText.number(speed / 3600) + " h");
  }

  @Override
  public void close() {
    real.close();
  }
}
