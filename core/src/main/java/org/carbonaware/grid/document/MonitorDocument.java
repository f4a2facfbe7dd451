package org.carbonaware.grid.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;

/**
 * What {@code carbon-trainer monitor --json} prints: the present of several zones. A reading counts
 * for 2 h, as long as a live source may lag.
 */
final class MonitorDocument {
  static final String SCHEMA = "carbon-aware/monitor/v1";
  private static final Duration COUNTS = Duration.ofHours(2);
  private static final Duration USUAL_STEP = Duration.ofHours(1);

  private MonitorDocument() {}

  static Part part(JsonNode root, Document.Terms terms, Zone wanted) {
    JsonNode readings = root.path("readings");
    if (!readings.isArray()) {
      throw terms.damaged("no readings");
    }
    Fields fields = new Fields(terms);
    Map<Zone, IntensitySeries> series = new LinkedHashMap<>();
    Map<Zone, String> otherBases = new HashMap<>();
    for (int i = 0; i < readings.size(); i++) {
      JsonNode reading = readings.get(i);
      String row = "readings[" + i + "]";
      Zone zone = fields.zone(row + " of zone", reading.path("zone")).orElse(wanted);
      Instant at = IntensityRows.fullFiveMinutes(fields.time(row, reading, "at"));
      if (fields.isOfOtherBasis(reading.path("basis"))) {
        otherBases.put(zone, reading.path("basis").textValue());
        continue;
      }
      IntensityRows one = new IntensityRows(USUAL_STEP);
      one.add(at, JsonFields.number(reading.get("gramsPerKwh")), COUNTS);
      IntensitySeries before = series.get(zone);
      if (before == null || at.isAfter(before.start())) {
        series.put(zone, one.series(zone, terms.basis(), provenance(reading, terms, fields)));
      }
    }
    String otherBasis = otherBases.get(wanted);
    if (otherBasis != null && !series.containsKey(wanted)) {
      throw fields.otherBasis(" for zone " + wanted, otherBasis);
    }
    if (series.isEmpty()) {
      series.put(wanted, nothing(terms, wanted));
    }
    return Part.of(terms, series, fields.notes(), null, wanted);
  }

  private static Provenance provenance(JsonNode reading, Document.Terms terms, Fields fields) {
    String source = reading.path("source").asText("");
    Optional<Kind> kind = Arrays.stream(Kind.values())
        .filter(any -> any.label().equals(reading.path("kind").asText()))
        .findFirst();
    return new Provenance(
        terms.name() + (source.isBlank() ? "" : ", from " + fields.printable(source)),
        kind.orElse(Kind.MEASURED));
  }

  private static IntensitySeries nothing(Document.Terms terms, Zone zone) {
    return new IntensityRows(USUAL_STEP)
        .series(zone, terms.basis(), new Provenance(terms.name(), Kind.MEASURED));
  }
}
