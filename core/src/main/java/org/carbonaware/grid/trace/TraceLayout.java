package org.carbonaware.grid.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a trace file mean.
 *
 * @param width the number of columns
 * @param timeColumn the index of the time column
 * @param utcByName whether the header says that times are UTC
 * @param zoneColumn the index of the zone column, or -1 if a row holds one value for each zone
 * @param values the value columns that are wanted, at least one
 */
record TraceLayout(
    int width, int timeColumn, boolean utcByName, int zoneColumn, List<ValueColumn> values) {
  private static final Set<String> TIME_NAMES =
      Set.of("timestamp", "datetime", "time", "utc", "start", "datetime (utc)");
  private static final Set<String> ZONE_NAMES = Set.of("zone", "zone id", "zone_id");
  private static final String VALUE_NAME = "gco2_per_kwh";
  private static final int MOST_COLUMNS = 10_000;
  private static final int MOST_NOTES = 3;

  /**
   * A column of values.
   *
   * @param index where it stands
   * @param label its header, for messages
   * @param zone its zone, or null if another column or nothing in the file names the zone
   */
  record ValueColumn(int index, String label, @Nullable Zone zone) {}

  /** Understands a header, or says what was expected. No zone wanted means all. */
  static TraceLayout of(
      List<String> header, Set<Zone> wanted, Basis basis, String where, List<String> notes) {
    if (header.size() > MOST_COLUMNS) {
      throw GridException.lasting(
          where + ": more than " + MOST_COLUMNS + " columns; expected a time and a few others");
    }
    List<String> names =
        header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    int time = indexOfAny(names, TIME_NAMES);
    if (time < 0) {
      throw GridException.lasting(where
          + ": no time column; expected a header with timestamp, datetime, time, utc or start, found \""
          + Values.shortened(String.join(",", header)) + "\"");
    }
    boolean utc = names.get(time).contains("(utc)");
    int zone = indexOfAny(names, ZONE_NAMES);
    List<ValueColumn> values = new ArrayList<>();
    if (names.stream().anyMatch(name -> name.startsWith("carbon intensity"))) {
      int index = portalColumn(names, basis, where);
      values.add(new ValueColumn(index, "intensity", null));
    } else if (names.contains(VALUE_NAME)) {
      values.add(new ValueColumn(names.indexOf(VALUE_NAME), VALUE_NAME, null));
    } else if (zone >= 0) {
      throw GridException.lasting(where + ": a zone column but no " + VALUE_NAME
          + " column; expected timestamp,zone," + VALUE_NAME);
    } else {
      values.addAll(zoneColumns(header, time, wanted, where, notes));
    }
    return new TraceLayout(header.size(), time, utc, zone, List.copyOf(values));
  }

  private static int indexOfAny(List<String> names, Set<String> accepted) {
    for (int i = 0; i < names.size(); i++) {
      if (accepted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  // Exports of different years say (LCA) or (Life cycle) for the same thing.
  private static int portalColumn(List<String> names, Basis basis, String where) {
    List<String> tags = switch (basis) {
      case DIRECT -> List.of("(direct)");
      case LIFECYCLE -> List.of("(lca)", "(life cycle)", "(lifecycle)");
      case MARGINAL -> List.of("(marginal)");
    };
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.startsWith("carbon intensity") && tags.stream().anyMatch(name::contains)) {
        return i;
      }
    }
    throw GridException.lasting(where + ": no carbon intensity column of basis " + basis.label()
        + "; expected a header with " + String.join(" or ", tags));
  }

  private static List<ValueColumn> zoneColumns(
      List<String> header, int time, Set<Zone> wanted, String where, List<String> notes) {
    List<ValueColumn> columns = new ArrayList<>();
    Set<Zone> zones = new LinkedHashSet<>();
    int ignored = 0;
    for (int i = 0; i < header.size(); i++) {
      if (i == time) {
        continue;
      }
      if (!Zone.isKey(header.get(i))) {
        ignored++;
        if (ignored <= MOST_NOTES) {
          notes.add("column \"" + Values.shortened(header.get(i)) + "\" ignored: no zone key");
        }
        continue;
      }
      Zone zone = Zone.of(header.get(i));
      if (!zones.add(zone)) {
        throw GridException.lasting(
            where + ": two columns for zone " + zone + "; expected one column per zone");
      }
      if (zones.size() > TraceReading.MAX_ZONES) {
        throw GridException.lasting(where + ": more than " + TraceReading.MAX_ZONES
            + " columns with the names of zones; expected one for each zone");
      }
      if (wanted.isEmpty() || wanted.contains(zone)) {
        columns.add(new ValueColumn(i, zone.key(), zone));
      }
    }
    if (ignored > MOST_NOTES) {
      notes.add(ignored - MOST_NOTES + " more columns ignored: no zone keys");
    }
    if (zones.isEmpty()) {
      throw GridException.lasting(where + ": no value column; expected " + VALUE_NAME
          + " or one column per zone beside the time");
    }
    for (Zone zone : wanted) {
      if (!zones.contains(zone)) {
        throw Trace.unknownZone(where, zone, zones);
      }
    }
    return columns;
  }
}
