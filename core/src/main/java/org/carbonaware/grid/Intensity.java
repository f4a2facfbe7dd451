package org.carbonaware.grid;

import java.time.Instant;

/**
 * The carbon intensity of one moment.
 *
 * @param gramsPerKwh gCO2e per kWh, finite and not negative
 * @param basis what it counts
 * @param at the start of the interval the value stands for
 * @param provenance where it came from
 */
public record Intensity(double gramsPerKwh, Basis basis, Instant at, Provenance provenance) {
  /** Checks the value. */
  public Intensity {
    if (!(gramsPerKwh >= 0 && gramsPerKwh < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("intensity " + gramsPerKwh + " gCO2e/kWh at " + at
          + ": expected a finite value of 0 or more");
    }
  }

  /**
   * The same value under another provenance.
   *
   * @param other where the value is now said to come from
   * @return this value with that provenance
   */
  public Intensity withProvenance(Provenance other) {
    return new Intensity(gramsPerKwh, basis, at, other);
  }
}
