package org.carbonaware.grid.zones;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a grid zone whatever the source: where it is and what it is called. That a
 * zone is known does not mean that a given source has data for it. Immutable; made by {@link Zones}
 * only, one object per zone.
 */
public final class KnownZone {
  /** How a zone lies to its sub-zones. */
  public enum Extent {
    /** One grid of its own; sub-zones, if it has any, are apart from it, as islands are. */
    AREA,
    /** All of it lies in its sub-zones, as in {@code US} or {@code SE}. */
    UMBRELLA,
    /** A part of its parent that only some sources tell apart, as in {@code GB-LONDON}. */
    PART;

    /**
     * The word used in files and reports.
     *
     * @return the lower-case name
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Zone zone;
  private final Extent extent;
  private final String name;
  private final String timeZone;
  private final double latitude;
  private final double longitude;
  private final @Nullable KnownZone parent;
  private final List<String> wattTimeRegions;
  private final int nesoRegion;
  private final List<String> otherNames;

  KnownZone(
      Zone zone,
      Extent extent,
      String name,
      String timeZone,
      double latitude,
      double longitude,
      @Nullable KnownZone parent,
      List<String> wattTimeRegions,
      int nesoRegion,
      List<String> otherNames) {
    this.zone = zone;
    this.extent = extent;
    this.name = name;
    this.timeZone = timeZone;
    this.latitude = latitude;
    this.longitude = longitude;
    this.parent = parent;
    this.wattTimeRegions = wattTimeRegions;
    this.nesoRegion = nesoRegion;
    this.otherNames = otherNames;
  }

  /**
   * The zone, by its usual key.
   *
   * @return the zone
   */
  public Zone zone() {
    return zone;
  }

  /**
   * How the zone lies to its sub-zones.
   *
   * @return the extent
   */
  public Extent extent() {
    return extent;
  }

  /**
   * The country, also of a sub-zone.
   *
   * @return an ISO 3166-1 alpha-2 code, or {@code XK} for Kosovo
   */
  public String countryCode() {
    return zone.key().substring(0, 2);
  }

  /**
   * The zone's name for people.
   *
   * @return an English name such as {@code Germany} or {@code PJM Interconnection}
   */
  public String name() {
    return name;
  }

  /**
   * The time zone in which most of the zone's people live.
   *
   * @return a region of the IANA time zone database
   */
  public ZoneId timeZone() {
    return ZoneId.of(timeZone);
  }

  /**
   * Where the place is that stands for the zone: its largest or capital city.
   *
   * @return degrees north, to 0.1
   */
  public double latitude() {
    return latitude;
  }

  /**
   * Where the place is that stands for the zone: its largest or capital city.
   *
   * @return degrees east, to 0.1
   */
  public double longitude() {
    return longitude;
  }

  /**
   * The zone that this one is a sub-zone of.
   *
   * @return the parent, or empty for a country
   */
  public Optional<KnownZone> parent() {
    return Optional.ofNullable(parent);
  }

  /**
   * The regions of WattTime in this zone, as far as the open tables have them; they are few.
   *
   * @return names such as {@code CAISO_NORTH}, mostly none
   */
  public List<String> wattTimeRegions() {
    return wattTimeRegions;
  }

  /**
   * The number of NESO's Carbon Intensity for this zone.
   *
   * @return 0 for Great Britain, 1 to 17 for its regions, empty elsewhere
   */
  public OptionalInt nesoRegion() {
    return nesoRegion < 0 ? OptionalInt.empty() : OptionalInt.of(nesoRegion);
  }

  /** Other names that mean this zone, in capitals with {@code -} between words. */
  List<String> otherNames() {
    return otherNames;
  }

  /**
   * Whether this zone lies in another.
   *
   * @param other any zone
   * @return true if it is that zone or below it
   */
  public boolean isWithin(Zone other) {
    return zone.equals(other) || (parent != null && parent.isWithin(other));
  }

  /** For people: {@code DE (Germany)}. */
  @Override
  public String toString() {
    return zone.key() + " (" + name + ")";
  }
}
