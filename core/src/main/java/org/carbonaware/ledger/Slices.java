package org.carbonaware.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Time in slices of equal length, and amounts spread over them. The slices grow twice as long
 * whenever there would be too many, so that a run of any length takes the same memory.
 */
final class Slices {
  /** How many there are at most. */
  static final int MOST = 2048;

  private static final long SHORTEST = 1_000_000_000L;

  private final List<double[]> all = new ArrayList<>();
  private boolean begun;
  private long start;
  private long step = SHORTEST;
  private int size;

  /** Where the first slice begins; the first call counts. */
  void begin(long moment) {
    if (!begun) {
      begun = true;
      start = moment;
    }
  }

  /** A new series of amounts, to be handed to {@link #add}. */
  double[] series() {
    double[] series = new double[MOST];
    all.add(series);
    return series;
  }

  long start() {
    return start;
  }

  /** How long a slice is, in nanoseconds. */
  long step() {
    return step;
  }

  /** How many slices reach from the start to the furthest moment there was. */
  int size() {
    return size;
  }

  /** Makes room up to a moment. */
  void reach(long moment) {
    while (moment > start && (moment - start - 1) / MOST >= step) {
      all.forEach(Slices::halve);
      step *= 2;
      size = (size + 1) / 2;
    }
    if (moment > start) {
      size = Math.max(size, (int) ((moment - start + step - 1) / step));
    } else {
      size = Math.max(size, 1);
    }
  }

  private static void halve(double[] series) {
    for (int i = 0; i < MOST / 2; i++) {
      series[i] = series[2 * i] + series[2 * i + 1];
    }
    Arrays.fill(series, MOST / 2, MOST, 0);
  }

  /** Spreads an amount evenly over an interval; what lies before the start is put there. */
  void add(double[] series, long from, long to, double amount) {
    reach(to);
    int first = index(from);
    int last = index(Math.max(from, to - 1));
    size = Math.max(size, last + 1);
    if (first == last) {
      series[first] += amount;
      return;
    }
    double left = amount;
    long begin = Math.max(from, start);
    for (int i = first; i < last; i++) {
      long end = start + (i + 1) * step;
      double part = amount * (end - begin) / (to - Math.max(from, start));
      series[i] += part;
      left -= part;
      begin = end;
    }
    series[last] += left;
  }

  private int index(long moment) {
    return (int) Math.max(0, Math.min(MOST - 1, (moment - start) / step));
  }
}
