package org.carbonaware.grid;

import java.time.Instant;

/**
 * Where what was measured meets what was forecast: the last step of which the value is known,
 * beside what the forecast said of it.
 *
 * @param at the start of that step
 * @param actualGramsPerKwh what it was, gCO2e per kWh
 * @param forecastGramsPerKwh what the same issue of the forecast said, gCO2e per kWh
 */
public record Seam(Instant at, double actualGramsPerKwh, double forecastGramsPerKwh) {
  /**
   * The forecast's latest error, by which it would make now look dirtier or cleaner than later.
   *
   * @return actual less forecast, gCO2e per kWh
   */
  public double biasGramsPerKwh() {
    return actualGramsPerKwh - forecastGramsPerKwh;
  }
}
