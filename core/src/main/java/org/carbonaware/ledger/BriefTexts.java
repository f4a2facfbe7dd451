package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * Cuts texts of a line that are longer than anybody reads, when it is written and when it is read,
 * so that lines and what is kept of them stay small.
 */
final class BriefTexts {
  /** Of chars. */
  static final int LONGEST = 8192;

  private BriefTexts() {}

  static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, splits ? LONGEST - 1 : LONGEST) + "…";
  }

  /** Cuts the texts in an object, at any depth. */
  static ObjectNode in(ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      field.setValue(of(field.getValue()));
    }
    return fields;
  }

  private static JsonNode of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return in(object);
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, of(array.get(i)));
      }
    }
    return node.isTextual() && node.textValue().length() > LONGEST
        ? TextNode.valueOf(of(node.textValue()))
        : node;
  }
}
