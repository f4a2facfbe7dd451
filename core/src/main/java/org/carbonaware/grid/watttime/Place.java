package org.carbonaware.grid.watttime;

import org.carbonaware.grid.Zone;

/**
 * A zone and what the service calls it.
 *
 * @param zone the zone asked for
 * @param region its region
 */
record Place(Zone zone, String region) {
  @Override
  public String toString() {
    return zone.key().equals(region) ? "zone " + zone : "zone " + zone + ", region " + region;
  }
}
