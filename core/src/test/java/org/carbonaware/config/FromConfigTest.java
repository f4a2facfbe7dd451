package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.energy.PowerModel;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Embodied;
import org.carbonaware.footprint.Facility;
import org.carbonaware.footprint.MarketMix;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration makes the controller that code would make. */
class FromConfigTest {
  private static final String TRAINING = """
      zone: DE
      project: digits
      grid: {sources: [typical, yearly-average]}
      job: {deadline: 24h, work: 1h, stopOnSignals: false}
      metering: {fullWatts: 200, idleWatts: 50, every: 30s}
      policy: {name: threshold, pauseAboveGramsPerKwh: 350, resumeBelowGramsPerKwh: 300}
      facility: {pue: 1.2, pueSource: measured, waterLitresPerKwh: 0.5}
      embodied: {grams: 575100, lifetimeYears: 5, share: 0.5}
      market:
        residualGramsPerKwh: 692
        contracts: [{name: wind, share: 0.5, gramsPerKwh: 11}]
      ledger: {directory: ledger, jdbcUrl: 'jdbc:sqlite:runs.db'}
      checkpoints: {directory: checkpoints, keep: 2}
      """;

  @TempDir
  Path root;

  @Test
  void aRunIsWhatTheFileSays() throws Exception {
    String yaml = TRAINING.replace("jdbc:sqlite:runs.db", "jdbc:sqlite:" + root.resolve("runs.db"));
    Path file = Files.writeString(root.resolve("carbon-aware.yaml"), yaml);
    RunStarted[] started = new RunStarted[1];
    try (CarbonController carbon = CarbonController.fromConfig(file)
        .listener(event -> started[0] = event instanceof RunStarted run ? run : started[0])
        .start()) {
      carbon.batchDone();
    }
    RunStarted run = started[0];
    assertThat(run.zone()).isEqualTo("DE");
    assertThat(run.basis()).isEqualTo("lifecycle");
    assertThat(run.policy()).contains("pause above 350").contains("resume at 300");
    assertThat(run.project()).contains("digits");
    assertThat(run.deadline()).isEqualTo(run.startedAt().plusSeconds(24 * 3600));
    assertThat(run.energyEvery()).hasSeconds(30);
    assertThat(run.boundary())
        .isEqualTo(new Boundary(
            new Facility(1.2, "measured", OptionalDouble.of(0.5), "configuration"),
            Optional.of(new MarketMix(
                List.of(new MarketMix.Contract("wind", 0.5, 11)), 692, "configuration")),
            Optional.of(new Embodied(575_100, Duration.ofDays(1825), 0.5, "configuration"))));
    assertThat(Ledger.files(root.resolve("ledger"))).hasSize(1);
    assertThat(root.resolve("runs.db")).isNotEmptyFile();
    assertThat(root.resolve("checkpoints")).isDirectory();
  }

  @Test
  void codeMaySayWhatTheFileDoesNotAndCountsMore() throws Exception {
    Path file = Files.writeString(
        root.resolve("c.yaml"), "zone: DE\ngrid: {sources: [typical]}\njob: {deadline: 24h}\n");
    assertThatThrownBy(() -> CarbonController.fromConfig(file).start())
        .isInstanceOf(CarbonAwareException.class)
        .hasMessageContaining("the amount of work is missing");
    String[] zone = new String[1];
    try (CarbonController carbon = CarbonController.fromConfig(Config.load(file))
        .zone("FR")
        .epochs(2)
        .stopOnSignals(false, Duration.ofSeconds(1))
        .listener((ControllerEvent event) ->
            zone[0] = event instanceof RunStarted run ? run.zone() : zone[0])
        .start()) {
      carbon.epochDone(1);
    }
    assertThat(zone[0]).isEqualTo("FR");
  }

