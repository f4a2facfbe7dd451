package org.carbonaware.grid.cloud;

import org.carbonaware.grid.zones.KnownZone;

/**
 * A region of a public cloud. Immutable.
 *
 * @param provider whose it is
 * @param name the provider's name for it, in lower case, such as {@code eu-central-1}
 * @param zone the grid zone that it draws from
 * @param place the city or area, in ASCII, as far as the provider publishes it
 */
public record CloudRegion(CloudProvider provider, String name, KnownZone zone, String place) {
  /** For people: {@code aws eu-central-1 (Frankfurt)}. */
  @Override
  public String toString() {
    return provider.label() + " " + name + " (" + place + ")";
  }
}
