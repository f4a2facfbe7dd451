package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;

/** Adds the base power and the power supply's loss to a meter. Not safe for several threads. */
final class CalibratedMeter implements EnergyMeter {
  private final EnergyMeter meter;
  private final EnergyMeter base;
  private final double lossShare;
  private final String how;
  private double lostJoules;

  CalibratedMeter(
      EnergyMeter meter,
      Calibration calibration,
      double share,
      String note,
      LongSupplier nanoTime) {
    this.meter = meter;
    this.base = new SteadyMeter(
        "base",
        Kind.BASE,
        "",
        calibration.baseWatts() * share,
        Technique.CONSTANT,
        Scope.DEVICE,
        1,
        String.format(
                Locale.ROOT,
                "%.1f W for board, fans and disks: %s",
                calibration.baseWatts(),
                calibration.source())
            + note,
        nanoTime);
    this.lossShare = 1 / calibration.supplyEfficiency() - 1;
    this.how = String.format(
        Locale.ROOT,
        "what a power supply of %.1f %% efficiency loses: %s",
        100 * calibration.supplyEfficiency(),
        calibration.source());
  }

  @Override
  public void sample() {
    meter.sample();
  }

  @Override
  public EnergyReading read() {
    List<Component> components = new ArrayList<>(meter.read().components());
    components.addAll(base.read().components());
    double joules = 0;
    double covered = 0;
    for (Component component : components) {
      joules += component.joules();
      covered += component.joules() * component.coverage();
    }
    lostJoules = Math.max(lostJoules, joules * lossShare); // what vanishes was lost all the same
    components.add(new Component(
        "supply",
        Kind.SUPPLY,
        "",
        lostJoules,
        Technique.CALIBRATION,
        Scope.DEVICE,
        joules > 0 ? Math.min(1, covered / joules) : 1,
        how));
    return new EnergyReading(components);
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    Optional<ExpectedPower> machine = meter.expectedPower();
    return machine
        .flatMap(known -> base.expectedPower().map(known::plus))
        .map(all -> all.times(1 + lossShare, "; all with the power supply's loss"));
  }

  @Override
  public void close() {
    meter.close();
  }
}
