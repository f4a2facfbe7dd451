package org.carbonaware.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run comes to, under its {@link org.carbonaware.footprint.Boundary}. Emissions avoided are
 * in no figure: they are compared, never subtracted.
 *
 * @param joules the computer's energy
 * @param facilityJoules with what the facility adds: joules x PUE
 * @param locationGrams emissions of operation by the grid's intensity at each moment, gCO2e
 *     (location-based)
 * @param marketGrams emissions of operation by what was bought, gCO2e (market-based); empty if
 *     nothing is known of contracts
 * @param embodiedActiveGrams the share of making the hardware for the time the training ran, gCO2e
 * @param embodiedPausedGrams the same for the time it stood still and kept the hardware
 * @param embodiedSources what was looked up for which device and where it is from; empty if nothing
 *     is known
 * @param lowGrams the lower end of the range for {@link #totalGrams}
 * @param highGrams the upper end of it
 * @param waterLitres water, if the facility's use is known
 * @param assumptions what was assumed, each in a sentence
 */
public record Footprint(
    double joules,
    double facilityJoules,
    double locationGrams,
    Optional<Double> marketGrams,
    double embodiedActiveGrams,
    double embodiedPausedGrams,
    List<String> embodiedSources,
    double lowGrams,
    double highGrams,
    OptionalDouble waterLitres,
    List<String> assumptions) {
  /** Copies the lists. */
  public Footprint {
    embodiedSources = List.copyOf(embodiedSources);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * The share of making the hardware.
   *
   * @return gCO2e
   */
  public double embodiedGrams() {
    return embodiedActiveGrams + embodiedPausedGrams;
  }

  /**
   * Operation, location-based, and hardware together: the numerator of the software carbon
   * intensity (ISO/IEC 21031).
   *
   * @return gCO2e
   */
  public double totalGrams() {
    return locationGrams + embodiedGrams();
  }
}
