package org.carbonaware.grid.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Spelling;

/**
 * What a trace file holds. Immutable.
 *
 * @param name the file's name, for messages and reports
 * @param series the series of each zone, in the order of the file; never empty
 * @param notes what a reader of the results should know, one sentence each, such as an assumed time
 *     zone or how many values were filled
 * @param filledValues how many values were filled in, over all zones; 0 or more
 * @param missingValues how many values are still missing (NaN), over all zones; 0 or more
 */
public record Trace(
    String name,
    Map<Zone, IntensitySeries> series,
    List<String> notes,
    int filledValues,
    int missingValues) {
  private static final int MOST_SHOWN = 12;

  /** Copies the collections. */
  public Trace {
    series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
    notes = List.copyOf(notes);
    if (series.isEmpty()) {
      throw new IllegalArgumentException(
          "trace " + name + ": holds no zone, expected at least one");
    }
  }

  /**
   * The zones, in the order of the file.
   *
   * @return at least one zone
   */
  public List<Zone> zones() {
    return List.copyOf(series.keySet());
  }

  /**
   * The series of one zone.
   *
   * @param zone the zone
   * @return its series
   * @throws GridException lasting, naming the zones there are, if the trace lacks this one
   */
  public IntensitySeries series(Zone zone) {
    IntensitySeries found = series.get(zone);
    if (found == null) {
      throw unknownZone(name, zone, series.keySet());
    }
    return found;
  }

  /** Says which zones there are; long lists are cut. */
  static GridException unknownZone(String where, Zone asked, Iterable<Zone> known) {
    List<String> keys = new ArrayList<>();
    known.forEach(zone -> keys.add(zone.key()));
    int shown = Math.min(keys.size(), MOST_SHOWN);
    String more = keys.size() > shown ? " and " + (keys.size() - shown) + " more" : "";
    String nearest =
        Spelling.closest(asked.key(), keys, key -> List.of(Spelling.normalized(key)), 1).stream()
            .map(key -> "; did you mean " + key + "?")
            .findFirst()
            .orElse("");
    return GridException.unknownZone(where + ": no zone \"" + asked + "\"; it has "
        + String.join(", ", keys.subList(0, shown)) + more + nearest);
  }
}
