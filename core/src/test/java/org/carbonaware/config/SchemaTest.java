package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped schema takes what the reader takes, and nothing else. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(
      YAMLFactory.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build());
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = shipped();

  /** What values of other kinds look like, and what is nearly right. */
  private static final List<String> ODD = List.of(
      "null",
      "true",
      "\"true\"",
      "\"\"",
      "\" \"",
      "0",
      "-1",
      "1",
      "1.0",
      "1.5",
      "2999.99",
      "3000",
      "1e3",
      "1e300",
      "-0.0",
      "10",
      "9.999",
      "\"24h\"",
      "\"0h\"",
      "\"0s\"",
      "\"PT0S\"",
      "\"PT6H\"",
      "\"P1D\"",
      "\"PT\"",
      "\"P1DT\"",
      "\"P\"",
      "\"6\"",
      "\"h\"",
      "\"1d2h3m4s\"",
      "\"1m1h\"",
      "\"-6h\"",
      "\"6H\"",
      "\"PT1.5S\"",
      "\"PT1.5H\"",
      "\"99999d\"",
      "\"9999d\"",
      "\"2026-12-01T08:00Z\"",
      "\"2026-12-01T08:00\"",
      "\"2026-02-29T08:00Z\"",
      "\"2028-02-29T08:00Z\"",
      "\"2000-02-29T08:00Z\"",
      "\"2026-02-30T08:00Z\"",
      "\"2026-11-31T08:00Z\"",
      "\"2026-12-31T24:00Z\"",
      "\"2026-12-31T23:59:59+05:30\"",
      "\"2026-12-31T23:59:60Z\"",
      "\"2026-12-01T08:00+18:00\"",
      "\"2026-13-01T08:00Z\"",
      "\"1999-12-31T08:00Z\"",
      "\"DE\"",
      "\"US-CAL-CISO\"",
      "\"zone with spaces\"",
      "\"Ä\"",
      "\"😀\"",
      "\"a\\tb\"",
      "\"a\\u0085b\"",
      "\"a\\u2028b\"",
      "\"jdbc:sqlite:x.db\"",
      "\"jdbc:postgresql://host/db\"",
      "\"jdbc:postgresql://u:p@host/db\"",
      "\"jdbc:postgresql://host/db?password=x\"",
      "\"jdbc:postgresql://host/db?PassWord=x\"",
      "\"jdbc:mysql://host/db\"",
      "\"http://localhost:8080\"",
      "\"https://grid.example.org/a/b\"",
      "\"https://user:word@grid.example.org/\"",
      "\"https://grid.example.org/a?b=%41\"",
      "\"https://grid.example.org/a?b=%4\"",
      "\"ftp://grid.example.org\"",
      "\"https://\"",
      "\"http://[::1]:80/\"",
      "\"http://host:99999999/\"",
      "\"lifecycle\"",
      "\"Lifecycle\"",
      "\"fill\"",
      "\"leave\"",
      "\"suspend\"",
      "\"plan\"",
      "\"aws\"",
      "\"divided\"",
      "\"changes\"",
      "\"~/x\"",
      "[]",
      "[\"typical\"]",
      "[\"typical\", \"typical\"]",
      "[\"trace\", \"typical\"]",
      "[1]",
      "[null]",
      "[[]]",
      "{}",
      "{\"a\": 1}",
      "{\"name\": \"wind\"}",
      "[{\"name\": \"wind\", \"share\": 0.5, \"gramsPerKwh\": 0}]",
      "[{\"name\": \"wind\", \"share\": 0.5}]",
      "[{\"name\": \"wind\", \"share\": 2, \"gramsPerKwh\": 0}]",
      "[{\"name\": \"wind\", \"share\": 0.5, \"gramsPerKwh\": 0, \"more\": 1}]");

  private static Schema shipped() {
    try (InputStream in = Config.class.getResourceAsStream("config-v1.schema.json")) {
      return REGISTRY.getSchema(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode odd(int index) {
    try {
      return JSON.readTree(ODD.get(index));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> loader(JsonNode document) throws Exception {
    Problems problems = new Problems();
    FileLayer.read(
        YamlDocument.read(YAML.writeValueAsString(document)),
        new Base(Path.of("/"), Optional.of(Path.of("/"))),
        problems);
    return problems.found().stream().map(Problem::toString).toList();
  }

  /** Both agree on a document, else the message says how. */
  private static boolean agreed(JsonNode document) throws Exception {
    List<String> refused = loader(document);
    List<Error> invalid = SCHEMA.validate(document);
    assertThat(refused.isEmpty())
        .as("%s%nloader: %s%nschema: %s", document, refused, invalid)
        .isEqualTo(invalid.isEmpty());
    return refused.isEmpty();
  }

  private static ObjectNode with(ConfigKey<?> key, JsonNode value) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode at = key.section().isEmpty() ? document : document.putObject(key.section());
    at.set(key.name(), value);
    return document;
  }

  @Test
  void theSchemaItselfIsOneByItsMetaSchema() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(meta.validate(JSON.valueToTree(Config.schema()))).isEmpty();
  }

  static Stream<ConfigKey<?>> keys() {
    return Keys.all().stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void bothTakeTheSameValuesOfEachKey(ConfigKey<?> key) throws Exception {
    int taken = 0;
    for (int i = 0; i < ODD.size(); i++) {
      taken += agreed(with(key, odd(i))) ? 1 : 0;
    }
    if (!key.secret()) {
      taken += agreed(with(key, YAML.readTree(key.example()))) ? 1 : 0;
      assertThat(taken).as("the values of %s include right ones", key).isPositive();
    }
    assertThat(taken).isLessThan(ODD.size());
  }

  static IntStream seeds() {
    return new SplittableRandom(42).ints(150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothTakeTheSameDocuments(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (ConfigKey<?> key : Keys.all()) {
      if (random.nextInt(3) == 0 && !key.secret()) {
        ObjectNode at =
            key.section().isEmpty() ? document : document.withObject("/" + key.section());
        at.set(key.name(), YAML.readTree(key.example()));
      }
    }
    assertThat(agreed(document)).isTrue();
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      mutate(document, random);
    }
    agreed(document);
  }

  private static void mutate(ObjectNode document, SplittableRandom random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    JsonNode at = containers.get(random.nextInt(containers.size()));
    JsonNode value = odd(random.nextInt(ODD.size()));
    if (at instanceof ArrayNode array) {
      array.add(value);
      return;
    }
    ObjectNode object = (ObjectNode) at;
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "zone" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + (char) ('a' + random.nextInt(26)), value);
      case 2 -> object.set(name.substring(0, name.length() - 1) + "X", value);
      case 3 -> object.set("grid.trace", value);
      default -> object.set(name, value);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  @Test
  void anEmptySectionAndAnEmptyFileAreFine() throws Exception {
    assertThat(agreed(JSON.readTree("{}"))).isTrue();
    assertThat(agreed(JSON.readTree("{\"grid\": null, \"job\": {}}"))).isTrue();
  }
}
