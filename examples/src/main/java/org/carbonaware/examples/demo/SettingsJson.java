package org.carbonaware.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;

/** Settings as JSON, to be read by the run that goes on. */
final class SettingsJson {
  static final String SCHEMA = "carbon-aware/digits-demo-run/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsJson() {}

  static String write(DemoSettings settings) {
    ObjectNode node = JSON.createObjectNode().put("schema", SCHEMA);
    node.put("framework", settings.framework().name());
    node.put("model", settings.model().name()).put("epochs", settings.epochs());
    settings.data().ifPresent(path -> node.put("data", path.toString()));
    node.put("expectedWork", settings.expectedWork().toString());
    node.put("deadline", settings.deadline().toString());
    node.put("policy", settings.policy().name());
    settings.trace().ifPresent(path -> node.put("trace", path.toString()));
    node.put("zone", settings.zone()).put("basis", settings.basis().name());
    node.put("start", settings.start().toString());
    node.put("gridHoursPerRealSecond", settings.hoursPerSecond()).put("seed", settings.seed());
    return node.toPrettyString() + "\n";
  }

  /** Whether a text was written by {@link #write}, of this version or another. */
  static boolean isOurs(String text) {
    try {
      String schema = JSON.readTree(text).path("schema").asText();
      return schema.startsWith(SCHEMA.substring(0, SCHEMA.lastIndexOf('/')));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Whether a text is empty or cut short, so that nobody can tell whose it was. */
  static boolean isDamaged(String text) {
    try {
      return text.isBlank() || JSON.readTree(text) == null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  static DemoSettings read(String text, Path file) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.path("schema").asText().equals(SCHEMA)) {
        throw new DemoException(file + " is of another version: start anew without --resume");
      }
      return settings(node);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new DemoException(file + " is damaged: start anew without --resume", e);
    }
  }

  private static DemoSettings settings(JsonNode node) {
    return new DemoSettings(
        FrameworkChoice.valueOf(node.path("framework").asText(FrameworkChoice.DL4J.name())),
        Architecture.valueOf(node.path("model").asText()),
        path(node, "data"),
        node.path("epochs").asInt(),
        Duration.parse(node.path("expectedWork").asText()),
        Duration.parse(node.path("deadline").asText()),
        PolicyChoice.valueOf(node.path("policy").asText()),
        path(node, "trace"),
        node.path("zone").asText(),
        Basis.valueOf(node.path("basis").asText()),
        Instant.parse(node.path("start").asText()),
        node.path("gridHoursPerRealSecond").asDouble(),
        node.path("seed").asLong());
  }

  private static Optional<Path> path(JsonNode node, String field) {
    return node.has(field) ? Optional.of(Path.of(node.path(field).asText())) : Optional.empty();
  }
}
