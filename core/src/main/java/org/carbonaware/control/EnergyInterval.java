package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.energy.EnergyReading.Method;

/** Energy that is being drawn in one state at one intensity. Belongs to the control thread. */
final class EnergyInterval {
  private static final double JOULES_PER_KWH = 3_600_000;

  final Instant from;
  final ControllerState state;
  final Optional<Double> gramsPerKwh;
  final long firstEpoch;

  /** Whether readings were taken at its beginning and all along, so that it tells a power. */
  boolean whole;

  private final Map<String, Double> joules = new LinkedHashMap<>();
  private Optional<Method> weakest = Optional.empty();

  EnergyInterval(
      Instant from,
      ControllerState state,
      Optional<Double> gramsPerKwh,
      long firstEpoch,
      boolean whole) {
    this.from = from;
    this.state = state;
    this.gramsPerKwh = gramsPerKwh;
    this.firstEpoch = firstEpoch;
    this.whole = whole;
  }

  void add(List<Metering.Drawn> drawn) {
    for (Metering.Drawn part : drawn) {
      joules.merge(part.component(), part.joules(), Double::sum);
      if (weakest.isEmpty() || part.method().compareTo(weakest.get()) > 0) {
        weakest = Optional.of(part.method());
      }
    }
  }

  double sum() {
    return joules.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double gramsOf(double someJoules) {
    return gramsPerKwh.map(g -> someJoules / JOULES_PER_KWH * g).orElse(0.0);
  }

  Duration age(Instant now) {
    return Duration.between(from, now);
  }

  /** The full hour that it must not go beyond. */
  Instant endOfHour() {
    return from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /** The same in another state or at another intensity. */
  EnergyInterval as(ControllerState other, Optional<Double> otherGramsPerKwh) {
    EnergyInterval changed = new EnergyInterval(from, other, otherGramsPerKwh, firstEpoch, whole);
    changed.joules.putAll(joules);
    changed.weakest = weakest;
    return changed;
  }

  /**
   * Takes what falls after a moment away, as if all was drawn evenly until now; both together are
   * what it was.
   */
  EnergyInterval splitAt(Instant moment, Instant now, long epoch) {
    EnergyInterval rest = new EnergyInterval(moment, state, gramsPerKwh, epoch, whole);
    rest.weakest = weakest;
    double share = (double) age(moment).toNanos() / age(now).toNanos();
    for (Map.Entry<String, Double> component : joules.entrySet()) {
      double before = component.getValue() * share;
      rest.joules.put(component.getKey(), component.getValue() - before);
      component.setValue(before);
    }
    return rest;
  }

  EnergyUsed until(Instant end, long lastEpoch) {
    double all = sum();
    return new EnergyUsed(
        end,
        from,
        state,
        joules,
        weakest.orElse(Method.ASSUMED),
        gramsPerKwh.map(g -> all / JOULES_PER_KWH * g),
        firstEpoch,
        Math.max(firstEpoch, lastEpoch));
  }
}
