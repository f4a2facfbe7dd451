package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.RecentRange;

/**
 * What the grid did in the last 7 days, an intensity an hour: what a source remembers, and since
 * the start what was observed. What a table says was no observation. For one thread.
 */
final class RecentIntensity {
  private static final Duration HOUR = Duration.ofHours(1);

  private final NavigableMap<Instant, Double> hours = new TreeMap<>();

  void add(Intensity intensity) {
    if (intensity.provenance().kind() != Provenance.Kind.ASSUMED) {
      hours.put(intensity.at().truncatedTo(ChronoUnit.HOURS), intensity.gramsPerKwh());
    }
  }

  /** Of several values in an hour the last; what was observed stays. */
  void addAll(IntensitySeries history) {
    NavigableMap<Instant, Double> observed = new TreeMap<>(hours);
    for (int i = 0; i < history.size(); i++) {
      if (!Double.isNaN(history.gramsPerKwh(i))) {
        add(new Intensity(
            history.gramsPerKwh(i), history.basis(), history.startOf(i), history.provenance()));
      }
    }
    hours.putAll(observed);
  }

  /** The range as of a moment; what lies further back is forgotten. */
  Optional<RecentRange> range(Instant now) {
    hours.headMap(now.minus(RecentRange.SPAN), false).clear();
    double[] sorted =
        hours.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return RecentRange.of(sorted, sorted.length, HOUR);
  }
}
