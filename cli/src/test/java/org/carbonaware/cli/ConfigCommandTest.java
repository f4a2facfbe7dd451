package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Showing and checking the configuration, and what commands have from it. */
class ConfigCommandTest {
  private static final String SECRET = "s3cr3t-Pa55phrase";

  @TempDir
  Path folder;

  private ConfigLoader layers(Map<String, String> environment) {
    return Config.loader()
        .environment(environment)
        .home(folder.resolve("home"))
        .systemFile(folder.resolve("etc.yaml"))
        .workingDirectory(folder);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(layers(Map.of()), arguments);
  }

  private Path project(String yaml) throws Exception {
    return Files.writeString(folder.resolve("carbon-aware.yaml"), yaml);
  }

  private static String line(CommandRun run, String key) {
    return run.stdout()
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .findFirst()
        .orElse("no line of " + key)
        .replaceAll(" {2,}", " | ");
  }

  @Test
  void showsWhatHoldsAndWhereItIsFrom() throws Exception {
    project("# ours\nzone: NO\njob:\n  deadline: 24h\nmetering: {fullWatts: 350}\n");
    CommandRun run = CommandRun.with(
        layers(Map.of(
            "CARBON_POLICY_NAME", "online",
            "ELECTRICITYMAPS_API_KEY", SECRET,
            "CARBON_ZONES", "x")),
        "config",
        "show",
        "--origin",
        "--set",
        "job.work=3h");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr().strip())
        .isEqualTo("environment variable CARBON_ZONES sets nothing; did you mean CARBON_ZONE?");
    assertThat(line(run, "zone")).isEqualTo("zone | NO | carbon-aware.yaml:2:1");
    assertThat(line(run, "job.deadline")).isEqualTo("job.deadline | 24h | carbon-aware.yaml:4:3");
    assertThat(line(run, "job.work")).isEqualTo("job.work | 3h | --set job.work");
    assertThat(line(run, "job.margin"))
        .isEqualTo("job.margin | - | not set: 1 % of the time to the deadline, 1m to 30m");
    assertThat(line(run, "metering.fullWatts"))
        .isEqualTo("metering.fullWatts | 350 W | carbon-aware.yaml:5:12");
    assertThat(line(run, "policy.name"))
        .isEqualTo("policy.name | online | environment variable CARBON_POLICY_NAME");
    assertThat(line(run, "checkpoints.keep")).isEqualTo("checkpoints.keep | 3 | default");
    assertThat(line(run, "grid.electricityMapsKey"))
        .isEqualTo("grid.electricityMapsKey | *** | environment variable ELECTRICITYMAPS_API_KEY");
    assertThat(run.stdout()).doesNotContain(SECRET);
  }

  @Test
  void showsTheSameAsJson() throws Exception {
    project("zone: DE\ngrid: {sources: [typical, yearly-average]}\n");
    CommandRun run = CommandRun.with(
        layers(Map.of("CARBON_ELECTRICITYMAPS_KEY", SECRET)), "config", "show", "--json");
    JsonNode document = new ObjectMapper().readTree(run.stdout());
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/config/v1");
    assertThat(document.path("files")).hasToString("[\"carbon-aware.yaml\"]");
    List<JsonNode> settings = StreamSupport.stream(document.path("settings").spliterator(), false)
        .filter(setting -> List.of("zone", "grid.sources", "job.work", "checkpoints.keep")
            .contains(setting.path("key").asText()))
        .toList();
    assertThat(settings)
        .hasToString("[{\"key\":\"zone\",\"value\":\"DE\",\"layer\":\"project-file\","
            + "\"origin\":\"carbon-aware.yaml:1:1\"},"
            + " {\"key\":\"grid.sources\",\"value\":[\"typical\",\"yearly-average\"],"
            + "\"layer\":\"project-file\",\"origin\":\"carbon-aware.yaml:2:8\"},"
            + " {\"key\":\"job.work\",\"value\":null,\"layer\":null,\"origin\":null},"
            + " {\"key\":\"checkpoints.keep\",\"value\":3,\"layer\":\"default\","
            + "\"origin\":\"default\"}]");
    assertThat(run.stdout()).doesNotContain(SECRET);
  }

  @Test
  void validatesAFileWithAllThatIsWrongAndExitCode78() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "zoen: DE\njob: {deadline: 24}\n");
    CommandRun run = run("config", "validate", file.toString());
    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines())
        .containsExactly(
            "carbon-trainer config validate: bad.yaml:1:1: zoen: no such key; did you mean zone?",
            "carbon-trainer config validate: bad.yaml:2:17: job.deadline: the number 24; expected a"
                + " duration such as 24h, or a moment with its offset such as 2026-12-01T08:00Z");
    CommandRun json = run("config", "validate", file.toString(), "--json");
    assertThat(json.exitCode()).isEqualTo(78);
    JsonNode document = new ObjectMapper().readTree(json.stdout());
    assertThat(document.path("valid").asBoolean()).isFalse();
    assertThat(document.path("problems")).hasSize(2);
    assertThat(document.at("/problems/0/where").asText()).isEqualTo("bad.yaml:1:1");
  }

  @Test
  void saysThatAFileIsRight() throws Exception {
    assertThat(run("config", "validate").stdout()).startsWith("no configuration file is there");
    project("zone: DE\n");
    CommandRun run = run("config", "validate");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout().strip()).isEqualTo("carbon-aware.yaml: nothing is wrong");
    assertThat(run("config", "validate", "--json").stdout()).contains("\"valid\" : true");
    assertThat(run("config", "validate", "no.yaml").stderr().strip())
        .isEqualTo("carbon-trainer config validate: no.yaml: is not there; expected a YAML file");
    assertThat(run("config", "validate", "a.yaml", "--config", "b.yaml").exitCode())
        .isEqualTo(2);
    assertThat(run("config").exitCode()).isEqualTo(2);
  }

  @Test
  void printsTheSchema() throws Exception {
    CommandRun run = run("config", "schema");
    assertThat(new ObjectMapper().readTree(run.stdout()))
        .isEqualTo(new ObjectMapper().readTree(Config.schema().toString()));
  }

  private Path trace(String name, String header, String values) throws Exception {
    StringBuilder csv = new StringBuilder(header + "\n");
    for (int hour = 0; hour < 72; hour++) {
      csv.append(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(3600L * hour));
      csv.append(values.replace("X", String.valueOf(100 + hour % 24))).append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  @Test
  void optionsThatAreNotGivenComeFromTheConfigurationAndFlagsWin() throws Exception {
    trace("t.csv", "timestamp,DE,FR", ",X,50");
    project("""
        zone: DE
        grid: {trace: t.csv}
        job: {work: 2h, slack: 6h}
        policy: {name: run-now}
        metering: {fullWatts: 500}
        """);
    JsonNode document =
        new ObjectMapper().readTree(run("simulate", "--every", "6h", "--json").stdout());
    assertThat(document.path("results")).hasSize(1);
    assertThat(document.at("/results/0/zone").asText()).isEqualTo("DE");
    assertThat(document.at("/results/0/policy").asText()).isEqualTo("run-now");
    double grams = document.at("/results/0/baselineGrams").asDouble();
    JsonNode flags = new ObjectMapper()
        .readTree(
            run("simulate", "--every", "6h", "--zone", "DE,FR", "--power-watts", "1000", "--json")
                .stdout());
    assertThat(flags.path("results")).hasSize(2);
    assertThat(flags.at("/results/0/baselineGrams").asDouble()).isEqualTo(2 * grams);
    assertThat(run("simulate", "--config", "/dev/null", "--json").exitCode()).isEqualTo(2);
    assertThat(run("--set=zone=FR", "simulate", "--json").stdout()).contains("\"FR\"");
  }

  @Test
  void aConfiguredZoneThatATraceLacksIsLeftAside() throws Exception {
    Path trace = trace("t.csv", "timestamp,FR,ES", ",X,50");
    project("zone: DE\n");
    CommandRun run = run(
        "simulate",
        "--trace",
        trace.toString(),
        "--work",
        "2h",
        "--slack",
        "2h",
        "--policy",
        "run-now",
        "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr())
        .contains("the configured zone DE is not in it; all of its zones are used");
    assertThat(new ObjectMapper().readTree(run.stdout()).path("results")).hasSize(2);
  }

  @Test
  void aWrongConfigurationStopsCommandsThatUseItButNoHelp() throws Exception {
    project("zoen: DE\njob: {work: 3}\n");
    for (List<String> line : List.of(
        List.of("simulate"),
        List.of("simulate", "--work", "1h", "--slack", "1h", "--policy", "run-now"),
        List.of("report"),
        List.of("config", "show"))) {
      CommandRun run = run(line.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", line).isEqualTo(78);
      assertThat(run.stderr().lines()).hasSize(2);
      assertThat(run.stderr()).contains("zoen: no such key; did you mean zone?");
    }
    assertThat(run("simulate", "--help").exitCode()).isZero();
    assertThat(run("--version").exitCode()).isZero();
    assertThat(run("config", "schema").exitCode()).isZero();
  }

  @Test
  void aProgramRunsAsTheConfigurationSays() throws Exception {
    project("""
        zone: DE
        project: other
        grid: {sources: [typical]}
        job: {work: 1h, slack: 1h}
        policy: {name: run-now}
        metering: {fullWatts: 100}
        ledger: {directory: records}
        """);
    CommandRun run = run("--quiet", "exec", "--", "true");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("records"))) {
      Path record =
          files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      assertThat(Files.readString(record)).contains("\"project\":\"other\"", "\"run-now\"");
    }
    assertThat(run("exec", "--deadline", "24h", "--slack", "1h", "--", "true").exitCode())
        .isEqualTo(2);
  }

  @Test
  void theLiveGridIsAskedOfTheConfiguredSourcesOfTheConfiguredZone() throws Exception {
    project("zone: DE\ngrid: {sources: [yearly-average], trace: none.csv}\n");
    CommandRun run = run("monitor", "--once", "--json");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    JsonNode reading = new ObjectMapper().readTree(run.stdout()).at("/readings/0");
    assertThat(reading.path("zone").asText()).isEqualTo("DE");
    assertThat(reading.path("kind").asText()).isEqualTo("assumed");
  }

  @Test
  void comparingRegionsIsNotNarrowedToTheConfiguredZone() throws Exception {
    Path trace = trace("t.csv", "timestamp,DE,FR", ",X,50");
    project("zone: DE\n");
    CommandRun run = run("compare-regions", "--trace", trace.toString(), "--json");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(new ObjectMapper().readTree(run.stdout()).path("regions")).hasSize(2);
  }

  @Test
  void whatFollowsAnotherProgramIsNotOurs() {
    CommandRun run = run("exec", "--config", "/dev/null", "no-such-program", "--config", "x.yaml");
    assertThat(run.stderr()).doesNotContain("x.yaml");
    assertThat(run("config", "show", "--config").exitCode()).isEqualTo(2);
  }
}
