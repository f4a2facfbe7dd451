package org.carbonaware.energy.nvml;

import java.util.concurrent.TimeUnit;
import org.carbonaware.energy.EnergyReading.Technique;
import org.jspecify.annotations.Nullable;

/**
 * Power summed up over time: by the trapezoidal rule, except for the last second before a sample
 * that is a mean of it. A gap is filled in with the mean of what was drawn before and after it, and
 * not counted as covered.
 */
final class PowerSum {
  /** The longest time between two samples that still is no gap. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS = 1e-9;

  private @Nullable PowerSample last;
  private long lastNanos;
  private double joules;
  private double ownJoules;
  private long coveredNanos;
  private long filledNanos;
  private Technique technique = Technique.NVML_ENERGY; // the best, until something is summed up

  /** Takes a sample, at or after the one before. */
  void add(PowerSample sample, long nanoTime) {
    PowerSample before = last;
    long elapsed = nanoTime - lastNanos; // right even where the count wraps around
    if (before != null && elapsed > 0) {
      long told = sample.ofLastSecond() ? Math.min(elapsed, SECOND_NANOS) : 0;
      joules += joules(before.watts(), sample.watts(), elapsed, told);
      ownJoules += joules(before.ownWatts(), sample.ownWatts(), elapsed, told);
      technique = weaker(technique, weaker(before.technique(), sample.technique()));
      if (elapsed <= LONGEST_NANOS || sample.technique() == Technique.CONSTANT) {
        coveredNanos += elapsed;
      } else {
        filledNanos += elapsed;
      }
    }
    last = sample;
    lastNanos = nanoTime;
  }

  private static double joules(double before, double now, long elapsed, long told) {
    return (now * told + (before + now) / 2 * (elapsed - told)) * NANOS;
  }

  /** Starts at zero again, at the last sample. */
  void restart() {
    joules = 0;
    ownJoules = 0;
    coveredNanos = 0;
    filledNanos = 0;
    technique = Technique.NVML_ENERGY;
  }

  double joules() {
    return joules;
  }

  double ownJoules() {
    return ownJoules;
  }

  long coveredNanos() {
    return coveredNanos;
  }

  long filledNanos() {
    return filledNanos;
  }

  /** The weakest technique of what was summed up. */
  Technique technique() {
    return technique;
  }

  /** The same; where nothing was summed up yet, that of the last sample. */
  Technique techniqueOrLast() {
    return joules > 0 || last == null ? technique : weaker(technique, last.technique());
  }

  /** The technique that is known less well. */
  static Technique weaker(Technique a, Technique b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
