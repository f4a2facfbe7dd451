package org.carbonaware.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Makes the JSON Schema of configuration files from the table of settings. */
final class ConfigSchema {
  private ConfigSchema() {}

  static ObjectNode document() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:carbon-aware:config:v1");
    schema.put("title", "Configuration of carbon-aware trainings: " + ConfigPaths.NAME);
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (Map.Entry<String, String> section : Keys.sections().entrySet()) {
      ObjectNode keys = properties;
      if (!section.getKey().isEmpty()) {
        ObjectNode object = properties.putObject(section.getKey());
        object.put("description", section.getValue() + ".");
        object.putArray("type").add("object").add("null"); // a section may be left empty
        object.put("additionalProperties", false);
        keys = object.putObject("properties");
      }
      for (ConfigKey<?> key : Keys.of(section.getKey())) {
        if (!key.secret()) {
          describe(key, keys.putObject(key.name()));
        }
      }
    }
    return schema;
  }

  private static <T> void describe(ConfigKey<T> key, ObjectNode schema) {
    schema.put(
        "description",
        key.text()
            + (key.unit().isEmpty() ? "" : " Unit: " + key.unit() + ".")
            + (key.otherwise().isEmpty() ? "" : " If not set: " + key.otherwise() + "."));
    key.kind().describe(schema);
    key.theFallback().ifPresent(value -> schema.set("default", key.kind().json(value)));
    if (schema.path("type").asText().equals("string")) {
      schema.putArray("examples").add(TextNode.valueOf(key.example()));
    }
  }
}
