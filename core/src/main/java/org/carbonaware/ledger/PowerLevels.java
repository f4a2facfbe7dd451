package org.carbonaware.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long a run drew how much power, in classes a thousandth wide, so that it takes the same
 * memory for any number of intervals.
 */
final class PowerLevels {
  /** Of a double's 52 bits after the leading one, 10 stay. */
  private static final int DROPPED_BITS = 42;

  /**
   * A power for some time.
   *
   * @param joulesPerNano the power; infinite for energy that took no time
   * @param nanos how long
   * @param joules the energy
   */
  record Level(double joulesPerNano, long nanos, double joules) {}

  private static final class PowerClass {
    double lowest = Double.POSITIVE_INFINITY;
    double highest;
    long nanos;
    double joules;

    /**
     * As if it had drawn its highest and its lowest power only: of all powers between them those
     * can be placed best, so that what is computed from them is a lower bound.
     */
    void levels(List<Level> levels) {
      double high = highest > lowest ? (joules - lowest * nanos) / (highest - lowest) : nanos;
      long highNanos = Math.max(0, Math.min(nanos, Math.round(high)));
      long lowNanos = nanos - highNanos;
      double lowJoules = highNanos > 0 ? lowest * lowNanos : joules;
      if (highNanos > 0) {
        levels.add(new Level(highest, highNanos, lowNanos > 0 ? joules - lowJoules : joules));
      }
      if (lowNanos > 0) {
        levels.add(new Level(lowest, lowNanos, lowJoules));
      }
    }
  }

  private final NavigableMap<Long, PowerClass> classes = new TreeMap<>(Collections.reverseOrder());
  private double atOnce;

  void add(long nanos, double joules) {
    if (nanos == 0) {
      atOnce += joules;
      return;
    }
    double power = Math.max(0, joules) / nanos;
    PowerClass powerClass = classes.computeIfAbsent(
        Double.doubleToRawLongBits(power) >>> DROPPED_BITS, added -> new PowerClass());
    powerClass.lowest = Math.min(powerClass.lowest, power);
    powerClass.highest = Math.max(powerClass.highest, power);
    powerClass.nanos += nanos;
    powerClass.joules += joules;
  }

  /** All levels, the highest power first. */
  List<Level> descending() {
    List<Level> levels = new ArrayList<>();
    if (atOnce != 0) {
      levels.add(new Level(Double.POSITIVE_INFINITY, 0, atOnce));
    }
    classes.values().forEach(powerClass -> powerClass.levels(levels));
    return levels;
  }
}
