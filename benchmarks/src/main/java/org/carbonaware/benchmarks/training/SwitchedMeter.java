package org.carbonaware.benchmarks.training;

import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;

/**
 * A meter that works only in the turns of the training it belongs to, so that no other training
 * bears its cost.
 */
final class SwitchedMeter implements EnergyMeter {
  private final EnergyMeter meter;
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean on;
  private EnergyReading last;

  SwitchedMeter(EnergyMeter meter) {
    this.meter = meter;
    this.last = meter.read();
  }

  void turn(boolean works) {
    on = works;
  }

  /** How often it looked or read. */
  int looks() {
    return looks.get();
  }

  @Override
  public void sample() {
    if (on) {
      meter.sample();
      looks.incrementAndGet();
    }
  }

  @Override
  public EnergyReading read() {
    if (on) {
      last = meter.read();
      looks.incrementAndGet();
    }
    return last;
  }

  @Override
  public void close() {
    meter.close();
  }
}
