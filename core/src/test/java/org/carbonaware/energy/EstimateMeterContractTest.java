package org.carbonaware.energy;

import java.util.SplittableRandom;
import org.carbonaware.energy.tck.EnergyMeterContract;

class EstimateMeterContractTest extends EnergyMeterContract {
  private final SplittableRandom random = new SplittableRandom(42);
  private long nanoTime = Long.MAX_VALUE - 1_000_000_000L; // wraps around, as it may
  private long cpuNanos;

  @Override
  protected EnergyMeter newMeter() {
    return new EstimateMeter(new PowerModel(10, 100), 4, () -> nanoTime, () -> cpuNanos);
  }

  @Override
  protected void letTimePass() {
    long elapsed = random.nextLong(2_000_000_000L);
    nanoTime += elapsed;
    cpuNanos = random.nextInt(10) == 0 ? -1 : cpuNanos + random.nextLong(5 * elapsed + 1);
  }
}
