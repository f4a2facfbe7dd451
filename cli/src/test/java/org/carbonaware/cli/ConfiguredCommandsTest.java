package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonaware.cli.exec.Scripts;
import org.carbonaware.config.Config;
import org.carbonaware.config.ConfigLoader;
import org.carbonaware.energy.ProcessCpuTime;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Real files of a configuration, and what commands make of them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs true, and sets file modes")
class ConfiguredCommandsTest {
  private static final String PROGRAM = """
      zone: DE
      grid: {sources: [typical]}
      job: {work: 1h, slack: 6h}
      policy: {name: run-now}
      ledger: {directory: records}
      """;

  @TempDir
  Path folder;

  private final Map<String, String> environment = new HashMap<>();

  private ConfigLoader layers() {
    return Config.loader()
        .environment(environment)
        .home(folder.resolve("home"))
        .systemFile(folder.resolve("etc.yaml"))
        .workingDirectory(folder);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(layers(), arguments);
  }

  private void project(String yaml) throws Exception {
    Files.writeString(folder.resolve("carbon-aware.yaml"), yaml);
  }

  /** Hours around the present. */
  private void trace(String name, String header, double gramsPerKwh) throws Exception {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(20));
    StringBuilder csv = new StringBuilder(header + "\n");
    for (int i = 0; i < 24 * 24; i++) {
      double value = gramsPerKwh + 50 * Math.sin(i * 0.7) + i % 24;
      csv.append(hour.plus(Duration.ofHours(i))).append(",").append(value).append('\n');
    }
    Files.writeString(folder.resolve(name), csv);
  }

  /** Runs a program that does nothing; its record. */
  private String recorded(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("--quiet", "exec"));
    line.addAll(List.of(options));
    line.addAll(List.of("--", "true"));
    CommandRun run = run(line.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    List<Path> records = Ledger.files(folder.resolve("records"));
    String text = Files.readString(records.get(records.size() - 1));
    for (Path record : records) {
      Files.delete(record);
    }
    return text;
  }

  @Test
  void aProgramIsMeteredAndCountedAsTheConfigurationSays() throws Exception {
    project(PROGRAM
            .replace(
                "directory: records",
                "directory: records, jdbcUrl: 'jdbc:sqlite:" + folder.resolve("runs.db") + "'")
            .replace("slack: 6h", "slack: 6h, epochs: 5, batches: 100")
        + """
            metering: {fullWatts: 100, idleWatts: 20, every: 7s}
            calibration: {baseWatts: 30, supplyEfficiency: 0.9}
            facility: {pue: 1.3, waterLitresPerKwh: 0.5, cloud: gcp, cloudRegion: europe-west3,
              latitude: 50.1, longitude: 8.7}
            embodied: {grams: 1000, lifetimeYears: 2}
            market: {residualGramsPerKwh: 700, contracts: [{name: wind, share: 0.5, gramsPerKwh: 0}]}
            training: {model: my-model, task: sorting, parameters: 1234}
            checkpoints: {directory: checkpoints}
            pause: {depth: suspend}
            """);
    String record = recorded();
    assertThat(record)
        .contains("\"energyEvery\":\"PT7S\"")
        .contains("a model of 20 W idle, 100 W at full load")
        .contains("30.0 W for board, fans and disks: configuration")
        .contains("what a power supply of 90.0 % efficiency loses: configuration")
        .contains("\"pue\":1.3", "\"residualGramsPerKwh\":700.0", "\"name\":\"wind\"")
        .contains("\"grams\":1000.0", "\"lifetime\":\"PT17520H\"")
        .contains("\"cloudRegion\":\"europe-west3\"", "\"latitude\":50.1")
        .contains("\"model\":\"my-model\",\"parameters\":1234,\"task\":\"sorting\"");
    assertThat(folder.resolve("runs.db")).isNotEmptyFile();
    assertThat(folder.resolve("checkpoints"))
        .as("what a training keeps is none of a program's")
        .doesNotExist();
  }

  @Test
  void aProgramIsChargedByItsOwnProcessorTime() throws Exception {
    List<String> python = Scripts.python(folder, "burns.py");
    project(PROGRAM + "metering: {fullWatts: 1000, idleWatts: 0}\n");
    List<String> line = new ArrayList<>(List.of("--quiet", "exec", "--"));
    line.addAll(python);
    long before = ownNanos();
    assertThat(run(line.toArray(String[]::new)).exitCode()).isZero();
    double own = (ownNanos() - before) / 1e9;
    double joules = RunAccount.read(Ledger.files(folder.resolve("records")).get(0))
        .summary()
        .joules();
    double seconds = joules / 1000 * Runtime.getRuntime().availableProcessors();
    assertThat(seconds).as("two seconds of the program's, and this process's").isGreaterThan(1.5);
    assertThat(seconds).isGreaterThan(own + 0.5).isLessThan(own + 4);
  }

  private static long ownNanos() {
    return new ProcessCpuTime().getAsLong();
  }

  @Test
  void aProgramsNameIsItsModelUnlessOneIsSet() throws Exception {
    project(PROGRAM + "training: {task: sorting}\n");
    assertThat(recorded()).contains("\"model\":\"true\",\"task\":\"sorting\"");
  }

  @Test
  void eachLayerCountsMoreThanThoseBelow() throws Exception {
    project(PROGRAM);
    assertThat(recorded()).doesNotContain("W at full load");
    Files.writeString(folder.resolve("etc.yaml"), "metering: {fullWatts: 101, idleWatts: 1}\n");
    assertThat(recorded()).contains("1 W idle, 101 W at full load");
    Path user = Files.createDirectories(folder.resolve("home/.config"));
    Files.writeString(user.resolve("carbon-aware.yaml"), "metering: {fullWatts: 102}\n");
    assertThat(recorded()).contains("1 W idle, 102 W at full load");
    project(PROGRAM + "metering: {fullWatts: 103}\n");
    assertThat(recorded()).contains("1 W idle, 103 W at full load");
    environment.put("CARBON_METERING_FULL_WATTS", "104");
    assertThat(recorded()).contains("1 W idle, 104 W at full load");
    assertThat(recorded("--set", "metering.fullWatts=105"))
        .contains("1 W idle, 105 W at full load");
  }

  @Test
  void aFlagCountsMoreThanTheConfiguration() throws Exception {
    project(PROGRAM + "metering: {processShare: false}\nproject: ours\n");
    assertThat(recorded("--process-share", "--project", "mine"))
        .contains("the program's")
        .contains("\"project\":\"mine\"");
    project(PROGRAM + "metering: {processShare: true}\nproject: ours\n");
    assertThat(recorded()).contains("the program's").contains("\"project\":\"ours\"");
  }

  @Test
  void whatIsSetOfAPolicyHoldsForOneThatIsNamed() throws Exception {
    project(PROGRAM.replace("name: run-now", "pauseAboveGramsPerKwh: 2321, minimumPause: 7m"));
    assertThat(recorded("--policy", "Threshold"))
        .contains("threshold(pause above 2321 g/kWh", "pauses at least 7 min");
    assertThat(recorded("--threshold", "2500"))
        .contains("threshold(pause above 2500 g/kWh, resume at 2500", "pauses at least 7 min");
  }

  @Test
  void aMarginAsLongAsTheSlackLeavesNoTimeForAPause() throws Exception {
    trace("t.csv", "timestamp,gco2_per_kwh", 700);
    project(PROGRAM.replace("slack: 6h", "slack: 6h, margin: 6h"));
    String record = recorded("--trace", folder.resolve("t.csv").toString(), "--threshold=300");
    assertThat(record).doesNotContain("\"PAUSED\"");
  }

  @Test
  void aZoneThatOnlyItsSourceKnowsIsNoMistake() throws Exception {
    trace("t.csv", "timestamp,MY-SITE", 300);
    project(PROGRAM
        .replace("zone: DE", "zone: MY-SITE")
        .replace("sources: [typical]", "sources: [trace], trace: t.csv"));
    assertThat(recorded()).contains("\"zone\":\"MY-SITE\"");
    CommandRun monitor = run("monitor", "--once", "--json");
    assertThat(monitor.exitCode()).as(monitor.stderr()).isZero();
    assertThat(monitor.stdout()).contains("\"MY-SITE\"");
    CommandRun regions = run("compare-regions", "--zones", "MY-SITE", "--json");
    assertThat(regions.exitCode()).as(regions.stderr()).isZero();
    assertThat(run("monitor", "--once", "--source=typical").exitCode()).isEqualTo(2);
  }

  @Test
  void regionsAreComparedByTheConfiguredSources() throws Exception {
    List<String> answers = new ArrayList<>();
    for (int seed : List.of(1, 2)) {
      project("grid: {sources: [synthetic], syntheticSeed: " + seed + "}\n");
      CommandRun run = run("compare-regions", "--zones", "DE,PL", "--json");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      JsonNode regions = new ObjectMapper().readTree(run.stdout()).path("regions");
      assertThat(regions)
          .hasSize(2)
          .allSatisfy(region -> assertThat(region.path("source").asText()).contains("synthetic"));
      answers.add(regions.findValuesAsText("meanGramsPerKwh").toString());
    }
    assertThat(answers.get(0)).isNotEqualTo(answers.get(1));
  }

  @Test
  void regionsOfAnotherBasisThanIsSetAreLeftOut() throws Exception {
    project("basis: direct\ngrid: {sources: [live]}\n");
    CommandRun run = run("compare-regions", "--zones", "DE");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.stderr()).contains("counts lifecycle for zone DE, expected direct");
  }

  @ParameterizedTest
  @CsvSource({
    "electricity-maps, electricityMapsKeyFile, a-key",
    "watt-time, wattTimeCredentialsFile, 'user\npassword'"
  })
  void aNamedSourceHasItsKeyFromTheConfiguredFile(String source, String key, String text)
      throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    project("zone: DE\ngrid: {" + key + ": secret}\n");
    CommandRun run = run("monitor", "--once", "--source", source);
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.stderr()).contains(file.toString()).contains("600").doesNotContain("password");
    project("zone: DE\n");
    assertThat(run("monitor", "--once", "--source", source).stderr())
        .matches("(?s).*(no key|no account); set CARBON_.* or grid\\." + key + ".*");
  }

  @Test
  void aNamedSourceIsWhereTheConfigurationSays() throws Exception {
    trace("grid.csv", "timestamp,gco2_per_kwh", 300);
    project("zone: DE\ngrid: {documentFile: grid.csv}\n");
    CommandRun run = run("monitor", "--once", "--json", "--source", "document");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).contains("grid.csv");
    project("zone: DE\n");
    assertThat(run("monitor", "--once", "--source", "document").exitCode()).isEqualTo(2);
  }

  @Test
  void theOutlookIsMadeByTheConfiguredModel() throws Exception {
    trace("t.csv", "timestamp,DE", 300);
    List<String> pictures = new ArrayList<>();
    for (String model : List.of("persistence", "climatology")) {
      project("forecast: {model: " + model + "}\n");
      CommandRun run =
          run("monitor", "--once", "--trace", folder.resolve("t.csv").toString());
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      pictures.add(run.stdout());
    }
    assertThat(pictures.get(0)).isNotEqualTo(pictures.get(1));
  }

  @Test
  void whatIsSimulatedHasTheFiguresOfWhatRuns() throws Exception {
    trace("t.csv", "timestamp,DE", 300);
    List<Double> grams = new ArrayList<>();
    for (String figures : List.of("pauseAboveGramsPerKwh: 270", "pauseAboveGramsPerKwh: 2000")) {
      project("zone: DE\ngrid: {trace: t.csv}\njob: {work: 6h, slack: 24h}\npolicy: {" + figures
          + "}\n");
      CommandRun run = run("simulate", "--policy", "threshold", "--every", "24h", "--json");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      grams.add(new ObjectMapper()
          .readTree(run.stdout())
          .at("/results/0/meanSwitches")
          .asDouble());
    }
    assertThat(grams.get(0)).as("pauses").isPositive();
    assertThat(grams.get(1)).isZero();
  }

  @Test
  void shortestLengthsOfThePlanAreSimulatedToo() throws Exception {
    trace("t.csv", "timestamp,DE", 300);
    List<Double> switches = new ArrayList<>();
    for (String figures : List.of("{}", "{minimumRun: 5h}")) {
      project(
          "zone: DE\ngrid: {trace: t.csv}\njob: {work: 6h, slack: 24h}\npolicy: " + figures + "\n");
      CommandRun run =
          run("simulate", "--policy", "plan", "--forecast", "perfect", "--every", "24h", "--json");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      switches.add(new ObjectMapper()
          .readTree(run.stdout())
          .at("/results/0/meanSwitches")
          .asDouble());
    }
    assertThat(switches.get(1)).isLessThan(switches.get(0));
  }

  private CommandRun doctor(String yaml) throws Exception {
    project(yaml);
    return run("doctor");
  }

  @Test
  void theDoctorLooksWhereTheConfigurationSays() throws Exception {
    Files.createFile(folder.resolve("file"));
    Path key = Files.writeString(folder.resolve("key"), "a-secret-key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun sick = doctor("""
            ledger: {directory: file}
            checkpoints: {directory: file}
            grid: {electricityMapsKeyFile: key, cacheDirectory: kept}
            metering: {fullWatts: 123}
            """);
    assertThat(sick.exitCode()).isEqualTo(1);
    assertThat(sick.stdout().lines())
        .anyMatch(line -> line.matches("fail +ledger +" + folder.resolve("file") + " is no .*"))
        .anyMatch(line -> line.matches("fail +checkpoints +" + folder.resolve("file") + " is .*"))
        .anyMatch(line -> line.matches("fail +keys .*" + key + ".*"))
        .anyMatch(line -> line.matches("ok +cache +empty; " + folder.resolve("kept") + " is .*"))
        .anyMatch(line -> line.matches("ok +machine .*metering.fullWatts, 123 W; .*"))
        .noneMatch(line -> line.contains("RAPL"));
    assertThat(sick.stdout()).doesNotContain("a-secret-key");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    CommandRun well = doctor("""
            ledger: {directory: records}
            checkpoints: {directory: kept}
            grid: {electricityMapsKeyFile: key}
            calibration: {baseWatts: 30, source: a wall meter}
            """);
    assertThat(well.exitCode()).as(well.stdout()).isZero();
    assertThat(well.stdout())
        .contains("Electricity Maps by grid.electricityMapsKeyFile")
        .contains(folder.resolve("records") + " (to be made in ")
        .contains("base 30.0 W, power supply 100.0 % efficient (a wall meter)");
    assertThat(run("doctor", "--ledger", folder.resolve("other").toString()).stdout())
        .contains(folder.resolve("other") + " (to be made in ");
  }

  @Test
  void aWrongConfigurationIsAFindingOfTheDoctor() throws Exception {
    CommandRun run = doctor("zoen: DE\n");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).contains("zoen: no such key").contains("carbon-ledger");
  }

  @Test
  void theReferenceNamesEveryCommandThatHasAnOptionFromASetting() throws Exception {
    Map<String, String> rows = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
      if (line.startsWith("## ")) {
        section = line.contains(": `") ? line.replaceAll(".*: `(.*)`", "$1.") : "";
      } else if (line.startsWith("| `")) {
        String name = line.replaceAll("^[|] `([^`]*)`.*", "$1");
        rows.put(name.startsWith(section) ? name : section + name, line);
      }
    }
    int options = 0;
    for (CommandLine command : commands(Main.commandLine())) {
      String name = command.getCommandName().replace("evaluate", "forecast");
      for (ArgSpec argument : command.getCommandSpec().args()) {
        if (argument.userObject() instanceof Field field
            && field.isAnnotationPresent(FromConfig.class)) {
          options++;
          String key = field.getAnnotation(FromConfig.class).value();
          if (key.equals("zone") && name.equals("compare-regions")) {
            continue; // which drops it
          }
          assertThat(rows.get(key)).as("%s of %s", key, name).contains(name);
        }
      }
    }
    assertThat(options).isGreaterThan(30);
  }

  private static List<CommandLine> commands(CommandLine root) {
    List<CommandLine> all = new ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
    return all;
  }
}
