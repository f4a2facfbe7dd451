package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.carbonaware.grid.IntensitySeries;

/** A forecast and how far it was meant to reach. */
record Outlook(IntensitySeries series, Duration asked) {
  /**
   * Whether it says something else than the one before, or goes on where that one ended although
   * more was asked for. The first step in common tells nothing: some providers put the measured
   * value there.
   */
  boolean isAnotherIssueThan(Kept<Outlook> kept) {
    if (kept.value() == null) {
      return false;
    }
    IntensitySeries old = kept.value().series();
    Instant first = old.start().isAfter(series.start()) ? old.start() : series.start();
    for (int i = 0; i < series.size(); i++) {
      double value = series.gramsPerKwh(i);
      OptionalDouble said = old.at(series.startOf(i));
      if (series.startOf(i).isAfter(first)
          && said.isPresent()
          && !Double.isNaN(value)
          && said.getAsDouble() != value) {
        return true;
      }
    }
    boolean endedEarly = old.end().isBefore(kept.at().plus(kept.value().asked()));
    return endedEarly && series.end().isAfter(old.end());
  }
}
