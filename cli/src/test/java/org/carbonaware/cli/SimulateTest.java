package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    List<String> arguments =
        new ArrayList<>(List.of("simulate", "--trace", trace(text).toString(), "--work", "2h"));
    if (!Arrays.asList(more).contains("--slack")) {
      arguments.addAll(List.of("--slack", "3h"));
    }
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
  void tellsTheMeanOfTheZonesFromTheirSum() throws IOException {
    String trace = """
        timestamp,DE,FR
        2024-01-01T00:00Z,300,50
        2024-01-01T01:00Z,100,20
        2024-01-01T02:00Z,400,30
        2024-01-01T03:00Z,120,60
        2024-01-01T04:00Z,200,10
        """;
    JsonNode mean = json(simulate(trace, "--policy", "optimal-contiguous", "--json"))
        .get("mean")
        .get(0);
    // DE keeps 80 of 180 g, FR 20 of 40 g
    assertThat(mean.get("keptPercent").asDouble())
        .isCloseTo((100 * 80 / 180.0 + 50) / 2, offset(1e-9));
    assertThat(mean.get("keptPercentOfSum").asDouble()).isCloseTo(100 * 100 / 220.0, offset(1e-9));
    assertThat(mean.get("runs").asInt()).isEqualTo(2);
  }

  @Test
  void scalesWithPowerAndChoosesZones() throws IOException {
    JsonNode document = json(
        simulate(WIDE, "--policy", "optimal", "--zone", "DE", "--power-watts", "500", "--json"));
    assertThat(document.get("zones")).hasSize(1);
    assertThat(document.get("results").get(0).get("grams").asDouble()).isCloseTo(110, offset(1e-9));
  }

  @Test
  void chargesSuspendAndResumeApart() throws IOException {
    JsonNode document = json(simulate(
        WIDE,
        "--policy",
        "optimal",
        "--zone",
        "DE",
        "--power-watts",
        "500",
        "--suspend-cost",
        "0.5",
        "--resume-cost",
        "0.125",
        "--json"));
    // runs at 100, stops at 400, starts and runs at 120
    assertThat(document.get("results").get(0).get("grams").asDouble())
        .isCloseTo((100 + 0.5 * 400 + 0.125 * 120 + 120) / 2, offset(1e-9));
    assertThat(document.get("suspendJoules").asDouble()).isEqualTo(900_000);
    assertThat(document.get("resumeJoules").asDouble()).isEqualTo(225_000);
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
    assertThat(run.stdout().lines().filter(line -> !line.startsWith("saved")))
        .containsExactly(
            "zone       policy   run-now  emitted  saved   kept  switches  delay",
            "                          g        g      %      %                h",
            "DE         run-now      400      400   0.00    0.0      0.00   0.00",
            "DE         optimal      400      220  45.00  100.0      2.00   2.00",
            "HK         run-now      870      870   0.00      -      0.00   0.00",
            "HK         optimal      870      870   0.00      -      0.00   0.00",
            "mean of 2  run-now      635      635   0.00    0.0      0.00   0.00",
            "mean of 2  optimal      635      545  22.50  100.0      1.00   1.00",
            "gCO2e per job of 2 h within 5 h at 1000 W, lifecycle; 2 jobs, none late",
            "forecast none: run-now; perfect: optimal");
    assertThat(run.stdout())
        .containsPattern(
            "saved: against run-now; kept: of what perfect knowledge saves; took \\d+\\.\\d s");
  }

  @Test
  void runsEveryPolicyInATerminalOfEightyColumns() {
    List<String> policies = new ArrayList<>(Policies.names());
    policies.addAll(List.of("optimal", "optimal-contiguous", "optimal-switching", "plan-once"));
    String trace = WIDE.replace("DE,HK", "US-CAL-CISO,ERCOT");
    CommandRun run = simulate(
        trace,
        "--forecast",
        "persistence",
        "--tail",
        "truncate",
        "--policy",
        String.join(",", policies));
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .hasSize(2 + 3 * policies.size() + 2 + 3)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(run.stdout().replaceAll("\\s+", " "))
        .contains("forecast none: run-now, threshold, online;")
        .contains("persistence: percentile, lowest-window, plan,")
        .contains("perfect: optimal,");
    String help = CommandRun.of("simulate", "--help").stdout();
    assertThat(policies).allSatisfy(policy -> assertThat(help).contains(policy));
  }

  /** The second day tells that the clean hour will not come again on the third. */
  @Test
  void onlyPlanLearnsAfterItsStart() throws IOException {
    int[] grams = new int[72];
    Arrays.fill(grams, 100);
    grams[6] = 10;
    grams[20] = 12;
    grams[24 + 6] = 200;
    grams[24 + 20] = 12;
    grams[48 + 6] = 300;
    StringBuilder text = new StringBuilder("timestamp,DE\n");
    for (int hour = 0; hour < grams.length; hour++) {
      text.append(Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(hour)))
          .append(',')
          .append(grams[hour])
          .append('\n');
    }
    JsonNode results = json(simulate(
            text.toString(),
            "--slack",
            "40h",
            "--policy",
            "plan,plan-once",
            "--forecast",
            "persistence",
            "--start",
            "2024-01-02",
            "--json"))
        .get("results");
    assertThat(results.get(0).get("grams").asDouble()).isCloseTo(200 + 12, offset(1e-9));
    assertThat(results.get(1).get("grams").asDouble()).isCloseTo(200 + 300, offset(1e-9));
  }

  @Test
  void takesAPolicyOnceHoweverItIsSpelled() throws IOException {
    JsonNode document =
        json(simulate(WIDE, "--policy", "Run_Now,optimal,run-now,efficiency", "--json"));
    assertThat(document.get("mean"))
        .extracting(mean -> mean.get("policy").asText())
        .containsExactly("run-now", "optimal", "efficiency");
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