  @Test
  void workAndSlackMakeADeadline() throws Exception {
    Path file = Files.writeString(
        root.resolve("c.yaml"),
        "zone: DE\ngrid: {sources: [typical]}\njob: {work: 3h, slack: 2h, stopOnSignals: false}\n");
    RunStarted[] started = new RunStarted[1];
    try (CarbonController carbon = CarbonController.fromConfig(file)
        .listener(event -> started[0] = event instanceof RunStarted run ? run : started[0])
        .start()) {
      carbon.batchDone();
    }
    assertThat(started[0].deadline()).isEqualTo(started[0].startedAt().plusSeconds(5 * 3600));
  }

  @Test
  void aWrongFileMakesNoController() throws Exception {
    Path file = Files.writeString(root.resolve("c.yaml"), "zoen: DE\nbasis: 1\n");
    assertThatThrownBy(() -> CarbonController.fromConfig(file))
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(((ConfigException) e).problems()).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run-now | {} | run-now",
        "threshold | {} | threshold",
        "threshold | {pauseAboveGramsPerKwh: 300} | pause above 300 g/kWh, resume at 300",
        "plan | {smallestGain: 0.02, minimumRun: 30m} | plan",
        "percentile | {share: 0.4} | 40",
        "percentile | {longestWait: 12h} | percentile",
        "blend | {epsilon: 1} | blend",
        "throughput | {shareOfRunNow: 0.8} | throughput",
        "throughput | {budgetGrams: 5000} | 5000",
        "balanced | {savingPerHourOfDelay: 0.2} | balanced",
        "online | {minimumPause: 1h} | online",
        "latency | {} | latency"
      })
  void everyPolicyAndItsFigures(String name, String figures, String expected) {
    String body = figures.substring(1, figures.length() - 1);
    Config config = new Places(root)
        .project("policy: {name: " + name + (body.isEmpty() ? "" : ", " + body) + "}\n")
        .load();
    assertThat(config.notes()).isEmpty();
    assertThat(config.policy().name()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threshold | minimumRun: 5m | runs at least 5 min, pauses at least 15 min",
        "threshold | minimumPause: 0s | runs at least 15 min, pauses at least 0 s",
        "blend | {minimumRun: 1h, minimumPause: 2m} | runs at least 1 h, pauses at least 2 min",
        "lowest-window | minimumPause: 1h | runs at least 0 s, pauses at least 1 h"
      })
  void shortestLengthsHoldInsteadOfTheUsualShorterOnesToo(
      String name, String lengths, String expected) {
    Config config = new Places(root)
        .project("policy: {name: " + name + ", " + lengths.replaceAll("[{}]", "") + "}\n")
        .load();
    assertThat(config.policy().name()).endsWith(", " + expected).containsOnlyOnce("runs at least");
  }

  @Test
  void aPolicyThatIsNamedHasItsFigures() {
    Config config = new Places(root)
        .project("policy: {name: online, pauseAboveGramsPerKwh: 321, share: 0.4}\n")
        .load();
    assertThat(config.policy("THRESHOLD").name()).contains("pause above 321");
    assertThat(config.policy("percentile").name()).contains("40");
    assertThatThrownBy(() -> config.policy("thresold")).hasMessageContaining("did you mean");
  }

  @Test
  void aSourceThatIsNamedHasWhatIsSetForIt() throws Exception {
    Files.createDirectories(root.resolve("home/project"));
    Files.writeString(root.resolve("home/project/d.csv"), "timestamp,gco2_per_kwh\n");
    Config config = new Places(root)
        .project("grid: {documentFile: d.csv, syntheticSeed: 7}\n")
        .load();
    Zone zone = Zone.of("DE");
    assertThat(config.gridSource("document", zone, Basis.DIRECT).basis()).isEqualTo(Basis.DIRECT);
    assertThat(config.gridSource("synthetic", zone, Basis.LIFECYCLE).name()).contains("seed 7");
    for (String lacking : List.of("electricity-maps", "watt-time", "carbon-aware-sdk", "trace")) {
      assertThatThrownBy(() -> config.gridSource(lacking, zone, Basis.LIFECYCLE))
          .isInstanceOf(GridException.class)
          .hasMessageContaining("set CARBON_")
          .hasMessageMatching(".* or grid\\..*");
    }
    assertThatThrownBy(() -> config.gridSource("coal", zone, Basis.DIRECT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no source coal; expected live, ");
    assertThat(config.takesOtherZones()).isFalse();
    assertThat(new Places(root)
            .project("grid: {documentFile: d.csv, sources: [document]}\n")
            .load()
            .takesOtherZones())
        .isTrue();
  }

  @Test
  void whatCountsForNothingBesideAKnownPowerIsNoted() {
    Config config = new Places(root)
        .project("metering: {fullWatts: 100, processShare: true, wholePlatform: true}\n")
        .load();
    assertThat(config.notes())
        .hasSize(2)
        .allMatch(note -> note.endsWith(" counts for nothing with metering.fullWatts"));
  }

  @Test
  void idlePowerIsATenthOfFullPowerUnlessSaid() {
    Problems problems = new Problems();
    Settings settings = TextLayer.ofFlags(
        List.of(new TextLayer.Flag("metering.fullWatts", "--set", "200")),
        new Base(root, Optional.empty()),
        problems);
    assertThat(new FootprintSetup(settings).power()).contains(new PowerModel(20, 200));
  }

  @Test
  void sourcesAreAskedInTheirOrder() {
    Config config = new Places(root)
        .project("grid: {sources: [synthetic, typical, yearly-average], cacheDirectory: c}\n")
        .load();
    assertThat(config.gridSource(Zone.of("DE")).name().split(", else ")).hasSize(3);
    assertThat(new Places(root).project("").load().gridSource(Zone.of("DE")).basis())
        .isEqualTo(Basis.LIFECYCLE);
  }

  @Test
  void aSourceOfAnotherBasisIsRefused() {
    Config config = new Places(root).project("basis: direct\n").load();
    assertThatThrownBy(() -> config.gridSource(Zone.of("DE")))
        .isInstanceOf(ConfigException.class)
        .hasMessageMatching("carbon-aware.yaml:1:1: basis: .*counts lifecycle for zone DE,"
            + " expected direct; choose other grid.sources");
    assertThat(config.gridSource(Zone.of("GB")).basis()).isEqualTo(Basis.DIRECT);
  }

  @Test
  void aTraceIsASourceOfTheBasisThatIsSet() throws Exception {
    Files.createDirectories(root.resolve("home/project"));
    Files.writeString(
        root.resolve("home/project/t.csv"),
        "timestamp,gco2_per_kwh\n2024-01-01T00:00Z,100\n2024-01-01T01:00Z,200\n");
    Config config = new Places(root)
        .project("grid: {trace: t.csv, sources: [trace]}\nbasis: direct\n")
        .load();
    assertThat(config.gridSource(Zone.of("DE")).basis()).isEqualTo(Basis.DIRECT);
  }

  @Test
  void everyKeyIsUsed() throws Exception {
    Map<String, String> sources = new TreeMap<>();
    Path folder = Path.of("src/main/java/org/carbonaware/config");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        sources.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    for (String table : List.of("GridKeys", "RunKeys", "PolicyKeys", "FootprintKeys")) {
      String code = sources.getOrDefault(table + ".java", "");
      Matcher names = Pattern.compile("static final ConfigKey<.*> ([A-Z_]+) =").matcher(code);
      while (names.find()) {
        String use = table + "." + names.group(1);
        assertThat(sources.entrySet().stream()
                .filter(file -> file.getKey().endsWith("Setup.java")
                    || file.getKey().equals("CalibrationSettings.java")
                    || file.getKey().equals("GridRules.java")
                    || file.getKey().equals("DatabaseLogin.java"))
                .anyMatch(file -> file.getValue().contains(use)))
            .as(use + " makes a difference")
            .isTrue();
      }
    }
  }
}
