package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schemas in the documentation. */
final class PublishedSchemas {
  private static final Path FOLDER = Path.of("..", "docs", "schemas");

  private PublishedSchemas() {}

  /** What a command printed, which is one valid document and begins with its schema's name. */
  static JsonNode document(String name, String printed) throws IOException {
    JsonNode document = new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(printed);
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/" + name + "/v1");
    assertThat(violations(name, document)).isEmpty();
    return document;
  }

  /** In which points a document does not keep to its schema. */
  static List<String> violations(String name, JsonNode document) throws IOException {
    try (InputStream in = Files.newInputStream(FOLDER.resolve(name + "-v1.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in)
          .validate(document)
          .stream()
          .map(Error::toString)
          .toList();
    }
  }
}
