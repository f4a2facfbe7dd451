package org.carbonaware.footprint;

import java.time.Duration;

/**
 * What making the hardware emitted, and how it is spread over the hardware's life (software carbon
 * intensity, ISO/IEC 21031: {@code M = TE x TiR/EL x RR/ToR}).
 *
 * @param grams emissions of making all of the hardware, in gCO2e, 0 or more
 * @param lifetime its expected life, above 0
 * @param share the part of it that is reserved for this job, 0 to 1
 * @param source where the figure is from, for reports
 */
public record Embodied(double grams, Duration lifetime, double share, String source) {
  /** Checks the ranges. */
  public Embodied {
    if (!(grams >= 0 && grams < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "embodied carbon " + grams + " g: expected 0 g or more, such as 575_100 for one H100");
    }
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("lifetime " + lifetime + ": expected years, above 0");
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + " of the hardware: expected 0 to 1");
    }
  }

  /**
   * What one hour of reserving the hardware is charged.
   *
   * @return gCO2e for an hour
   */
  public double gramsPerHour() {
    double hours = lifetime.toSeconds() / 3600.0 + lifetime.toNanosPart() / 3.6e12;
    return grams * share / hours;
  }
}
