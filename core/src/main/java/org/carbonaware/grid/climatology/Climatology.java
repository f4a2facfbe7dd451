package org.carbonaware.grid.climatology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Spelling;

/** The built-in table of typical years, loaded on first use. */
final class Climatology {
  private static final String FOLDER = "/org/carbonaware/grid/";

  private final Map<Zone, ZoneClimate> byKey; // own keys first, then the sources' keys
  private final List<Zone> zones;

  private Climatology(Map<Zone, ZoneClimate> byZone) {
    this.zones = List.copyOf(byZone.keySet());
    this.byKey = new LinkedHashMap<>(byZone);
    byZone.values().forEach(climate -> byKey.putIfAbsent(climate.alias(), climate));
  }

  private static final class Holder {
    static final Climatology LOADED = load();
  }

  static Climatology builtIn() {
    return Holder.LOADED;
  }

  List<Zone> zones() {
    return zones;
  }

  /** The climate of a zone, named by its own key or by the key of the figures' source. */
  ZoneClimate of(Zone zone) {
    ZoneClimate found = byKey.get(zone);
    if (found == null) {
      List<String> keys = zones.stream().map(Zone::key).toList();
      String meant =
          Spelling.closest(zone.key(), keys, key -> List.of(Spelling.normalized(key)), 1).stream()
              .map(key -> "; did you mean " + key + "?")
              .collect(Collectors.joining());
      throw GridException.lasting(
          "climatology: no zone \"" + zone + "\"; it has " + String.join(", ", keys) + meant);
    }
    return found;
  }

  private static Climatology load() {
    Map<Zone, double[][]> means = new LinkedHashMap<>();
    for (String[] row : rows("climatology.csv")) {
      double[] hours = new double[24];
      for (int h = 0; h < hours.length; h++) {
        hours[h] = Double.parseDouble(row[2 + h]);
      }
      means
          .computeIfAbsent(Zone.of(row[0]), zone -> new double[12][])[
          Integer.parseInt(row[1]) - 1] = hours;
    }
    Map<Zone, ZoneClimate> climates = new LinkedHashMap<>();
    for (String[] row : rows("climatology_noise.csv")) {
      Zone zone = Zone.of(row[0]);
      double[][] own = means.get(zone);
      if (own == null) {
        throw new IllegalStateException("climatology.csv lacks " + zone);
      }
      climates.put(zone, climate(zone, own, row));
    }
    return new Climatology(climates);
  }

  private static ZoneClimate climate(Zone zone, double[][] means, String[] row) {
    double sd = Double.parseDouble(row[2]);
    double weekend = Double.parseDouble(row[5]);
    // The residual's spread includes the weekend effect, which is added on its own.
    double noiseSd = Math.sqrt(sd * sd - weekend * weekend * 10.0 / 49);
    return new ZoneClimate(
        zone,
        Zone.of(row[1]),
        means,
        ResidualNoise.calibrated(noiseSd, Double.parseDouble(row[3]), Double.parseDouble(row[4])),
        weekend,
        Double.parseDouble(row[6]),
        Double.parseDouble(row[7]));
  }

  private static List<String[]> rows(String resource) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = Climatology.class.getResourceAsStream(FOLDER + resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FOLDER + resource + " is not in the jar");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.startsWith("zone,")) {
          rows.add(line.split(",", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + FOLDER + resource, e);
    }
    return rows;
  }
}
