package org.carbonaware.grid.trace;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;

/** One pass over one file of published forecasts. */
final class IssuedForecastReading {
  private static final List<String> COLUMNS = List.of("region", "issue_utc", "lead_h", "forecast");
  private static final String EXPECTED = "expected the columns " + String.join(",", COLUMNS);
  private static final int HOUR_SECONDS = 3600;
  private static final double MOST_HOURS_AHEAD = 24 * 366;
  private static final long MOST_STEPS = 20_000_000; // 160 MB

  // Of maps, their entries and the series made of them, about.
  private static final long BYTES_OF_ZONE = 400;
  private static final long BYTES_OF_ISSUE = 400;
  private static final long BYTES_OF_VALUE = 100;

  private final String where;
  private final BoundedLines lines;
  private final Basis basis;
  private final Problems problems;
  private final MemoryBudget memory;
  private final Map<Zone, NavigableMap<Long, NavigableMap<Integer, Double>>> zones =
      new LinkedHashMap<>();

  IssuedForecastReading(String where, BoundedLines lines, Basis basis) {
    this.where = where;
    this.lines = lines;
    this.basis = basis;
    this.problems = new Problems(where);
    this.memory = new MemoryBudget(where);
  }

  Map<Zone, List<IntensitySeries>> read() throws IOException {
    List<String> header = next();
    if (header == null) {
      throw GridException.lasting(where + ": empty; " + EXPECTED);
    }
    int[] columns = columns(header);
    for (List<String> fields = next(); fields != null; fields = next()) {
      if (fields.size() == header.size()) {
        addRow(fields, columns);
      } else {
        problems.add(
            lines.line(),
            fields.size() + " field(s), expected " + header.size() + " as the header");
      }
    }
    if (problems.count() > 0) {
      throw GridException.lasting(problems.summary() + ". Correct the file");
    }
    if (zones.isEmpty()) {
      throw GridException.lasting(where + ": no rows; expected some below the header");
    }
    Map<Zone, List<IntensitySeries>> series = new LinkedHashMap<>();
    zones.forEach((zone, issues) -> series.put(zone, series(zone, issues)));
    return series;
  }

  private @Nullable List<String> next() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        return CsvFields.split(line);
      }
    }
    return null;
  }

  private int[] columns(List<String> header) {
    List<String> names =
        header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    int[] columns = COLUMNS.stream().mapToInt(names::indexOf).toArray();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] < 0) {
        throw GridException.lasting(
            where + ":" + lines.line() + ": no column " + COLUMNS.get(i) + "; " + EXPECTED);
      }
    }
    return columns;
  }

  private void addRow(List<String> fields, int[] columns) {
    String region = fields.get(columns[0]);
    String issued = fields.get(columns[1]);
    String lead = fields.get(columns[2]);
    String value = fields.get(columns[3]);
    Timestamps.Parsed at = Timestamps.parse(issued);
    double hours = Values.number(lead);
    if (!Zone.isKey(region)) {
      problems.add(lines.line(), "region \"" + Values.shortened(region) + "\" is no zone key");
    } else if (at == null) {
      problems.add(
          lines.line(),
          "issue_utc is \"" + Values.shortened(issued) + "\"; expected 2021-07-01T00:00Z");
    } else if (!(hours >= 0 && hours <= MOST_HOURS_AHEAD)) {
      problems.add(
          lines.line(), "lead_h is \"" + Values.shortened(lead) + "\"; expected hours from 0 on");
    } else if (!value.isEmpty()) {
      int second = (int) Math.round(hours * HOUR_SECONDS);
      Double other = zones
          .computeIfAbsent(Zone.of(region), any -> taking(BYTES_OF_ZONE))
          .computeIfAbsent(at.epochSecond(), any -> taking(BYTES_OF_ISSUE))
          .put(second, Values.parse(value, lines.line(), "forecast", problems));
      memory.take(BYTES_OF_VALUE);
      if (other != null) {
        problems.add(lines.line(), "second row for " + region + ", " + issued + ", lead_h " + lead);
      }
    }
  }

  private <K, V> NavigableMap<K, V> taking(long bytes) {
    memory.take(bytes);
    return new TreeMap<>();
  }

  private List<IntensitySeries> series(
      Zone zone, NavigableMap<Long, NavigableMap<Integer, Double>> issues) {
    int step = issues.values().stream()
        .flatMap(values -> values.keySet().stream())
        .reduce(HOUR_SECONDS, IssuedForecastReading::greatestDivisor);
    long steps = issues.values().stream()
        .mapToLong(values -> values.lastKey() / step + 1)
        .sum();
    if (steps > MOST_STEPS) {
      throw GridException.lasting(where + ": the issues of " + zone + " have " + steps
          + " steps of " + Duration.ofSeconds(step) + ", more than " + MOST_STEPS
          + "; is a lead_h wrong? Otherwise split the file");
    }
    memory.take(steps * 2 * Double.BYTES);
    Provenance provenance = new Provenance("forecasts in " + where, Provenance.Kind.FORECAST);
    List<IntensitySeries> series = new ArrayList<>();
    issues.forEach((at, values) -> {
      double[] grams = new double[values.lastKey() / step + 1];
      Arrays.fill(grams, Double.NaN);
      values.forEach((second, value) -> grams[second / step] = value);
      series.add(IntensitySeries.of(
          zone, basis, provenance, Instant.ofEpochSecond(at), Duration.ofSeconds(step), grams));
    });
    return series;
  }

  private static int greatestDivisor(int a, int b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }
}
