package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads several meters as one; their components have distinct names. One that fails keeps its last
 * figures and takes no other with it. Not safe for several threads.
 */
final class SeveralMeters implements EnergyMeter {
  private static final Logger log = LoggerFactory.getLogger(SeveralMeters.class);

  private final List<EnergyMeter> meters;
  private final List<List<Component>> last;
  private final boolean[] failed;

  SeveralMeters(List<EnergyMeter> meters) {
    this.meters = List.copyOf(meters);
    this.last = new ArrayList<>();
    this.failed = new boolean[meters.size()];
    meters.forEach(meter -> last.add(List.of()));
    read();
  }

  @Override
  public void sample() {
    for (int i = 0; i < failed.length; i++) {
      try {
        meters.get(i).sample();
      } catch (RuntimeException | LinkageError e) {
        tell(i, e);
      }
    }
  }

  @Override
  public EnergyReading read() {
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < failed.length; i++) {
      try {
        last.set(i, meters.get(i).read().components());
      } catch (RuntimeException | LinkageError e) {
        tell(i, e);
      }
      components.addAll(last.get(i));
    }
    return new EnergyReading(components);
  }

  /** The sum of what is known. */
  @Override
  public Optional<ExpectedPower> expectedPower() {
    return meters.stream()
        .map(EnergyMeter::expectedPower)
        .flatMap(Optional::stream)
        .reduce(ExpectedPower::plus);
  }

  private void tell(int meter, Throwable failure) {
    if (!failed[meter]) {
      failed[meter] = true;
      log.warn("a meter failed and keeps its last figures while it does", failure);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < failed.length; i++) {
      try {
        meters.get(i).close();
      } catch (RuntimeException | LinkageError e) {
        tell(i, e);
      }
    }
  }
}
