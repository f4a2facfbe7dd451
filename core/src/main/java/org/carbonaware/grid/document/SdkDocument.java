package org.carbonaware.grid.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonFields;

/**
 * The JSON file of the Carbon Aware SDK: {@code {"Date", "Emissions": [{"Location", "Time",
 * "Rating", "Duration"}]}} or the bare list, and what carbon-aware-computing.com publishes, which
 * says {@code GeneratedAt} and names no location. Names of fields may begin with a small letter, as
 * in answers of the SDK's WebAPI. Ratings may be texts.
 *
 * <p>A rating of 0 is unknown where values are of lifecycle basis, and wherever a document says
 * {@code GeneratedAt}: there it means "no forecast yet", and all values are of kind FORECAST.
 */
final class SdkDocument {
  private static final Duration USUAL_STEP = Duration.ofHours(1);
  private static final int MOST_IGNORED_SHOWN = 3;

  private final JsonNode root;
  private final Document.Terms terms;
  private final Fields fields;
  private final boolean zeroIsUnknown;
  private final Map<Zone, IntensityRows> rows = new LinkedHashMap<>();
  private final Set<String> ignored = new LinkedHashSet<>();

  SdkDocument(JsonNode root, Document.Terms terms) {
    this.root = root;
    this.terms = terms;
    this.fields = new Fields(terms);
    this.zeroIsUnknown = terms.basis() == Basis.LIFECYCLE || root.has("GeneratedAt");
  }

  Part part(Zone wanted) {
    JsonNode list = root.isArray() ? root : root.path("Emissions");
    boolean named = false;
    for (JsonNode row : list) {
      named |= field(row, "Location").isTextual();
    }
    for (int i = 0; i < list.size(); i++) {
      add("Emissions[" + i + "]", list.get(i), named, wanted);
    }
    Map<Zone, IntensitySeries> series = new LinkedHashMap<>();
    Kind kind = root.has("GeneratedAt") ? Kind.FORECAST : Kind.MEASURED;
    Provenance provenance = new Provenance(terms.name(), kind);
    if (!named) {
      rows.computeIfAbsent(wanted, any -> new IntensityRows(USUAL_STEP));
    }
    rows.forEach((zone, some) -> series.put(zone, some.series(zone, terms.basis(), provenance)));
    if (series.isEmpty()) {
      throw terms.damaged("no Location that is a zone key, only " + ignored());
    }
    Instant made = JsonFields.time(root.get("GeneratedAt")).orElse(null);
    return Part.of(terms, series, notes(named, wanted), made, wanted);
  }

  private void add(String place, JsonNode row, boolean named, Zone wanted) {
    String location = field(row, "Location").asText("");
    if (named && !Zone.isKey(location)) {
      ignored.add(location);
      return;
    }
    Zone zone = named ? Zone.of(location) : wanted;
    String time = row.has("Time") ? "Time" : "time";
    Instant start = IntensityRows.fullFiveMinutes(fields.time(place, row, time));
    double value = JsonFields.numberOrText(field(row, "Rating"));
    boolean added = rows.computeIfAbsent(zone, any -> new IntensityRows(USUAL_STEP))
        .add(
            start,
            value == 0 && zeroIsUnknown ? Double.NaN : value,
            JsonFields.duration(field(row, "Duration")));
    if (!added) {
      throw terms.damaged(place + " years away from the others of " + zone);
    }
  }

  private static JsonNode field(JsonNode row, String name) {
    JsonNode large = row.path(name);
    return large.isMissingNode()
        ? row.path(Character.toLowerCase(name.charAt(0)) + name.substring(1))
        : large;
  }

  private List<String> notes(boolean named, Zone wanted) {
    List<String> notes = new ArrayList<>(fields.notes());
    if (!named) {
      notes.add("the document names no location; taken for that of " + wanted);
    }
    if (!ignored.isEmpty()) {
      notes.add("ignored, because no zone keys: " + ignored());
    }
    return notes;
  }

  private String ignored() {
    List<String> shown = ignored.stream()
        .limit(MOST_IGNORED_SHOWN)
        .map(location -> "\"" + fields.printable(location) + "\"")
        .toList();
    int more = ignored.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }
}
