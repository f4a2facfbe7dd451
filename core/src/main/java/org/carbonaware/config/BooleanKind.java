package org.carbonaware.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/** Yes or no. */
final class BooleanKind extends Kind<Boolean> {
  @Override
  String expected() {
    return "true or false";
  }

  @Override
  Boolean read(YamlNode node, Base base) throws RefusedException {
    if (node instanceof Scalar scalar && scalar.type() == ScalarType.BOOLEAN) {
      return Boolean.valueOf(scalar.text());
    }
    throw RefusedException.expected(node, expected());
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("type", "boolean");
  }

  @Override
  String shown(Boolean value) {
    return value.toString();
  }

  @Override
  JsonNode json(Boolean value) {
    return BooleanNode.valueOf(value);
  }

  @Override
  YamlNode typed(String text) {
    return YamlScalars.plain(text.strip(), Place.START);
  }
}
