package org.carbonaware.ledger;

/**
 * The run never paused: its active energy, interval by interval, back to back from the start, at
 * the intensities that held then.
 */
final class StraightRun {
  private static final double JOULES_PER_KWH = 3_600_000;

  private final IntensitySteps steps;
  private final Slices slices;
  private final double[] series;
  private long cursor;
  private int step;
  private double grams;
  private double unknownJoules;

  StraightRun(long start, IntensitySteps steps, Slices slices, double[] series) {
    this.steps = steps;
    this.slices = slices;
    this.series = series;
    this.cursor = start;
    this.step = steps.at(start);
  }

  /** The next interval. */
  void add(long nanos, double joules) {
    if (nanos == 0) {
      emit(cursor, cursor, joules, steps.momentary(cursor));
      return;
    }
    long end = cursor + nanos;
    while (cursor < end) {
      long next = Math.min(end, steps.to(step));
      double part = joules * (next - cursor) / nanos;
      emit(cursor, next, part, steps.gramsPerKwh(step));
      cursor = next;
      if (cursor == steps.to(step)) {
        step++;
      }
    }
  }

  private void emit(long from, long to, double joules, double gramsPerKwh) {
    if (Double.isNaN(gramsPerKwh)) {
      unknownJoules += joules;
    } else {
      double emitted = joules / JOULES_PER_KWH * gramsPerKwh;
      grams += emitted;
      slices.add(series, from, to, emitted);
    }
  }

  /** In gCO2e, without what a facility adds. */
  double grams() {
    return grams;
  }

  /** Energy that fell where no intensity is known. */
  double unknownJoules() {
    return unknownJoules;
  }
}
