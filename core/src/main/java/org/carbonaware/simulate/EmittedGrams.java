package org.carbonaware.simulate;

import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * The integral of a trace over time, so that any interval's emissions are two look-ups. Where the
 * trace has no value, its mean counts.
 */
final class EmittedGrams {
  private static final double NANOS = 1e9;
  private static final double JOULES_PER_KWH = 3_600_000;

  private final Instant traceStart;
  private final double stepSeconds;
  private final double mean;
  private final double[] values;
  private final double[] sums;

  EmittedGrams(IntensitySeries trace) {
    this.mean = trace
        .mean()
        .orElseThrow(() -> new IllegalArgumentException(
            "trace of " + trace.zone() + ": it holds no value; nothing can be replayed on it"));
    this.traceStart = trace.start();
    this.stepSeconds = trace.step().toSeconds();
    this.values = trace.toArray();
    this.sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? mean : values[i];
      sums[i + 1] = sums[i] + values[i] * stepSeconds;
    }
  }

  /** Seconds from the start of the trace. */
  double position(Instant moment) {
    return moment.getEpochSecond()
        - traceStart.getEpochSecond()
        + (moment.getNano() - traceStart.getNano()) / NANOS;
  }

  /** Emissions of a constant power between two positions. */
  double grams(double watts, double from, double to) {
    return watts * (until(to) - until(from)) / JOULES_PER_KWH;
  }

  /** Emissions of an energy drawn at once at a position. */
  double gramsAtOnce(double joules, double at) {
    return joules / JOULES_PER_KWH * gramsPerKwh(at);
  }

  double gramsPerKwh(double at) {
    int index = (int) Math.floor(at / stepSeconds);
    return index < 0 || index >= values.length ? mean : values[index];
  }

  long stepSeconds() {
    return (long) stepSeconds;
  }

  private double until(double seconds) {
    if (seconds <= 0) {
      return seconds * mean;
    }
    int index = (int) Math.min(values.length, seconds / stepSeconds);
    double rest = seconds - index * stepSeconds;
    return sums[index] + rest * (index < values.length ? values[index] : mean);
  }
}
