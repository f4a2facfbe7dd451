package org.carbonaware.grid.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.JsonFields;
import org.carbonaware.text.Printable;

/** Reads the fields that documents share, and says where in them something is wrong. */
final class Fields {
  private static final int LONGEST_SHOWN = 40;

  private final Document.Terms terms;
  private final List<String> notes = new ArrayList<>();

  Fields(Document.Terms terms) {
    this.terms = terms;
  }

  /** A row's time; without an offset it is UTC, and a note says so. */
  Instant time(String row, JsonNode node, String field) {
    JsonNode time = node.path(field);
    Optional<Instant> exact = JsonFields.time(time);
    Optional<Instant> naive = JsonFields.naiveTime(time);
    if (naive.isPresent() && notes.isEmpty()) {
      notes.add("times without an offset are taken as UTC");
    }
    return exact
        .or(() -> naive)
        .orElseThrow(() -> terms.damaged(row + " with " + field + " \""
            + printable(time.asText("absent")) + "\"; expected one such as 2024-01-31T05:00Z"));
  }

  /** The zone that a field names, or empty if there is no such field. */
  Optional<Zone> zone(String place, JsonNode node) {
    String key = node.asText("");
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!Zone.isKey(key)) {
      throw terms.damaged(place + " \"" + printable(key) + "\", which is no zone key");
    }
    return Optional.of(Zone.of(key));
  }

  boolean isOfOtherBasis(JsonNode stated) {
    return stated.isTextual() && !stated.textValue().equals(terms.basis().label());
  }

  void checkBasis(JsonNode stated) {
    if (isOfOtherBasis(stated)) {
      throw otherBasis("", stated.textValue());
    }
  }

  /** As for the values of a trace. */
  GridException otherBasis(String of, String stated) {
    return GridException.lasting(terms.where() + ": values of basis " + printable(stated) + of
        + " read as " + terms.basis().label() + "; ask for the basis that the document has");
  }

  String printable(String text) {
    return Printable.words(text, LONGEST_SHOWN);
  }

  List<String> notes() {
    return notes;
  }
}
