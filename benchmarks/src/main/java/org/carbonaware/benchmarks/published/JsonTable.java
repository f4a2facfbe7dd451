package org.carbonaware.benchmarks.published;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Outcomes as one JSON document. */
final class JsonTable {
  private JsonTable() {}

  static String of(List<Outcome> outcomes) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schema", "carbon-aware/published-results/v1");
    document.put(
        "allInside", outcomes.stream().allMatch(outcome -> outcome.outside().isEmpty()));
    ArrayNode benchmarks = document.putArray("benchmarks");
    outcomes.forEach(outcome -> benchmark(benchmarks.addObject(), outcome));
    return document.toPrettyString();
  }

  private static void benchmark(ObjectNode node, Outcome outcome) {
    node.put("name", outcome.benchmark().name());
    node.put("source", outcome.benchmark().source());
    node.put("protocol", outcome.benchmark().protocol());
    if (!outcome.skipped().isEmpty()) {
      node.put("skipped", outcome.skipped());
    }
    ArrayNode rows = node.putArray("rows");
    outcome.rows().forEach(row -> row(rows.addObject(), row));
  }

  private static void row(ObjectNode node, Row row) {
    node.put("name", row.name());
    number(node, "theirs", row.theirs());
    number(node, "ours", row.ours());
    number(node, "difference", row.difference());
    if (row.checked()) {
      node.put("tolerance", row.tolerance());
    } else {
      node.putNull("tolerance");
    }
    String check = row.check().name().toLowerCase(Locale.ROOT).replace('_', '-');
    node.put("check", check).put("inside", row.inside());
    node.put("unit", row.unit()).put("note", row.note());
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field); // JSON has no word for it
    }
  }
}
