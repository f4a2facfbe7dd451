package org.carbonaware.grid.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.TraceLayout.ValueColumn;
import org.jspecify.annotations.Nullable;

/** One pass over one trace file. */
final class TraceReading {
  static final int MAX_ZONES = 5000;

  private final String where;
  private final String name;
  private final BoundedLines lines;
  private final Set<Zone> wanted; // none means all
  private final Basis basis;
  private final Gaps gaps;
  private final Problems problems;
  private final MemoryBudget memory;
  private final List<String> notes = new ArrayList<>();
  private final Map<Zone, IntensitySeries> series = new LinkedHashMap<>();
  private int filledValues;
  private int missingValues;
  private boolean offsetsMissing;

  // From the comment lines above the header.
  private boolean synthetic;
  private @Nullable String commentedZone;

  TraceReading(
      String where, String name, BoundedLines lines, Set<Zone> wanted, Basis basis, Gaps gaps) {
    this.where = where;
    this.name = name;
    this.lines = lines;
    this.wanted = wanted;
    this.basis = basis;
    this.gaps = gaps;
    this.problems = new Problems(where);
    this.memory = new MemoryBudget(where);
  }

  Trace read() throws IOException {
    List<String> header = header();
    TraceLayout layout = TraceLayout.of(header, wanted, basis, where + ":" + lines.line(), notes);
    if (layout.zoneColumn() >= 0) {
      readLong(layout);
    } else {
      readWide(layout);
    }
    if (offsetsMissing) {
      notes.add("times without an offset are taken as UTC");
    }
    if (problems.count() > 0) {
      if (gaps == Gaps.FAIL) {
        throw GridException.lasting(problems.summary()
            + ". Correct the file, or have gaps filled (--gaps fill, Gaps.FILL)");
      }
      notes.add(problems.count() + " problem(s) repaired or left out: " + problems.summary());
      notes.add(filledValues + " value(s) filled, " + missingValues + " still missing");
    }
    return new Trace(name, series, notes, filledValues, missingValues);
  }

