package org.carbonaware.grid.resilient;

import java.time.Duration;
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
    if (!old.step().equals(series.step())) {
      return true;
    }
    int offset = old.indexOf(series.start());
    for (int i = Math.max(1, 1 - offset); i < Math.min(series.size(), old.size() - offset); i++) {
      double value = series.gramsPerKwh(i);
      double said = old.gramsPerKwh(i + offset);
      if (!Double.isNaN(value) && !Double.isNaN(said) && value != said) {
        return true;
      }
    }
    boolean endedEarly = old.end().isBefore(kept.at().plus(kept.value().asked()));
    return endedEarly && series.end().isAfter(old.end());
  }
}
