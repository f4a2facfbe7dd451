package org.carbonaware.grid.watttime;

import java.time.Instant;
import org.carbonaware.grid.Zone;

/**
 * Where the present stands among the next 24 hours of the same region, as WattTime expects them: 0
 * is the cleanest moment, 100 the dirtiest, by marginal emissions. It answers "now or later today"
 * and nothing else: it holds no grams, and ranks of two regions or of two days cannot be compared.
 * Therefore no {@link org.carbonaware.grid.GridSource} returns it.
 *
 * @param zone the zone asked for
 * @param at the start of the step that is ranked
 * @param percentile from 0 (cleanest) to 100 (dirtiest)
 */
public record SignalIndex(Zone zone, Instant at, double percentile) {
  /** Checks the percentile. */
  public SignalIndex {
    if (!isPercentile(percentile)) {
      throw new IllegalArgumentException(
          "signal index of " + zone + ": percentile " + percentile + ", expected 0 to 100");
    }
  }

  static boolean isPercentile(double value) {
    return value >= 0 && value <= 100;
  }
}
