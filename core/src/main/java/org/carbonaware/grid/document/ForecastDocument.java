package org.carbonaware.grid.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;

/** What {@code carbon-trainer forecast --json} prints: one zone's values, all of kind FORECAST. */
final class ForecastDocument {
  static final String SCHEMA = "carbon-aware/forecast/v1";
  private static final Duration USUAL_STEP = Duration.ofHours(1);

  private ForecastDocument() {}

  static Part part(JsonNode root, Document.Terms terms, Zone wanted) {
    Fields fields = new Fields(terms);
    fields.checkBasis(root.path("basis"));
    JsonNode points = root.path("points");
    if (!points.isArray()) {
      throw terms.damaged("no points");
    }
    Duration step = Duration.ofSeconds(root.path("stepSeconds").asInt());
    IntensityRows rows = new IntensityRows(USUAL_STEP);
    for (int i = 0; i < points.size(); i++) {
      JsonNode point = points.get(i);
      String row = "points[" + i + "]";
      double grams = JsonFields.number(point.get("gramsPerKwh"));
      if (!rows.add(fields.time(row, point, "start"), grams, step)) {
        throw terms.damaged(row + " off the full 5 minutes or years away from the others");
      }
    }
    String model = root.path("model").asText("");
    String source = terms.name() + (model.isBlank() ? "" : ", model " + fields.printable(model));
    Zone zone = fields.zone("zone", root.path("zone")).orElse(wanted);
    IntensitySeries series =
        rows.series(zone, terms.basis(), new Provenance(source, Kind.FORECAST));
    Optional<Instant> made = JsonFields.time(root.get("issuedAt"));
    return Part.of(terms, Map.of(zone, series), fields.notes(), made.orElse(null), wanted);
  }
}
