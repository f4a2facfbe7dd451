package org.carbonaware.grid;

import java.util.Locale;

/**
 * What a carbon intensity counts. Series of different basis differ in level and shape and never
 * meet in one decision.
 */
public enum Basis {
  /** Average intensity with the emissions of building plants and supplying fuel (gCO2e per kWh). */
  LIFECYCLE,
  /** Average intensity with the emissions of combustion only (gCO2 per kWh). */
  DIRECT,
  /** Emissions of the plants that would answer one more kWh of load (gCO2 per kWh). */
  MARGINAL;

  /**
   * The word used in files, flags and reports.
   *
   * @return the lower-case name
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
