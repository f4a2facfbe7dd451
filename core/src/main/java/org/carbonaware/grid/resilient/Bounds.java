package org.carbonaware.grid.resilient;

import java.time.Duration;

/**
 * What is believed of a source.
 *
 * @param mostGramsPerKwh values above are refused, gCO2e per kWh, above 0
 * @param jumpGramsPerKwh a change of more from one step to the next is reported but believed, gCO2e
 *     per kWh, above 0
 * @param zeros exact zeros for this long are an outage, not a clean grid, and are taken as missing;
 *     more than zero
 * @param behind a present value whose step began longer ago is marked stale; more than zero
 */
public record Bounds(
    double mostGramsPerKwh, double jumpGramsPerKwh, Duration zeros, Duration behind) {
  /** Checks the settings. */
  public Bounds {
    if (!(mostGramsPerKwh > 0)
        || !(jumpGramsPerKwh > 0)
        || zeros.isNegative()
        || zeros.isZero()
        || behind.isNegative()
        || behind.isZero()) {
      throw new IllegalArgumentException("bounds: at most " + mostGramsPerKwh + ", jumps of "
          + jumpGramsPerKwh + " gCO2e/kWh, zeros for " + zeros + ", behind by " + behind
          + ": expected all above zero");
    }
  }

  /**
   * Up to 3000 gCO2e/kWh, jumps of 500 gCO2e/kWh, zeros for 3 hours, behind by 3 hours.
   *
   * @return the bounds
   */
  public static Bounds ofDefaults() {
    return new Bounds(3000, 500, Duration.ofHours(3), Duration.ofHours(3));
  }
}
