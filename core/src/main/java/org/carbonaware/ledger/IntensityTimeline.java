package org.carbonaware.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The intensities that were observed, each holding until the next. */
final class IntensityTimeline {
  private final NavigableMap<Instant, Double> gramsPerKwh = new TreeMap<>();

  void add(Instant from, double value) {
    gramsPerKwh.put(from, value);
  }

  /** The mean over an interval; NaN if any part of it was not observed. */
  double mean(Instant from, Instant to) {
    Map.Entry<Instant, Double> first = gramsPerKwh.floorEntry(from);
    if (first == null) {
      return Double.NaN;
    }
    if (!from.isBefore(to)) {
      return first.getValue();
    }
    double sum = 0;
    Instant cursor = from;
    double value = first.getValue();
    for (Map.Entry<Instant, Double> next :
        gramsPerKwh.subMap(from, false, to, false).entrySet()) {
      sum += value * seconds(cursor, next.getKey());
      cursor = next.getKey();
      value = next.getValue();
    }
    return (sum + value * seconds(cursor, to)) / seconds(from, to);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
