package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.grid.Intensity;
import org.carbonaware.plan.Costs;
import org.jspecify.annotations.Nullable;

/**
 * Books the energy drawn to states and intensities: emissions are the sum of small amounts of
 * energy, each times the intensity at its moment. Belongs to the control thread.
 */
final class EnergyAccount {
  private static final double JOULES_PER_KWH = 3_600_000;

  /** An interval that is still growing. */
  private static final class Open {
    final Instant from;
    final ControllerState state;
    final Optional<Double> gramsPerKwh;
    final Map<String, Double> joules = new LinkedHashMap<>();

    @Nullable
    Method method;

    Open(Instant from, ControllerState state, Optional<Double> gramsPerKwh) {
      this.from = from;
      this.state = state;
      this.gramsPerKwh = gramsPerKwh;
    }

    double grams() {
      return gramsPerKwh.map(g -> sum() / JOULES_PER_KWH * g).orElse(0.0);
    }

    double sum() {
      return joules.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    Open as(ControllerState other, Optional<Double> otherGramsPerKwh) {
      Open changed = new Open(from, other, otherGramsPerKwh);
      changed.joules.putAll(joules);
      changed.method = method;
      return changed;
    }
  }

  private final EnergyMeter meter;
  private final Duration longest;
  private final Consumer<ControllerEvent> out;
  private final Consumer<String> warn;
  private final Map<String, Double> last = new LinkedHashMap<>();
  private final MeanPower running = new MeanPower();
  private final MeanPower paused = new MeanPower();
  private @Nullable Open open;
  private double closedGrams;
  private boolean failed;

  EnergyAccount(
      EnergyMeter meter, Duration longest, Consumer<ControllerEvent> out, Consumer<String> warn) {
    this.meter = meter;
    this.longest = longest;
    this.out = out;
    this.warn = warn;
  }

  /**
   * Books what was drawn since the last call to the state and intensity that held since then, which
   * the last call announced; then begins to book to the ones given.
   */
  void sample(Instant now, ControllerState state, Optional<Intensity> intensity) {
    Optional<Double> gramsPerKwh = intensity.map(Intensity::gramsPerKwh);
    Open current = open;
    if (current != null) {
      current = informed(current, intensity);
      open = current;
      add(current);
      boolean same = current.state == state && current.gramsPerKwh.equals(gramsPerKwh);
      if (same && Duration.between(current.from, now).compareTo(longest) < 0) {
        return;
      }
      if (current.from.equals(now)) { // no time has passed: what was drawn goes to what follows
        open = current.as(state, gramsPerKwh);
        return;
      }
      close(current, now);
    } else {
      read(); // from here on it counts
    }
    open = new Open(now, state, gramsPerKwh);
  }

  /**
   * What the grid is learned to have been since before an interval began holds for that interval
   * too: the first look at a grid comes after the first energy.
   */
  private static Open informed(Open interval, Optional<Intensity> learned) {
    boolean tells = interval.gramsPerKwh.isEmpty()
        && learned.isPresent()
        && !learned.get().at().isAfter(interval.from);
    return tells ? interval.as(interval.state, learned.map(Intensity::gramsPerKwh)) : interval;
  }

  /** Books and closes what is open. */
  void flush(Instant now) {
    Open current = open;
    if (current != null) {
      add(current);
      if (current.from.isBefore(now) || current.sum() > 0) {
        close(current, now);
      }
      open = null;
    }
  }

  /** What was emitted until the last call, as far as the intensity was known. */
  double grams() {
    return closedGrams + (open == null ? 0 : open.grams());
  }

  /**
   * The costs with the power that was really seen, once it was. Until a pause was seen it is taken
   * to draw the share of the running power that was assumed: watts of a processor say nothing of a
   * GPU's.
   */
  Costs observed(Costs assumed) {
    double runWatts = running.wattsOr(assumed.runWatts());
    return new Costs(
        runWatts,
        paused.wattsOr(assumed.pausedWatts() / assumed.runWatts() * runWatts),
        assumed.checkpointTime(),
        assumed.restoreTime());
  }

  private void add(Open interval) {
    Map<String, Double> before = Map.copyOf(last);
    Optional<EnergyReading> reading = read();
    if (reading.isEmpty()) {
      return;
    }
    for (Component component : reading.get().components()) {
      double drawn = component.joules() - before.getOrDefault(component.name(), component.joules());
      interval.joules.merge(component.name(), Math.max(0, drawn), Double::sum);
      Method weakest = interval.method;
      if (weakest == null || component.method().compareTo(weakest) > 0) {
        interval.method = component.method();
      }
    }
  }

  private void close(Open interval, Instant now) {
    double joules = interval.sum();
    closedGrams += interval.grams();
    Optional<Double> grams = interval.gramsPerKwh.map(g -> joules / JOULES_PER_KWH * g);
    if (interval.state == ControllerState.RUNNING) {
      running.add(joules, Duration.between(interval.from, now));
    } else if (interval.state == ControllerState.PAUSED) {
      paused.add(joules, Duration.between(interval.from, now));
    }
    Method method = interval.method == null ? Method.ASSUMED : interval.method;
    out.accept(
        new EnergyUsed(now, interval.from, interval.state, interval.joules, method, grams, 0, 0));
  }

  private Optional<EnergyReading> read() {
    try {
      EnergyReading reading = meter.read();
      reading.components().forEach(component -> last.put(component.name(), component.joules()));
      return Optional.of(reading);
    } catch (RuntimeException | Error e) { // such as a missing native library
      if (!failed) {
        failed = true;
        warn.accept("the energy meter failed and is not counted while it does: " + e);
      }
      return Optional.empty();
    }
  }

  /** The mean power over all time of one kind, trusted from one minute on. */
  private static final class MeanPower {
    private double joules;
    private double seconds;

    void add(double addedJoules, Duration time) {
      joules += addedJoules;
      seconds += time.toNanos() / 1e9;
    }

    double wattsOr(double assumed) {
      return seconds >= 60 && joules > 0 ? joules / seconds : assumed;
    }
  }
}
