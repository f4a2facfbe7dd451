package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Scope;

/**
 * Charges a part of a meter's components, and says so. What is this process's already is charged in
 * full.
 *
 * @param meter what is charged
 * @param share the part, 0 to 1
 * @param note added to how each figure is known
 */
record ChargedMeter(EnergyMeter meter, double share, String note) implements EnergyMeter {
  @Override
  public void sample() {
    meter.sample();
  }

  @Override
  public EnergyReading read() {
    List<Component> components = new ArrayList<>();
    for (Component whole : meter.read().components()) {
      components.add(whole.scope() == Scope.PROCESS ? whole : charged(whole));
    }
    return new EnergyReading(components);
  }

  private Component charged(Component whole) {
    return new Component(
        whole.name(),
        whole.kind(),
        whole.device(),
        whole.joules() * share,
        whole.technique(),
        whole.scope(),
        whole.coverage(),
        whole.how() + note);
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return meter
        .expectedPower()
        .map(all -> share == 1 ? all : all.times(share, ", of which " + share + " is charged"));
  }

  @Override
  public void close() {
    meter.close();
  }
}
