package org.carbonaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.carbonaware.config.Origin.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when a configuration is wrong. */
class ConfigErrorsTest {
  @TempDir
  Path root;

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Places places = new Places(root)
        .variable("CARBON_JOB_EPOCHS", "many")
        .flag("job.sclak", "--set job.sclak", "3h")
        .project("""
            zoen: DE
            basis: lifecyle
            grid:
              sources: [electricty-maps, trace, typical, typical]
              trace: 7
              electricityMapsKey: not-to-be-seen
            job:
              deadline: 24
              slack: -3h
              margin: 10 minutes
            policy:
              pauseAboveGramsPerKwh: 350 g
              resumeBelowGramsPerKwh: 9000
            metering:
              idleWatts: .inf
              wholePlatform: yes
            facility: 1.2
            market:
              contracts:
                - {name: wind, share: 1.5, gramPerKwh: 0}
                - wind
            project: 2024
            zoen: FR
            """);
    assertThat(places.problems())
        .containsExactly(
            "carbon-aware.yaml:1:1: zoen: no such key; did you mean zone?",
            "carbon-aware.yaml:2:8: basis: \"lifecyle\"; expected lifecycle, direct or marginal;"
                + " did you mean lifecycle?",
            "carbon-aware.yaml:4:13: grid.sources[1]: \"electricty-maps\"; expected live,"
                + " electricity-maps, energy-charts, uk-neso, watt-time, carbon-aware-sdk,"
                + " document, trace, typical, yearly-average or synthetic; did you mean"
                + " electricity-maps?",
            "carbon-aware.yaml:4:46: grid.sources[4]: \"typical\" twice; expected it once",
            "carbon-aware.yaml:5:10: grid.trace: the number 7; expected text: write it in quotes",
            "carbon-aware.yaml:6:3: grid.electricityMapsKey: a secret has no place here: set the"
                + " environment variable CARBON_ELECTRICITYMAPS_KEY, or"
                + " grid.electricityMapsKeyFile to a file that only its owner can read",
            "carbon-aware.yaml:8:13: job.deadline: the number 24; expected a duration such as 24h,"
                + " or a moment with its offset such as 2026-12-01T08:00Z",
            "carbon-aware.yaml:9:10: job.slack: \"-3h\"; expected a duration with its units, such"
                + " as 16h or 0s",
            "carbon-aware.yaml:10:11: job.margin: \"10 minutes\"; expected a duration with its"
                + " units, such as 10m or 0s",
            "carbon-aware.yaml:12:26: policy.pauseAboveGramsPerKwh: \"350 g\"; expected the number"
                + " alone, such as 300; the key says the unit",
            "carbon-aware.yaml:13:27: policy.resumeBelowGramsPerKwh: the number 9000; expected a"
                + " number from 0 to below 3000, such as 300",
            "carbon-aware.yaml:15:14: metering.idleWatts: the number .inf; expected a number from 0"
                + " to 1000000000, such as 90",
            "carbon-aware.yaml:16:18: metering.wholePlatform: \"yes\"; expected true or false",
            "carbon-aware.yaml:17:11: facility: the number 1.2; expected a section with keys of its"
                + " own, such as pue: 1.2",
            "carbon-aware.yaml:20:27: market.contracts[1].share: the number 1.5; expected a number"
                + " from 0 to 1, such as 0.5",
            "carbon-aware.yaml:20:32: market.contracts[1].gramPerKwh: no such key; expected"
                + " {name: ..., share: 0 to 1, gramsPerKwh: ...}",
            "carbon-aware.yaml:20:7: market.contracts[1]: gramsPerKwh is missing; expected"
                + " {name: ..., share: 0 to 1, gramsPerKwh: ...}",
            "carbon-aware.yaml:21:7: market.contracts[2]: \"wind\"; expected"
                + " {name: ..., share: 0 to 1, gramsPerKwh: ...}",
            "carbon-aware.yaml:22:10: project: the number 2024; expected text: write it in quotes",
            "carbon-aware.yaml:23:1: zoen: twice; the first is in line 1",
            "environment variable CARBON_JOB_EPOCHS: job.epochs: \"many\"; expected a whole number"
                + " from 1 to 1000000000000000, such as 20, without quotes",
            "--set job.sclak: job.sclak: no such key; did you mean job.slack?");
  }

  @Test
  void theMessageHasALineForEachProblem() {
    Places places = new Places(root).project("a: 1\nb: 2\n");
    assertThatThrownBy(places::load)
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(e.toString().lines()).hasSize(2));
  }

  @Test
  void problemsOfSeveralFilesComeInTheOrderOfTheirLayers() {
    Places places = new Places(root);
    places.write(Layer.SYSTEM_FILE, "zone: 1\n");
    places.write(Layer.USER_FILE, "zone: 2\n");
    places.project("zone: 3\n");
    assertThat(places.problems())
        .extracting(line -> line.replaceFirst(": zone.*", ""))
        .containsExactly(
            root.resolve("etc/carbon-aware.yaml") + ":1:7",
            root.resolve("home/.config/carbon-aware.yaml") + ":1:7",
            "carbon-aware.yaml:1:7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deadline: 24h | carbon-aware.yaml:1:1: deadline: no such key; did you mean job.deadline?",
        "grid.trace: x | carbon-aware.yaml:1:1: grid.trace: a section and its key in one; expected"
            + " grid: and, indented below it, trace:",
        "- zone | carbon-aware.yaml:1:1: a list; expected lines such as zone: DE",
        "DE | carbon-aware.yaml:1:1: \"DE\"; expected lines such as zone: DE",
        "zone: | carbon-aware.yaml:1:6: zone: nothing; expected the key of a zone, such as DE or"
            + " US-CAL-CISO",
        "zone: [DE] | carbon-aware.yaml:1:7: zone: a list; expected the key of a zone, such as DE or"
            + " US-CAL-CISO",
        "zone: {a: b} | carbon-aware.yaml:1:7: zone: a section with keys of its own; expected the"
            + " key of a zone, such as DE or US-CAL-CISO",
        "zone: XYZ | carbon-aware.yaml:1:1: zone: zone \"XYZ\" is not known; expected a key such as DE, SE-SE3"
            + " or US-CAL-CISO",
        "zone: '' | carbon-aware.yaml:1:7: zone: an empty text; expected the key of a zone, such"
            + " as DE or US-CAL-CISO",
        "zone: &a DE | carbon-aware.yaml:1:7: an anchor (&); write the value itself where it is"
            + " needed",
        "zone: *a | carbon-aware.yaml:1:7: an alias (*); write the value itself",
        "zone: !!str DE | carbon-aware.yaml:1:7: a tag (!); write the value alone, text in quotes",
        "? [a] : b | carbon-aware.yaml:1:3: a list as a key; expected a name",
        "zone: DE: FR | carbon-aware.yaml:1:9: no YAML here: mapping values are not allowed here;"
            + " expected lines such as zone: DE, sections indented by spaces"
      })
  void aMistakeHasItsPlaceAndItsMending(String yaml, String expected) {
    assertThat(new Places(root).project(yaml).problems())
        .singleElement()
        .asString()
        .startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy: {resumeBelowGramsPerKwh: 9} | policy.resumeBelowGramsPerKwh: needs"
            + " policy.pauseAboveGramsPerKwh, such as 350",
        "policy: {pauseAboveGramsPerKwh: 200, resumeBelowGramsPerKwh: 250.5} |"
            + " policy.resumeBelowGramsPerKwh: 250.5; expected at most the 200 of"
            + " policy.pauseAboveGramsPerKwh",
        "facility: {latitude: 9} | facility.latitude: needs facility.longitude, such as 8.68",
        "facility: {cloudRegion: x} | facility.cloudRegion: needs facility.cloud, such as gcp",
        "metering: {idleWatts: 9} | metering.idleWatts: needs metering.fullWatts, such as 350",
        "metering: {idleWatts: 90, fullWatts: 80} | metering.idleWatts: 90; expected at most the 80"
            + " of metering.fullWatts",
        "job: {deadline: 2h, work: 3h} | job.deadline: 2h; expected at least the 3h of job.work",
        "control: {tick: 2m} | control.tick: 2m; expected control.decideEvery to be at least"
            + " control.tick",
        "control: {decideEvery: PT0.5S} | control.decideEvery: PT0.5S; expected"
            + " control.decideEvery to be at least control.tick",
        "market: {contracts: [{name: a, share: 1, gramsPerKwh: 0}]} | market.contracts: needs"
            + " market.residualGramsPerKwh, such as 692",
        "ledger: {jdbcUrl: 'jdbc:sqlite:x'} | ledger.jdbcUrl: needs ledger.directory, such as"
            + " ledger",
        "grid: {sources: [electricity-maps]} | grid.sources: electricity-maps needs"
            + " grid.electricityMapsKeyFile or the environment variable CARBON_ELECTRICITYMAPS_KEY",
        "grid: {sources: [trace]} | grid.sources: trace needs grid.trace",
        "grid: {sources: [uk-neso, typical]} | grid.sources: typical counts lifecycle, others"
            + " direct; expected sources of one basis",
        "forecast: {model: blend} | forecast.model: needs forecast.providerForecasts",
        "calibration: {idleWallWatts: 60} | calibration.idleWallWatts: needs"
            + " calibration.idleMeteredWatts, too",
        "calibration: {idleWallWatts: 60, idleMeteredWatts: 30, loadWallWatts: 400,"
            + " loadMeteredWatts: 500} | calibration.idleWallWatts: idle 60.0 W"
      })
  void whatDoesNotGoTogetherIsTold(String yaml, String expected) {
    List<String> problems = new Places(root).project(yaml).problems();
    assertThat(problems).isNotEmpty();
    assertThat(problems.get(0)).matches("carbon-aware.yaml:1:[0-9]+: [^\n]*").contains(expected);
  }

  @Test
  void contractsForMoreThanAllEnergyAreRefused() {
    Places places = new Places(root).project("""
            market:
              residualGramsPerKwh: 692
              contracts:
                - {name: wind, share: 0.7, gramsPerKwh: 0}
                - {name: sun, share: 0.4, gramsPerKwh: 0}
            """);
    assertThat(places.problems())
        .containsExactly("carbon-aware.yaml:3:3: market.contracts: shares that add up to 1.1;"
            + " expected at most 1 in all");
  }

  @Test
  void aMistakeIsToldOnceNotAgainByWhatFollowsFromIt() {
    Places places = new Places(root).project("grid: {sources: [trace], trace: ''}\n");
    assertThat(places.problems()).hasSize(1);
  }

  @Test
  void aNamedFileMustBeThere() {
    assertThatThrownBy(() -> new Places(root).loader().file(Path.of("no.yaml")).load())
        .isInstanceOf(ConfigException.class)
        .hasMessage("no.yaml: is not there; expected a YAML file");
  }

  @Test
  void ofThousandsOfMistakesTheFirstHundredAreTold() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      yaml.append("key").append(i).append(": 1\n");
    }
    assertThat(new Places(root).project(yaml.toString()).problems())
        .hasSize(101)
        .last()
        .asString()
        .endsWith("and more; only the first 100 are told");
  }

  @Test
  void notesTellWhatCountsForNothing() {
    Config config = new Places(root)
        .variable("CARBON_ZONES", "DE")
        .variable("CARBON_DEADLINE", "24h")
        .variable("CARBON_COPY", "x")
        .variable("CARBON_NVML_LIBRARY", "x")
        .project("policy: {name: online, epsilon: 1}\nembodied: {share: 0.5}\n")
        .load();
    assertThat(config.notes())
        .containsExactly(
            "environment variable CARBON_DEADLINE sets nothing; did you mean CARBON_JOB_DEADLINE?",
            "environment variable CARBON_ZONES sets nothing; did you mean CARBON_ZONE?",
            "carbon-aware.yaml:1:24: policy.epsilon counts for nothing with the policy online",
            "carbon-aware.yaml:2:12: embodied.share counts for nothing without embodied.grams");
  }
}
