package org.carbonaware.footprint;

import java.util.Optional;

/**
 * What is counted besides the energy of the computer itself.
 *
 * @param facility the building
 * @param market what the electricity was bought as; empty to report by location only
 * @param embodied making the hardware; empty to look up the devices that are metered in a table
 */
public record Boundary(Facility facility, Optional<MarketMix> market, Optional<Embodied> embodied) {
  /** Nothing is known but the devices. */
  public static final Boundary DEFAULT =
      new Boundary(Facility.UNKNOWN, Optional.empty(), Optional.empty());
}
