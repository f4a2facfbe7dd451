package org.carbonaware.examples.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.demo.FrameworkChoice;
import org.carbonaware.examples.demo.PolicyChoice;
import org.carbonaware.examples.demo.RunFile;
import org.carbonaware.examples.demo.RunPlan;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;

/**
 * Everything that makes a run what it is, kept beside its checkpoints.
 *
 * @param gridDigest of the hours it learns from, so that a run never goes on with others
 */
record ForecastSettings(
    FrameworkChoice framework,
    Optional<Path> trace,
    String zone,
    Basis basis,
    Gaps gaps,
    long seed,
    RunPlan plan,
    String gridDigest) {

  /** These settings as JSON. */
  static final class File implements RunFile<ForecastSettings> {
    @Override
    public String schema() {
      return "carbon-aware/grid-forecast-run/v1";
    }

    @Override
    public void write(ForecastSettings settings, ObjectNode node) {
      RunPlan plan = settings.plan();
      node.put("framework", settings.framework().name());
      settings.trace().ifPresent(path -> node.put("trace", path.toString()));
      node.put("zone", settings.zone()).put("basis", settings.basis().name());
      node.put("gaps", settings.gaps().name());
      node.put("seed", settings.seed()).put("gridSha256", settings.gridDigest());
      node.put("start", plan.start().toString()).put("epochs", plan.epochs());
      node.put("expectedWork", plan.expectedWork().toString());
      node.put("deadline", plan.deadline().toString());
      node.put("gridHoursPerRealSecond", plan.hoursPerSecond());
    }

    @Override
    public ForecastSettings read(JsonNode node) {
      return new ForecastSettings(
          FrameworkChoice.valueOf(node.path("framework").asText()),
          node.has("trace") ? Optional.of(Path.of(node.path("trace").asText())) : Optional.empty(),
          node.path("zone").asText(),
          Basis.valueOf(node.path("basis").asText()),
          Gaps.valueOf(node.path("gaps").asText()),
          node.path("seed").asLong(),
          new RunPlan(
              Instant.parse(node.path("start").asText()),
              node.path("epochs").asInt(),
              Duration.parse(node.path("expectedWork").asText()),
              Duration.parse(node.path("deadline").asText()),
              PolicyChoice.PLAN,
              node.path("gridHoursPerRealSecond").asDouble()),
          node.path("gridSha256").asText());
    }
  }
}
