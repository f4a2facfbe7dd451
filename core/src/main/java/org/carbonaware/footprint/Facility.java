package org.carbonaware.footprint;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The building a computer stands in.
 *
 * @param pue power usage effectiveness: the facility's energy for each unit of the computers'
 *     energy, 1 or more (ISO/IEC 30134-2)
 * @param pueSource where the figure is from, for reports
 * @param litresPerKwh water usage effectiveness: litres of water for each kWh of the computers'
 *     energy, 0 or more (ISO/IEC 30134-9); empty if unknown
 * @param waterSource where that figure is from; empty text if there is none
 */
public record Facility(
    double pue, String pueSource, OptionalDouble litresPerKwh, String waterSource) {
  /** A desk of one's own: nothing is cooled, nothing is known of water. */
  public static final Facility UNKNOWN =
      new Facility(1, "assumed: no data centre was named", OptionalDouble.empty(), "");

  /** Checks the ranges. */
  public Facility {
    if (!(pue >= 1 && pue < 10)) {
      throw new IllegalArgumentException(
          "PUE " + pue + ": expected a factor of 1 or more and below 10, such as 1.2");
    }
    if (litresPerKwh.isPresent()
        && !(litresPerKwh.getAsDouble() >= 0 && litresPerKwh.getAsDouble() < 1000)) {
      throw new IllegalArgumentException("water " + litresPerKwh.getAsDouble()
          + " L/kWh: expected 0 or more and below 1000, such as 0.5");
    }
  }

  /**
   * A facility whose PUE is known.
   *
   * @param pue its PUE, 1 or more
   * @param source where the figure is from
   * @return the facility; nothing is said of its water
   */
  public static Facility ofPue(double pue, String source) {
    return new Facility(pue, source, OptionalDouble.empty(), "");
  }

  /**
   * A typical data centre of a cloud provider. Where the region's own figure is known, it is the
   * better one.
   *
   * @param provider {@code aws} (PUE 1.135), {@code gcp} (1.1) or {@code azure} (1.185), in either
   *     case; the figures are those that Cloud Carbon Footprint uses
   * @return the facility; nothing is said of its water
   * @throws IllegalArgumentException if the provider is none of the three
   */
  public static Facility cloud(String provider) {
    String name = provider.toLowerCase(Locale.ROOT);
    double pue = switch (name) {
      case "aws" -> 1.135;
      case "gcp" -> 1.1;
      case "azure" -> 1.185;
      default ->
        throw new IllegalArgumentException(
            "cloud provider '" + provider + "': expected aws, gcp or azure");
    };
    return ofPue(pue, "Cloud Carbon Footprint, provider mean of " + name);
  }
}
