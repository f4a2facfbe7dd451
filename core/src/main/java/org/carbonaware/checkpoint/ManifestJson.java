package org.carbonaware.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of {@code manifest.json}. The same manifest always gives the same bytes; fields of later
 * versions are ignored when reading.
 */
final class ManifestJson {
  private static final String SHA256 = "sha256";
  private static final String CRCS = "crcs";
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("formatVersion", manifest.formatVersion());
    root.put("sequence", manifest.sequence());
    root.put("writtenAt", manifest.writtenAt().toString());
    TrainingIdentity identity = manifest.identity();
    root.putObject("identity")
        .put("framework", identity.framework())
        .put("frameworkVersion", identity.frameworkVersion())
        .put("model", identity.model())
        .put("description", identity.description());
    putSorted(root.putObject("run"), manifest.run());
    putSorted(root.putObject("training"), manifest.training());
    ArrayNode files = root.putArray("files");
    for (Manifest.Entry entry : manifest.files()) {
      ObjectNode file = files.addObject().put("name", entry.name()).put("bytes", entry.bytes());
      if (!entry.sha256().isEmpty()) {
        file.put(SHA256, entry.sha256());
      }
      if (!entry.crcs().isEmpty()) {
        file.put(CRCS, entry.crcs());
      }
    }
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return MAPPER.writer(printer).writeValueAsBytes(root);
  }

  private static void putSorted(ObjectNode node, Map<String, String> values) {
    new TreeMap<>(values).forEach(node::put);
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if it is not one that this version can read; the message says why
   */
  static Manifest read(byte[] json) throws IOException {
    JsonNode root = parse(json);
    long version = number(root, "formatVersion");
    if (version > Manifest.FORMAT_VERSION) {
      throw new IOException("it has format version " + version + ", this program reads up to "
          + Manifest.FORMAT_VERSION + ": use the version that wrote it, or a later one");
    }
    if (version < 1) {
      throw new IOException("its manifest names format version " + version);
    }
    JsonNode identity = object(root, "identity");
    List<Manifest.Entry> files = new ArrayList<>();
    for (JsonNode file : typed(root, "files", root.path("files").isArray(), "a list")) {
      boolean quick = file.has(CRCS);
      files.add(new Manifest.Entry(
          text(file, "name"),
          number(file, "bytes"),
          quick && !file.has(SHA256) ? "" : digits(file, SHA256, 64),
          quick ? digits(file, CRCS, 16) : ""));
    }
    return new Manifest(
        (int) version,
        number(root, "sequence"),
        instant(root, "writtenAt"),
        new TrainingIdentity(
            text(identity, "framework"),
            text(identity, "frameworkVersion"),
            text(identity, "model"),
            text(identity, "description")),
        texts(root, "run"),
        texts(root, "training"),
        files);
  }

  private static JsonNode parse(byte[] json) throws IOException {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new IOException("its manifest is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IOException("its manifest is not a JSON object");
  }

  private static Map<String, String> texts(JsonNode root, String field) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode node = object(root, field);
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      values.put(each.getKey(), text(node, each.getKey()));
    }
    return values;
  }

  private static JsonNode object(JsonNode parent, String field) throws IOException {
    return typed(parent, field, parent.path(field).isObject(), "an object");
  }

  private static String text(JsonNode parent, String field) throws IOException {
    return typed(parent, field, parent.path(field).isTextual(), "a text").textValue();
  }

  private static String digits(JsonNode parent, String field, int count) throws IOException {
    String text = text(parent, field);
    boolean right = text.length() == count && text.chars().allMatch(ManifestJson::isDigit);
    return typed(parent, field, right, count + " hexadecimal digits").textValue();
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static long number(JsonNode parent, String field) throws IOException {
    JsonNode value = parent.path(field);
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    return typed(parent, field, whole, "a whole number").longValue();
  }

  private static Instant instant(JsonNode parent, String field) throws IOException {
    String text = text(parent, field);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IOException("its manifest's \"" + field + "\" is no time", e);
    }
  }

  private static JsonNode typed(JsonNode parent, String field, boolean right, String expected)
      throws IOException {
    if (!right) {
      throw new IOException(
          "its manifest's \"" + field + "\" is missing or damaged: expected " + expected);
    }
    return parent.path(field);
  }
}
