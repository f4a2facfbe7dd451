package org.carbonaware.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.ledger.RunAccount.EpochTotal;

/**
 * Energy by epoch; an interval's is spread evenly over the epochs it spans. If there are very many
 * epochs, two neighbours become one again and again.
 */
final class EpochTotals {
  /** How many there are at most. */
  static final int MOST = 4096;

  private final double[] activeJoules = new double[MOST];
  private final double[] pausedJoules = new double[MOST];
  private final double[] grams = new double[MOST];
  private final double[] nanos = new double[MOST];
  private final boolean[] touched = new boolean[MOST];
  private long width = 1;

  void add(EnergyLine line) {
    long first = Math.max(0, line.firstEpoch);
    long last = Math.max(first, line.lastEpoch);
    while (last / width >= MOST) {
      halve();
    }
    double whole = (double) last - first + 1;
    int end = (int) (last / width);
    double left = 1;
    for (int i = (int) (first / width); i < end; i++) {
      double share = ((i + 1) * width - Math.max(first, i * width)) / whole;
      add(i, line, share);
      left -= share;
    }
    add(end, line, left);
  }

  private void add(int index, EnergyLine line, double share) {
    touched[index] = true;
    if (line.phase == Phase.ACTIVE) {
      activeJoules[index] += line.joules * share;
    } else {
      pausedJoules[index] += line.joules * share;
    }
    grams[index] += line.known() ? line.grams * share : 0;
    nanos[index] += line.nanos() * share;
  }

  private void halve() {
    width *= 2;
    for (int i = 0; i < MOST; i++) {
      int one = 2 * i;
      boolean inside = one < MOST;
      activeJoules[i] = inside ? activeJoules[one] + activeJoules[one + 1] : 0;
      pausedJoules[i] = inside ? pausedJoules[one] + pausedJoules[one + 1] : 0;
      grams[i] = inside ? grams[one] + grams[one + 1] : 0;
      nanos[i] = inside ? nanos[one] + nanos[one + 1] : 0;
      touched[i] = inside && (touched[one] || touched[one + 1]);
    }
  }

  List<EpochTotal> totals(double pue) {
    List<EpochTotal> totals = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      if (touched[i]) {
        totals.add(new EpochTotal(
            i * width,
            Duration.ofNanos(Math.round(nanos[i])),
            activeJoules[i],
            pausedJoules[i],
            grams[i] * pue));
      }
    }
    return totals;
  }
}
