package org.carbonaware.grid.zones;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.KnownZone.Extent;

/**
 * The registry of grid zones: about 430, with the keys of Electricity Maps. Read from the jar on
 * first use (some 30 ms in a cold JVM, 0.3 MB), then immutable; safe for several threads, never
 * blocks after that. A source may know fewer zones, or others.
 */
public final class Zones {
  private static final int MOST_SUGGESTIONS = 5;
  // Whole countries first: among equally good suggestions they are the likelier.
  private static final Comparator<KnownZone> SIMPLER = Comparator.<KnownZone>comparingInt(
          zone -> zone.extent() == Extent.PART ? 1 : 0)
      .thenComparingInt(zone -> zone.zone().key().length())
      .thenComparing(zone -> zone.zone().key());

  private Zones() {}

  /**
   * All zones.
   *
   * @return the zones in the order of their keys
   */
  public static List<KnownZone> all() {
    return ZoneTable.loaded().all();
  }

  /**
   * What is known about a zone, by its key or any other of its names.
   *
   * @param zone a zone
   * @return the known zone, or empty if it is none
   * @see #find(String)
   */
  public static Optional<KnownZone> find(Zone zone) {
    return find(zone.key());
  }

  /**
   * Finds a zone by a name: its key; a country's English name or ISO 3166-1 alpha-3 code; a
   * sub-zone's name; names in use elsewhere, such as {@code UK}, {@code CAISO}, {@code ERCOT} or
   * {@code AUS-NSW}; a region of WattTime, unless it is another zone's key. Capitals, accents and
   * what is between words do not matter. A key costs one look-up without garbage.
   *
   * @param text any text
   * @return the zone, or empty if no zone has exactly this name
   */
  public static Optional<KnownZone> find(String text) {
    KnownZone exact = ZoneTable.loaded().byKey(text);
    return Optional.ofNullable(exact != null ? exact : ZoneTable.loaded().byName(text));
  }

  /**
   * What is known about a zone that has to be one, by its key.
   *
   * @param zone a zone
   * @return the known zone
   * @throws GridException lasting, if no zone has this key, with what may have been meant
   */
  public static KnownZone require(Zone zone) {
    KnownZone known = find(zone).orElseThrow(() -> GridException.lasting(unknown(zone.key())));
    if (!known.zone().equals(zone)) {
      throw GridException.lasting("zone \"" + zone + "\" is called " + known + " here");
    }
    return known;
  }

  /**
   * The zones that may have been meant by a name that is none.
   *
   * @param text any text
   * @return at most 5 zones, the likeliest first
   * @see Spelling#closest
   */
  public static List<KnownZone> suggestions(String text) {
    return Spelling.closest(
        text, all().stream().sorted(SIMPLER).toList(), Zones::names, MOST_SUGGESTIONS);
  }

  private static Collection<String> names(KnownZone zone) {
    List<String> names = new ArrayList<>(zone.otherNames());
    names.add(Spelling.normalized(zone.zone().key()));
    names.add(Spelling.normalized(zone.name()));
    return names;
  }

  /**
   * A sentence for an error about a name that is no zone's.
   *
   * @param text what was given
   * @return such as {@code zone "DEE" is not known; did you mean DE (Germany) or EE (Estonia)?}
   */
  public static String unknown(String text) {
    List<KnownZone> near = suggestions(text);
    String rest = near.isEmpty()
        ? "; expected a key such as DE, SE-SE3 or US-CAL-CISO"
        : "; did you mean " + listed(near) + "?";
    return "zone " + Spelling.quoted(text) + " is not known" + rest;
  }

  private static String listed(List<KnownZone> zones) {
    String last = zones.get(zones.size() - 1).toString();
    return zones.size() == 1
        ? last
        : zones.subList(0, zones.size() - 1).stream()
                .map(KnownZone::toString)
                .collect(Collectors.joining(", "))
            + " or " + last;
  }

  /**
   * The zone nearest to a point, by great-circle distance to the cities that stand for zones: one
   * or a few per zone, more for large ones. An approximation that knows no borders; the distance
   * tells how far the city is. It may well be some 100 km in the country; where it is more, a
   * source that takes coordinates knows better.
   *
   * <p>A country whose whole grid lies in sub-zones is never the answer, a sub-zone of it is: Malmö
   * is in {@code SE-SE4}. A country whose sub-zones are apart from it, as islands are, stands
   * beside them: Madrid is in {@code ES}, Palma in {@code ES-IB-MA}. Parts that only some sources
   * tell apart are left to these: London is in {@code GB}.
   *
   * @param latitude degrees north, from -90 to 90
   * @param longitude degrees east, from -180 to 180
   * @return the zone and how far its nearest place is
   * @throws IllegalArgumentException if a coordinate is out of range
   */
  public static NearestZone nearest(double latitude, double longitude) {
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException("latitude " + latitude + ": expected -90 to 90 degrees");
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "longitude " + longitude + ": expected -180 to 180 degrees");
    }
    return ZoneTable.loaded().places().nearest(latitude, longitude);
  }

  /**
   * The zones directly below a zone.
   *
   * @param zone a zone
   * @return its sub-zones in the order of their keys, mostly none
   */
  public static List<KnownZone> childrenOf(KnownZone zone) {
    return all().stream()
        .filter(other -> other.parent().filter(parent -> parent == zone).isPresent())
        .toList();
  }
}
