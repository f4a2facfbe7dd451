package org.carbonaware.grid.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the body of an error says in words. Servers write {@code {"error":"...","message":"..."}},
 * problem details of RFC 9457 (once RFC 7807) with the {@code errors} that ASP.NET adds for each
 * wrong parameter, or, with FastAPI, {@code {"detail":[{"loc":["query","region"],"msg":"field
 * required"}]}}.
 */
final class ErrorText {
  private static final List<String> FIELDS = List.of("title", "error", "message", "detail");

  /** Far more than anybody reads; each word of a document takes many times its size. */
  private static final int MOST_BYTES = 1 << 18;

  private ErrorText() {}

  /** The words of a JSON body, one after the other; of any other text the beginning as it is. */
  static String of(byte[] body) {
    if (body.length > MOST_BYTES) {
      return new String(body, 0, MOST_BYTES, StandardCharsets.UTF_8);
    }
    Set<String> words = new LinkedHashSet<>();
    try {
      collect(JsonText.read(body), "", words);
    } catch (IOException e) {
      words.clear(); // a plain text, or cut off
    }
    return words.isEmpty() ? new String(body, StandardCharsets.UTF_8) : String.join("; ", words);
  }

  private static void collect(JsonNode node, String before, Set<String> words) {
    if (node.isTextual() && !node.textValue().isBlank()) {
      words.add(before + node.textValue().strip());
    } else if (node.isArray()) {
      node.forEach(item -> collect(item, before, words));
    } else if (node.isObject() && node.path("msg").isTextual()) {
      List<String> place = new ArrayList<>();
      node.path("loc").forEach(part -> place.add(part.asText()));
      collect(node.path("msg"), place.isEmpty() ? "" : String.join(" ", place) + ": ", words);
    } else if (node.isObject()) {
      FIELDS.forEach(field -> collect(node.path(field), before, words));
      collectNamed(node.path("errors"), words);
    }
  }

  private static void collectNamed(JsonNode errors, Set<String> words) {
    if (!errors.isObject()) {
      collect(errors, "", words);
      return;
    }
    errors.fieldNames().forEachRemaining(name -> {
      if (!name.equals("stackTrace")) { // of servers told to be verbose
        collect(errors.path(name), name + ": ", words);
      }
    });
  }
}