  private List<String> header() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.startsWith("#")) {
        readComment(line.substring(1).strip().toLowerCase(Locale.ROOT), line);
      } else if (!line.isBlank()) {
        List<String> header = CsvFields.split(line);
        if (header.size() == 1 && line.indexOf(';') >= 0) {
          throw GridException.lasting(
              where + ":" + lines.line() + ": fields separated by ';'; expected ','");
        }
        return header;
      }
    }
    throw GridException.lasting(
        where + ": empty; expected a header line such as timestamp,gco2_per_kwh");
  }

  private void readComment(String comment, String original) {
    if (lines.line() == 1) {
      synthetic = comment.startsWith(TraceWriter.SYNTHETIC);
    }
    if (comment.startsWith(TraceWriter.ZONE)) {
      String key =
          original.substring(1).strip().substring(TraceWriter.ZONE.length()).strip();
      commentedZone = Zone.isKey(key) ? key : null;
    }
    if (comment.startsWith(TraceWriter.BASIS)) {
      String stated = comment.substring(TraceWriter.BASIS.length()).strip();
      if (!stated.equals(basis.label())) {
        throw GridException.lasting(where + ":" + lines.line() + ": values of basis " + stated
            + " read as " + basis.label() + "; ask for the basis that the file has");
      }
    }
  }

  private void readWide(TraceLayout layout) throws IOException {
    List<ValueColumn> columns = layout.values();
    Rows rows = new Rows(columns.size(), memory);
    for (List<String> fields = nextRow(layout); fields != null; fields = nextRow(layout)) {
      if (addTime(rows, fields, layout)) {
        for (int i = 0; i < columns.size(); i++) {
          addValue(rows, i, fields, columns.get(i));
        }
      }
    }
    List<Zone> zones = new ArrayList<>();
    for (ValueColumn column : columns) {
      Zone zone = column.zone();
      zones.add(zone == null ? onlyZone() : zone);
    }
    finish(rows, zones, where);
  }

  private Zone onlyZone() {
    if (commentedZone != null) {
      Zone stated = Zone.of(commentedZone);
      refuseOthers(stated);
      return stated;
    }
    if (!wanted.isEmpty()) {
      Zone only = wanted.iterator().next();
      refuseOthers(only);
      return only;
    }
    String stem = name.replaceFirst("(?i)(\\.csv)?(\\.gz)?$", "");
    String key = stem.replaceAll("[^A-Za-z0-9_-]", "_");
    Zone zone = Zone.of(key.isEmpty() ? "trace" : key.substring(0, Math.min(40, key.length())));
    notes.add("the file names no zone; called " + zone + " after the file");
    return zone;
  }

  private void refuseOthers(Zone only) {
    for (Zone zone : wanted) {
      if (!zone.equals(only)) {
        throw Trace.unknownZone(where, zone, Set.of(only));
      }
    }
  }

  private void readLong(TraceLayout layout) throws IOException {
    ValueColumn column = layout.values().get(0);
    Map<Zone, Rows> rowsByZone = new LinkedHashMap<>();
    Set<Zone> others = new LinkedHashSet<>();
    for (List<String> fields = nextRow(layout); fields != null; fields = nextRow(layout)) {
      String key = field(fields, layout.zoneColumn());
      if (!Zone.isKey(key)) {
        problems.add(lines.line(), "zone \"" + Values.shortened(key) + "\" is no zone key");
        continue;
      }
      Zone zone = Zone.of(key);
      if (!wanted.isEmpty() && !wanted.contains(zone)) {
        others.add(zone);
        checkZones(others.size());
        continue;
      }
      Rows rows = rowsByZone.computeIfAbsent(zone, any -> new Rows(1, memory));
      checkZones(rowsByZone.size());
      if (addTime(rows, fields, layout)) {
        addValue(rows, 0, fields, column);
      }
    }
    if (rowsByZone.isEmpty() && others.isEmpty()) {
      throw GridException.lasting(where + ": no rows; expected some below the header");
    }
    for (Zone zone : wanted) {
      if (!rowsByZone.containsKey(zone)) {
        others.addAll(rowsByZone.keySet());
        throw Trace.unknownZone(where, zone, others);
      }
    }
    rowsByZone.forEach((zone, rows) -> finish(rows, List.of(zone), where + ", zone " + zone));
  }

  private void checkZones(int count) {
    if (count > MAX_ZONES) {
      throw GridException.lasting(where + ":" + lines.line() + ": more than " + MAX_ZONES
          + " zones; is the zone column the right one?");
    }
  }

  private @Nullable List<String> nextRow(TraceLayout layout) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> fields = CsvFields.split(line);
      if (fields.size() != layout.width()) {
        problems.add(
            lines.line(),
            fields.size() + " field(s), expected " + layout.width() + " as the header");
      }
      return fields;
    }
    return null;
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  private boolean addTime(Rows rows, List<String> fields, TraceLayout layout) {
    String text = field(fields, layout.timeColumn());
    Timestamps.Parsed time = Timestamps.parse(text);
    if (time == null) {
      problems.add(
          lines.line(),
          "\"" + Values.shortened(text) + "\" is no time; expected one such as 2024-01-31T05:00Z");
      return false;
    }
    offsetsMissing |= !time.hasOffset() && !layout.utcByName();
    rows.add(time.epochSecond(), lines.line());
    return true;
  }

  private void addValue(Rows rows, int target, List<String> fields, ValueColumn column) {
    String text = field(fields, column.index());
    rows.set(target, Values.parse(text, lines.line(), column.label(), problems));
  }

  private void finish(Rows rows, List<Zone> zones, String place) {
    Timeline timeline = Timeline.of(rows, place, problems, memory);
    Provenance provenance = new Provenance(
        (synthetic ? "synthetic trace " : "trace ") + name,
        synthetic ? Provenance.Kind.ASSUMED : Provenance.Kind.MEASURED);
    for (int i = 0; i < zones.size(); i++) {
      double[] values = timeline.values(rows, i);
      if (gaps == Gaps.FILL) {
        filledValues += GapFilling.fill(values, timeline.step());
      }
      for (double value : values) {
        missingValues += Double.isNaN(value) ? 1 : 0;
      }
      series.put(
          zones.get(i),
          IntensitySeries.of(
              zones.get(i), basis, provenance, timeline.start(), timeline.step(), values));
    }
  }
}
