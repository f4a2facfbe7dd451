package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastEvaluateTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir
  Path folder;

  private Path trace = Path.of("");

  /** Every day 10 % dirtier than the one before; FR does not change from day to day. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,DE,FR"));
    for (int i = 0; i < 24 * 30; i++) {
      double shape = 100 + i % 24;
      int day = i / 24;
      lines.add(START.plus(Duration.ofHours(i)) + "," + shape * Math.pow(1.1, day) + "," + shape);
    }
    trace = Files.write(folder.resolve("grid.csv"), lines);
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return new ObjectMapper().readTree(run.stdout());
  }

  private CommandRun evaluate(String... options) {
    List<String> line = new ArrayList<>(List.of("forecast", "evaluate", "--trace=" + trace));
    line.addAll(List.of(options));
    return CommandRun.of(line.toArray(String[]::new));
  }

  @Test
  void theDocumentHasTheContractsFields() throws IOException {
    JsonNode document = json(evaluate(
        "--model=persistence", "--from=2024-01-10", "--to=2024-01-19", "--horizon=48h", "--json"));
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/forecast-evaluation/v1");
    assertThat(document.path("model").asText()).isEqualTo("persistence");
    assertThat(document.path("horizonHours").asInt()).isEqualTo(48);
    assertThat(document.path("issues").asInt()).isEqualTo(10);
    assertThat(document.path("seconds").asDouble()).isGreaterThan(0);
    JsonNode de = document.path("zones").get(0);
    double first = 100 * (1 - 1 / 1.1);
    double second = 100 * (1 - 1 / 1.21);
    assertThat(de.path("zone").asText()).isEqualTo("DE");
    assertThat(de.path("mapePercentByDay").get(0).asDouble()).isCloseTo(first, offset(1e-9));
    assertThat(de.path("mapePercentByDay").get(1).asDouble()).isCloseTo(second, offset(1e-9));
    assertThat(de.path("mapePercent").asDouble()).isCloseTo((first + second) / 2, offset(1e-9));
    assertThat(de.path("coverage80Percent").asDouble()).isBetween(0.0, 100.0);
    assertThat(de.path("rankCorrelation").asDouble()).isBetween(0.5, 1.0);
    JsonNode mean = document.path("mean");
    assertThat(mean.path("mapePercent").asDouble()).isCloseTo((first + second) / 4, offset(1e-9));
    assertThat(mean.path("mapePercentByDay")).hasSize(2);
    assertThat(mean.has("coverage80Percent")).isTrue();
    assertThat(mean.has("rankCorrelation")).isTrue();
  }

  @Test
  void aZoneAndAPaceMayBeChosen() throws IOException {
    JsonNode document = json(evaluate(
        "--zone=FR",
        "--model=weekly",
        "--from=2024-01-20",
        "--to=2024-01-20T12:00Z",
        "--every=6h",
        "--horizon=12h",
        "--json"));
    assertThat(document.path("zones")).hasSize(1);
    assertThat(document.path("issues").asInt()).isEqualTo(3);
    assertThat(document.path("mean").path("mapePercent").asDouble()).isCloseTo(0, offset(1e-9));
  }

  @Test
  void trainingMayEndBeforeTheIssues() throws IOException {
    JsonNode document = json(evaluate(
        "--model=ridge",
        "--train-until=2024-01-15",
        "--from=2024-01-20",
        "--to=2024-01-21",
        "--horizon=24h",
        "--json"));
    assertThat(document.path("issues").asInt()).isEqualTo(2);
  }

  @Test
  void peopleGetATable() {
    CommandRun run =
        evaluate("--model=climatology", "--from=2024-01-10", "--to=2024-01-19", "--horizon=24h");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .startsWith("climatology, 10 issues from 2024-01-10T00:00:00Z on, every 24h, 24h ahead\n")
        .contains("MAPE %", "regret %", "  day 1\n", "\nDE ", "\nFR ", "\nmean ");
  }

  @Test
  void aZoneThatCannotBeJudgedKeepsItsFieldsAndLeavesTheMeanToOthers() throws IOException {
    List<String> lines = new ArrayList<>(List.of("zone,timestamp,gco2_per_kwh"));
    for (int i = 0; i < 24 * 12; i++) {
      Instant start = START.plus(Duration.ofHours(i));
      lines.add("DE," + start + "," + (100 + i % 24));
      lines.add("US-CAL-CISO," + start + ",0");
      lines.add("FR," + start.plus(Duration.ofDays(90)) + ",50");
    }
    Files.write(trace, lines);
    String[] options = {"--from=2024-01-10", "--to=2024-01-11", "--horizon=24h", "--json"};
    JsonNode document = json(evaluate(options));
    JsonNode zones = document.path("zones");
    assertThat(zones).extracting(zone -> zone.path("issues").asInt()).containsExactly(2, 2, 0);
    for (JsonNode zone : List.of(zones.get(1), zones.get(2))) {
      assertThat(zone.path("mapePercent").isNull()).isTrue();
      assertThat(zone.path("mapePercentByDay").isArray()).isTrue();
      assertThat(zone.path("rankCorrelation").isNull()).isTrue();
    }
    assertThat(zones.get(2).path("coverage80Percent").isNull()).isTrue();
    assertThat(document.path("mean").path("mapePercent").asDouble()).isCloseTo(0, offset(1e-9));
    options[3] = "--quiet";
    assertThat(evaluate(options).stdout().lines())
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.matches("US-CAL-CISO +2 +- +100.0 +- +0.00 +-"))
        .anyMatch(line -> line.matches("FR +0 +- +- +- +- +-"));
  }

  @Test
  void issuesMayFallBetweenSteps() throws IOException {
    JsonNode document = json(evaluate(
        "--zone=FR",
        "--model=weekly",
        "--from=2024-01-20",
        "--to=2024-01-20T12:00Z",
        "--every=90m",
        "--horizon=24h",
        "--json"));
    assertThat(document.path("issues").asInt()).isEqualTo(9);
    assertThat(document.path("mean").path("mapePercent").asDouble()).isCloseTo(0, offset(1e-9));
  }

  @Test
  void thePublishedForecastsHaveTheirPublishedError() throws IOException {
    Path data = Path.of("..", "..", "shared", "data");
    assumeTrue(Files.isDirectory(data), () -> data + " is not here");
    JsonNode document = json(CommandRun.of(
        "forecast",
        "evaluate",
        "--json",
        "--model=provider",
        "--trace=" + data.resolve("carboncast_2020_2021_hourly_lifecycle.csv.gz"),
        "--provider-forecasts="
            + data.resolve("carboncast_tier1_96h_forecasts_2021H2_lifecycle.csv.gz"),
        "--zone=PL,SE",
        "--from=2021-07-01T00:00Z",
        "--to=2021-12-31T00:00Z"));
    assertThat(document.path("issues").asInt()).isEqualTo(181);
    assertThat(document.path("zones").get(0).path("zone").asText()).isIn("PL", "SE");
    assertThat(document.path("mean").path("mapePercent").asDouble()).isBetween(4.0, 7.0);
  }
}
