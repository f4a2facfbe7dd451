package org.carbonaware.ledger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carbonaware.ledger.IntensityOrigins.Origin;
import org.jspecify.annotations.Nullable;

/** What the range of a run's emissions is computed from. */
final class UncertainEnergy {
  /** Powers over shorter intervals are noise. */
  private static final long LONG_ENOUGH = Duration.ofSeconds(5).toNanos();

  private final Map<String, Double> gramsByKind = new LinkedHashMap<>();
  private double highestWatts;
  private double joules;
  private double nanos;

  void add(EnergyLine line, @Nullable Origin origin) {
    joules += line.joules;
    nanos += line.nanos();
    if (line.nanos() >= LONG_ENOUGH) {
      highestWatts = Math.max(highestWatts, line.joules / line.nanos() * 1e9);
    }
    if (line.known()) {
      gramsByKind.merge(origin == null ? "" : origin.kind(), line.grams, Double::sum);
    }
  }

  /** Emissions by how the intensity was known; empty text where the record does not say it. */
  Map<String, Double> gramsByKind() {
    return gramsByKind;
  }

  /** The highest power of any interval, or the mean if all were short. */
  double highestWatts() {
    if (highestWatts > 0) {
      return highestWatts;
    }
    return nanos > 0 ? joules / nanos * 1e9 : 0;
  }
}
