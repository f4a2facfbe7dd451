package org.carbonaware.grid.yearly;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.BundledTable;
import org.carbonaware.grid.zones.KnownZone;
import org.carbonaware.grid.zones.Zones;
import org.jspecify.annotations.Nullable;

/** The bundled table of yearly averages, read once on first use. */
final class YearlyAverages {
  private static final Map<String, String> ORIGINS = Map.of(
      "owid", "Our World in Data",
      "mix", "generation mix times lifecycle factors of IPCC AR5",
      "carboncast", "CarbonCast",
      "dcrl", "SustainDC",
      "google", "Google region-carbon-info");

  /**
   * A zone's average.
   *
   * @param of the zone that it is of: the one asked for, or one above it
   */
  record Average(KnownZone of, double gramsPerKwh, int year, String origin) {}

  private final Map<Zone, Average> byZone = new HashMap<>();
  private final Set<Zone> zones = new LinkedHashSet<>();

  private YearlyAverages() {
    for (String[] row : BundledTable.rows("yearly_averages.csv", 4)) {
      KnownZone zone =
          Zones.find(row[0]).orElseThrow(() -> new IllegalStateException(Zones.unknown(row[0])));
      String origin = ORIGINS.get(row[3]);
      if (origin == null || !zones.add(zone.zone())) {
        throw new IllegalStateException("yearly_averages.csv: " + String.join(",", row));
      }
      byZone.put(
          zone.zone(),
          new Average(zone, Double.parseDouble(row[1]), Integer.parseInt(row[2]), origin));
    }
  }

  private static final class Holder {
    static final YearlyAverages LOADED = new YearlyAverages();
  }

  static YearlyAverages loaded() {
    return Holder.LOADED;
  }

  List<Zone> zones() {
    return List.copyOf(zones);
  }

  /** The average of a zone, or of the nearest zone above it that has one. */
  Average of(Zone zone) {
    KnownZone known = Zones.find(zone)
        .orElseThrow(() -> GridException.lasting(message(Zones.unknown(zone.key()))));
    @Nullable KnownZone above = known;
    while (above != null) {
      Average average = byZone.get(above.zone());
      if (average != null) {
        return average;
      }
      above = above.parent().orElse(null);
    }
    throw GridException.lasting(message("zone \"" + zone + "\" has no figure, as " + known
        + " is in none of the sources; expected a country or a zone of one"));
  }

  private static String message(String what) {
    return YearlyAverageGridSource.NAME + ": " + what;
  }
}
