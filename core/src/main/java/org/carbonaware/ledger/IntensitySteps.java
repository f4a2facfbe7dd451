package org.carbonaware.ledger;

import java.util.Arrays;
import org.carbonaware.grid.IntensitySeries;

/** The intensity over all time: steps, each from its start to the next one's. */
final class IntensitySteps {
  private long[] from = new long[16];
  private double[] value = new double[16];
  private int size;

  /** A series; before and after it nothing is known. */
  static IntensitySteps of(IntensitySeries series) {
    IntensitySteps steps = new IntensitySteps();
    steps.add(Long.MIN_VALUE, Double.NaN);
    for (int i = 0; i < series.size(); i++) {
      steps.add(EpochNanos.nearest(series.startOf(i)), series.gramsPerKwh(i));
    }
    steps.add(EpochNanos.nearest(series.end()), Double.NaN);
    return steps;
  }

  /** Appends a step; the first one begins with time itself. */
  void add(long start, double gramsPerKwh) {
    if (size > 0 && IntensityTimeline.same(value[size - 1], gramsPerKwh)) {
      return;
    }
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    from[size] = start;
    value[size++] = gramsPerKwh;
  }

  int size() {
    return size;
  }

  long from(int step) {
    return from[step];
  }

  /** Where it ends: the last one with time itself. */
  long to(int step) {
    return step + 1 < size ? from[step + 1] : Long.MAX_VALUE;
  }

  /** In gCO2e/kWh; NaN if unknown. */
  double gramsPerKwh(int step) {
    return value[step];
  }

  /** The step of a moment. */
  int at(long moment) {
    int found = Arrays.binarySearch(from, 0, size, moment);
    return found >= 0 ? found : -found - 2;
  }

  /** The intensity of a moment: what begins there, or what ends there. */
  double momentary(long moment) {
    int step = at(moment);
    boolean ends = Double.isNaN(value[step]) && from[step] == moment && step > 0;
    return value[ends ? step - 1 : step];
  }

  /** The mean over a span of time, as far as it is known; NaN if it is not. */
  double mean(long start, long end) {
    double sum = 0;
    double known = 0;
    for (int step = at(start); step < size && from[step] < end; step++) {
      if (!Double.isNaN(value[step])) {
        double time = (double) Math.min(end, to(step)) - Math.max(start, from[step]);
        sum += time * value[step];
        known += time;
      }
    }
    return known > 0 ? sum / known : Double.NaN;
  }

  /** The highest value there is; 0 if none is known. */
  double highest() {
    return Arrays.stream(value, 0, size).filter(g -> !Double.isNaN(g)).max().orElse(0);
  }
}
