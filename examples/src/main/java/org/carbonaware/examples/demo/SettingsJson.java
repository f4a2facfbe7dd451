package org.carbonaware.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;

/** The digits demo's settings as JSON, to be read by the run that goes on. */
final class SettingsJson implements RunFile<DemoSettings> {
  static final String SCHEMA = "carbon-aware/digits-demo-run/v1";

  @Override
  public String schema() {
    return SCHEMA;
  }

  @Override
  public void write(DemoSettings settings, ObjectNode node) {
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
  }

  @Override
  public DemoSettings read(JsonNode node) {
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
