package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas of documents, as they are published with the documentation. */
final class PublishedSchema {
  private PublishedSchema() {}

  /** Asserts that a document keeps to its schema, such as {@code doctor-v1}. */
  static void assertKeepsTo(String name, JsonNode document) throws Exception {
    assertThat(violations(name, document)).isEmpty();
  }

  static List<String> violations(String name, JsonNode document) throws Exception {
    Path file = Path.of("..", "docs", "schemas", name + ".schema.json");
    try (InputStream in = Files.newInputStream(file)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in)
          .validate(document)
          .stream()
          .map(Error::toString)
          .toList();
    }
  }
}
