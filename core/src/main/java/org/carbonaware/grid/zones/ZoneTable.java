package org.carbonaware.grid.zones;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.KnownZone.Extent;
import org.jspecify.annotations.Nullable;

/** The bundled table of zones, read once on first use. */
final class ZoneTable {
  private static final String NAME = "zones.csv";
  private static final int COLUMNS = 9;
  private static final int SHORTEST_OPERATOR = 3; // shorter ones are countries' codes as well

  private final Map<String, KnownZone> byKey = new LinkedHashMap<>();
  private final Map<String, KnownZone> byName = new HashMap<>();
  private final Map<String, String> alpha2 = new HashMap<>();
  private final Places places;
  private final List<KnownZone> all;

  ZoneTable(List<String[]> rows) {
    Places.Gathering gathering = new Places.Gathering();
    for (String[] row : rows) {
      add(row, gathering);
    }
    this.places = gathering.done();
    this.all = List.copyOf(byKey.values());
    // Last, since WattTime's names may be those of other countries: SC is the Seychelles.
    for (KnownZone zone : all) {
      zone.wattTimeRegions()
          .forEach(region -> byName.putIfAbsent(Spelling.normalized(region), zone));
    }
  }

  private static final class Holder {
    static final ZoneTable LOADED = new ZoneTable(BundledTable.rows(NAME, COLUMNS));
  }

  static ZoneTable loaded() {
    return Holder.LOADED;
  }

  private void add(String[] row, Places.Gathering gathering) {
    String key = row[0];
    Extent extent = Extent.valueOf(row[1].toUpperCase(Locale.ROOT));
    String[] points = row[5].split(";", -1);
    List<String> others = new ArrayList<>(list(row[8]));
    if (!row[2].isEmpty()) {
      others.add(row[2]);
      alpha2.put(row[2], key);
    }
    String operator = key.substring(key.lastIndexOf('-') + 1);
    if (key.startsWith("US-") && operator.length() >= SHORTEST_OPERATOR) {
      others.add(operator); // as the US energy statistics name it
    }
    KnownZone zone = new KnownZone(
        Zone.of(key),
        extent,
        row[3],
        row[4],
        degrees(points[0], 0),
        degrees(points[0], 1),
        parent(key),
        list(row[6]),
        row[7].isEmpty() ? -1 : Integer.parseInt(row[7]),
        List.copyOf(others));
    byKey.put(key, zone);
    name(key, zone);
    name(Spelling.normalized(zone.name()), zone);
    others.forEach(other -> name(other, zone));
    if (extent == Extent.AREA) {
      for (String point : points) {
        gathering.add(degrees(point, 0), degrees(point, 1), zone);
      }
    }
  }

  private static List<String> list(String field) {
    return field.isEmpty() ? List.of() : List.of(field.split(";", -1));
  }

  private static double degrees(String point, int part) {
    return Double.parseDouble(point.split(" ", -1)[part]);
  }

  /** The zone whose key is the longest beginning of a key; rows are sorted, so it is there. */
  private @Nullable KnownZone parent(String key) {
    KnownZone parent = null;
    for (int dash = key.lastIndexOf('-'); dash > 0 && parent == null; ) {
      parent = byKey.get(key.substring(0, dash));
      dash = key.lastIndexOf('-', dash - 1);
    }
    return parent;
  }

  private void name(String name, KnownZone zone) {
    KnownZone before = byName.putIfAbsent(name, zone);
    if (before != null && before != zone) {
      throw new IllegalStateException(
          NAME + ": \"" + name + "\" means both " + before + " and " + zone);
    }
  }

  List<KnownZone> all() {
    return all;
  }

  @Nullable
  KnownZone byKey(String key) {
    return byKey.get(key);
  }

  /** By any name; a country may be given by its three letters, as in {@code AUS-NSW}. */
  @Nullable
  KnownZone byName(String text) {
    String name = Spelling.normalized(text);
    KnownZone found = byName.get(name);
    if (found == null && name.indexOf('-') == 3) {
      String country = alpha2.get(name.substring(0, 3));
      found = country == null ? null : byName.get(country + name.substring(3));
    }
    return found;
  }

  /** All names, for tests. */
  Map<String, KnownZone> names() {
    return Collections.unmodifiableMap(byName);
  }

  Places places() {
    return places;
  }
}
