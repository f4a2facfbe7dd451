package org.carbonaware.report;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;

/**
 * Where a run was, as far as its grid zone tells.
 *
 * @param zone the zone's key, or several joined by a comma if the run moved
 * @param country the country's English name; empty if it is unknown or there were several
 * @param alpha3 its ISO 3166-1 alpha-3 code; empty likewise
 * @param region the name of the part of the country that the zone is; empty if it is all of it
 */
record Place(String zone, String country, String alpha3, String region) {
  private static final String KOSOVO = "XK";

  static Place of(String zone) {
    List<KnownZone> known = List.of(zone.split(", *")).stream()
        .map(Zones::find)
        .flatMap(Optional::stream)
        .toList();
    if (known.isEmpty() || known.stream().map(KnownZone::countryCode).distinct().count() > 1) {
      return new Place(zone, "", "", "");
    }
    KnownZone first = known.get(0);
    return new Place(
        zone,
        country(first).name(),
        alpha3(first.countryCode()),
        known.size() == 1 && first.parent().isPresent() ? first.name() : "");
  }

  private static KnownZone country(KnownZone zone) {
    return zone.parent().map(Place::country).orElse(zone);
  }

  private static String alpha3(String countryCode) {
    if (countryCode.equals(KOSOVO)) {
      return "XKX"; // user-assigned, as the EU and the World Bank write it
    }
    try {
      return new Locale("", countryCode).getISO3Country();
    } catch (MissingResourceException e) {
      return "";
    }
  }

  /** For people: {@code Germany (grid zone DE)}. */
  @Override
  public String toString() {
    String name = region.isEmpty() ? country : region + ", " + country;
    return name.isEmpty() ? "grid zone " + zone : name + " (grid zone " + zone + ")";
  }
}
