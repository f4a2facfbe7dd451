package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
  private static final String WIDE = """
      timestamp,DE,HK
      2024-01-01T00:00Z,300,435
      2024-01-01T01:00Z,100,435
      2024-01-01T02:00Z,400,435
      2024-01-01T03:00Z,120,435
      2024-01-01T04:00Z,200,435
      """;

  @TempDir
  Path folder;

  private Path trace(String text) {
    try {
      return Files.writeString(folder.resolve("trace.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandRun simulate(String text, String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("simulate", "--trace", trace(text).toString(), "--work", "2h", "--slack", "3h"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return new ObjectMapper().readTree(run.stdout());
  }

  @Test
  void printsTheContractsDocument() throws IOException {
    JsonNode document = json(simulate(
        WIDE,
        "--policy",
        "optimal,optimal-contiguous,optimal-switching,plan,run-now",
        "--forecast",
        "perfect",
        "--suspend-cost",
        "0.25",
        "--resume-cost",
        "0.25",
        "--idle-watts",
        "50",
        "--json"));
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.get("schema").asText()).isEqualTo("carbon-aware/simulation/v1");
    assertThat(document.get("zones")).extracting(JsonNode::asText).containsExactly("DE", "HK");
    assertThat(document.get("results")).hasSize(10);
    assertThat(document.get("mean")).hasSize(5);
    assertThat(document.get("seconds").asDouble()).isPositive();

    JsonNode optimal = document.get("results").get(0);
    assertThat(optimal.get("zone").asText()).isEqualTo("DE");
    assertThat(optimal.get("policy").asText()).isEqualTo("optimal");
    assertThat(optimal.get("forecast").asText()).isEqualTo("perfect");
    assertThat(optimal.get("runs").asInt()).isEqualTo(1);
    assertThat(optimal.get("baselineGrams").asDouble()).isCloseTo(400, offset(1e-9));
    assertThat(optimal.get("grams").asDouble()).isCloseTo(385, offset(1e-9));
    assertThat(optimal.get("optimalGrams").asDouble()).isCloseTo(360, offset(1e-9));
    assertThat(optimal.get("savingPercent").asDouble()).isCloseTo(3.75, offset(1e-9));
    assertThat(optimal.get("meanSavingPercent").asDouble()).isCloseTo(3.75, offset(1e-9));
    assertThat(optimal.get("optimalSavingPercent").asDouble()).isCloseTo(10, offset(1e-9));
    assertThat(optimal.get("keptPercent").asDouble()).isCloseTo(37.5, offset(1e-9));
    assertThat(optimal.get("deadlineMisses").asInt()).isZero();
    assertThat(optimal.get("meanSwitches").asDouble()).isEqualTo(2);
    assertThat(optimal.get("meanDelayHours").asDouble()).isEqualTo(2);

    JsonNode plan = document.get("results").get(3);
    assertThat(plan.get("policy").asText()).isEqualTo("plan");
    assertThat(plan.get("grams").asDouble()).isCloseTo(360, offset(1e-9));
    assertThat(document.get("results").get(5).get("zone").asText()).isEqualTo("HK");
    assertThat(document.get("results").get(5).get("keptPercent").isNull()).isTrue();
    assertThat(document.get("mean").get(0).get("keptPercent").asDouble())
        .isCloseTo(37.5, offset(1e-9));
    assertThat(document.get("mean").get(3).get("keptPercentOfSum").asDouble())
        .isCloseTo(100, offset(1e-9));
  }

  @Test
  void scalesWithPowerAndChoosesZones() throws IOException {
    JsonNode document = json(
        simulate(WIDE, "--policy", "optimal", "--zone", "DE", "--power-watts", "500", "--json"));
    assertThat(document.get("zones")).hasSize(1);
    assertThat(document.get("results").get(0).get("grams").asDouble()).isCloseTo(110, offset(1e-9));
  }

  @Test
  void startsWhereItIsTold() throws IOException {
    JsonNode all = json(simulate(WIDE, "--policy", "optimal", "--tail", "truncate", "--json"));
    assertThat(all.get("results").get(0).get("runs").asInt()).isEqualTo(4);
    JsonNode some = json(simulate(
        WIDE,
        "--policy",
        "optimal",
        "--tail",
        "truncate",
        "--from",
        "2024-01-01T01:00Z",
        "--to",
        "2024-01-01T02:00Z",
        "--json"));
    assertThat(some.get("results").get(0).get("runs").asInt()).isEqualTo(2);
    JsonNode one = json(simulate(
        WIDE,
        "--policy",
        "optimal",
        "--tail",
        "truncate",
        "--start",
        "2024-01-01T01:30Z",
        "--json"));
    assertThat(one.get("results").get(0).get("baselineGrams").asDouble())
        .isCloseTo(50 + 400 + 60, offset(1e-9));
  }

  @Test
  void showsPeopleATableWithItsUnits() {
    CommandRun run = simulate(WIDE, "--policy", "run-now,optimal", "--threads", "2");
    assertThat(run.exitCode()).isZero();
    List<String> lines = run.stdout().lines().toList();
    assertThat(lines).hasSize(8);
    assertThat(lines.get(0)).startsWith("zone").contains("run-now g", "kept %", "delay h");
    assertThat(lines.get(2)).contains("optimal", "400", "220", "45.00");
    assertThat(lines.get(5)).startsWith("mean of 2");
    assertThat(lines.get(7)).contains("gCO2e per job of PT2H within PT5H at 1000 W, lifecycle");
  }

  @Test
  void theExampleOfItsHelpWorks() {
    String file = folder.resolve("de.csv").toString();
    CommandRun.of(
        "generate-sample-data",
        "--zone",
        "DE",
        "--start",
        "2024-01-01",
        "--days",
        "30",
        "--out",
        file);
    CommandRun run = CommandRun.of(
        "simulate",
        "--trace",
        file,
        "--work",
        "6h",
        "--slack",
        "18h",
        "--policy",
        "run-now,plan,plan-once,threshold,online,lowest-window",
        "--forecast",
        "persistence",
        "--every",
        "24h",
        "--from",
        "2024-01-15");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout().lines()).hasSize(8);
    CommandRun help = CommandRun.of("simulate", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.stdout()).contains("Example:", "carbon-trainer simulate --trace de.csv");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          --policy pln                              | 2 | expected one or more of run-now, optimal
          --policy plan --forecast perfekt          | 2 | --forecast
          --policy plan --zone PL                   | 1 | no zone "PL"; it has DE, HK
          --policy plan --tail wrap                 | 2 | expected skip or truncate
          --policy plan --gaps leave                | 2 | expected fail or fill
          --policy plan --basis green               | 2 | expected lifecycle or direct or marginal
          --policy plan --slack 90h                 | 2 | no start fits
          --policy plan --work 0h                   | 2 | work PT0S
          --policy plan --suspend-cost -1           | 2 | expected hours of running power
          --policy plan --power-watts 0             | 2 | expected a finite power above 0 W
          --policy plan --idle-watts -1             | 2 | expected a finite power of 0 W or more
          --policy plan --replan 0h                 | 2 | replan every PT0S
          --policy plan --every 0h                  | 2 | start every PT0S
          --policy plan --threads 0                 | 2 | expected 1 to 1024
          --policy optimal --work 1h1s              | 2 | choose round lengths
          --policy plan --start 2024-01-01 --to 2024-01-02 | 2 | a single start or many
          """)
  void saysWhatIsWrongInTwoLines(String options, int exitCode, String message) {
    List<String> arguments =
        new ArrayList<>(List.of("simulate", "--trace", trace(WIDE).toString()));
    arguments.addAll(Arrays.asList(options.split(" ")));
    if (!arguments.contains("--work")) {
      arguments.addAll(List.of("--work", "2h"));
    }
    if (!arguments.contains("--slack")) {
      arguments.addAll(List.of("--slack", "3h"));
    }
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(exitCode);
    assertThat(run.stderr()).contains(message).doesNotContain("\tat ");
    assertThat(run.stderr().lines().count()).isLessThanOrEqualTo(2);
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void aDamagedTraceIsRefusedByLineOrFilled() throws IOException {
    String damaged = WIDE.replace("2024-01-01T02:00Z,400", "2024-01-01T02:00Z,x");
    CommandRun refused = simulate(damaged, "--policy", "optimal");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("trace.csv:4: DE is \"x\", not a number", "--gaps fill");
    CommandRun filled =
        simulate(damaged, "--policy", "optimal", "--gaps", "fill", "--quiet", "--json");
    assertThat(json(filled).get("filledValues").asInt()).isEqualTo(1);
    CommandRun missing =
        CommandRun.of("simulate", "--work", "2h", "--slack", "1h", "--policy", "plan");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.stderr()).contains("--trace is missing");
  }
}
