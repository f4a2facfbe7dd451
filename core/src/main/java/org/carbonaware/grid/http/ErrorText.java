package org.carbonaware.grid.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the body of an error says in words. Servers write {@code {"error":"...","message":"..."}},
 * problem details of RFC 9457, or, with FastAPI,
 * {@code {"detail":[{"loc":["query","region"],"msg":"field required"}]}}.
 */
final class ErrorText {
  private static final List<String> FIELDS =
      List.of("title", "error", "message", "detail", "errors");

  private ErrorText() {}

  /** The words of a JSON body, one after the other; any other text as it is. */
  static String of(String body, ObjectMapper mapper) {
    if (!body.stripLeading().startsWith("{")) {
      return body;
    }
    Set<String> words = new LinkedHashSet<>();
    try {
      collect(mapper.readTree(body), words);
    } catch (JsonProcessingException e) {
      return body; // cut off, perhaps
    }
    return words.isEmpty() ? body : String.join("; ", words);
  }

  private static void collect(JsonNode node, Set<String> words) {
    if (node.isTextual() && !node.textValue().isBlank()) {
      words.add(node.textValue().strip());
    } else if (node.isArray()) {
      node.forEach(item -> collect(item, words));
    } else if (node.isObject() && node.path("msg").isTextual()) {
      List<String> place = new ArrayList<>();
      node.path("loc").forEach(part -> place.add(part.asText()));
      String before = place.isEmpty() ? "" : String.join(" ", place) + ": ";
      words.add(before + node.path("msg").textValue().strip());
    } else if (node.isObject()) {
      FIELDS.forEach(field -> collect(node.path(field), words));
    }
  }
}
