package org.carbonaware.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;

/**
 * Charges this process its part of the processors' energy: between two looks, what its processor
 * time is of all processes' together. The memory's energy is left whole. While processor times
 * can't be read, the part stands still; it is caught up on afterwards. Not safe for several
 * threads.
 */
final class ProcessShareMeter implements EnergyMeter {
  /** Times come in hundredths of a second, so shares of fewer tell little. */
  private static final long FEWEST_TICKS = 10;

  private final EnergyMeter meter;
  private final CpuTimes times;
  private final String who;
  private EnergyReading last;
  private double attributed;
  private double seen;
  private long busy;
  private long process;
  private boolean failing;

  /**
   * Begins to share.
   *
   * @param times the times, which have just been read
   * @param who whose share it is, in words
   */
  ProcessShareMeter(EnergyMeter meter, CpuTimes times, String who) {
    this.meter = meter;
    this.times = times;
    this.who = who;
    this.busy = times.busy();
    this.process = times.process();
    this.last = meter.read();
    this.seen = processors(last);
  }

  private static double processors(EnergyReading reading) {
    double joules = 0;
    for (Component component : reading.components()) {
      joules += component.kind() == Kind.CPU ? component.joules() : 0;
    }
    return joules;
  }

  @Override
  public void sample() {
    last = meter.read();
    failing = !times.look();
    if (failing) {
      return;
    }
    long allTicks = times.busy() - busy;
    if (allTicks >= FEWEST_TICKS) {
      double whole = processors(last);
      double share = (times.process() - process) / (double) allTicks;
      attributed += Math.max(0, whole - seen) * Math.min(1, Math.max(0, share));
      seen = whole;
      busy = times.busy();
      process = times.process();
    } else if (allTicks < 0) { // set back: what is drawn from here on is shared
      seen = processors(last);
      busy = times.busy();
      process = times.process();
    }
  }

  @Override
  public EnergyReading read() {
    sample();
    List<Component> components = new ArrayList<>();
    double whole = processors(last);
    double known = failing && whole > 0 ? Math.min(1, seen / whole) : 1;
    for (Component component : last.components()) {
      components.add(component.kind() == Kind.CPU ? shared(component, known) : component);
    }
    return new EnergyReading(components);
  }

  private Component shared(Component component, double known) {
    return new Component(
        component.name(),
        component.kind(),
        component.device(),
        attributed,
        component.technique(),
        Scope.PROCESS,
        component.coverage() * known,
        component.how() + "; " + who + "'s share by processor time"
            + (failing ? ", which can't be read now" : ""));
  }

  @Override
  public Optional<ExpectedPower> expectedPower() {
    return meter.expectedPower();
  }

  @Override
  public void close() {
    meter.close();
  }
}
