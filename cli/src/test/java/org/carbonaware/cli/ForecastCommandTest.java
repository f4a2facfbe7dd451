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
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int HOURS = 24 * 40;

  @TempDir
  Path folder;

  private Path trace = Path.of("");

  /** Cleaner by night, the same every day but for a slow rise. */
  private static double grid(int hour) {
    return 300 + 100 * Math.sin(2 * Math.PI * (hour % 24 - 6) / 24) + 0.01 * hour;
  }

  @BeforeEach
  void write() throws IOException {
    trace = wide("grid.csv", ForecastCommandTest::grid, i -> 2 * grid(i));
  }

  private Path wide(String name, IntToDoubleFunction de, IntToDoubleFunction fr)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,DE,FR"));
    for (int i = 0; i < HOURS; i++) {
      lines.add(
          START.plus(Duration.ofHours(i)) + "," + de.applyAsDouble(i) + "," + fr.applyAsDouble(i));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return new ObjectMapper().readTree(run.stdout());
  }

  private String at(int day) {
    return START.plus(Duration.ofDays(day)).toString();
  }

  @Test
  void theDocumentHasTheContractsFields() throws IOException {
    JsonNode document = json(CommandRun.of(
        "forecast",
        "--zone=DE",
        "--trace=" + trace,
        "--at=" + at(35),
        "--model=persistence",
        "--hours=30",
        "--json"));
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/forecast/v1");
    assertThat(document.path("zone").asText()).isEqualTo("DE");
    assertThat(document.path("issuedAt").asText()).isEqualTo(at(35));
    assertThat(document.path("model").asText()).isEqualTo("persistence");
    assertThat(document.path("basis").asText()).isEqualTo("lifecycle");
    assertThat(document.path("stepSeconds").asInt()).isEqualTo(3600);
    assertThat(document.has("best")).isFalse();
    JsonNode points = document.path("points");
    assertThat(points).hasSize(30);
    for (int i = 0; i < 30; i++) {
      JsonNode point = points.get(i);
      double expected = grid(35 * 24 - 24 + i % 24);
      assertThat(point.path("start").asText())
          .isEqualTo(START.plus(Duration.ofHours(35 * 24 + i)).toString());
      assertThat(point.path("gramsPerKwh").asDouble()).isCloseTo(expected, offset(1e-9));
      assertThat(point.path("p10").asDouble()).isLessThan(expected).isGreaterThan(0);
      assertThat(point.path("p90").asDouble()).isGreaterThan(expected);
    }
  }

  @Test
  void theCleanestWindowBeforeTheDeadlineIsFound() throws IOException {
    String[] line = {
      "forecast",
      "--zone=DE",
      "--trace=" + trace,
      "--at=" + START.plus(Duration.ofHours(35 * 24 + 10)),
      "--model=persistence",
      "--duration=6h",
      "--deadline=24h",
      "--hours=3",
      "--json"
    };
    JsonNode document = json(CommandRun.of(line));
    JsonNode best = document.path("best");
    // lowest at midnight: five hours of the six around it fall on the same side
    Instant start = Instant.parse(best.path("start").asText());
    assertThat(start)
        .isBetween(Instant.parse("2024-02-05T21:00:00Z"), Instant.parse("2024-02-05T22:00:00Z"));
    assertThat(best.path("end").asText())
        .isEqualTo(start.plus(Duration.ofHours(6)).toString());
    double now = 0;
    double mean = 0;
    int first = (int) Duration.between(START, start).toHours();
    for (int i = 0; i < 6; i++) {
      now += grid(34 * 24 + 10 + i) / 6;
      mean += grid(first + i - 24 * (first + i >= 35 * 24 + 10 ? 1 : 0)) / 6;
    }
    assertThat(best.path("meanGramsPerKwh").asDouble()).isCloseTo(mean, offset(1e-9));
    assertThat(best.path("savingPercentVsNow").asDouble())
        .isCloseTo(100 * (1 - mean / now), offset(1e-9));
    assertThat(document.path("points")).hasSize(3);

    line[6] = "--deadline=2024-02-05T16:30Z";
    assertThat(json(CommandRun.of(line)).path("best").path("start").asText())
        .isEqualTo("2024-02-05T10:30:00Z");
  }

  @Test
  void rowsFromTheMomentOnChangeNothing() throws IOException {
    Path other = wide("other.csv", i -> i < 35 * 24 ? grid(i) : 999, i -> 1);
    for (String model : List.of("weekly", "climatology", "best")) {
      String options = "--model=" + model;
      assertThat(CommandRun.of(
              "forecast", "--zone=DE", "--trace=" + other, "--at=" + at(35), options, "--json"))
          .isEqualTo(CommandRun.of(
              "forecast", "--zone=DE", "--trace=" + trace, "--at=" + at(35), options, "--json"));
    }
  }

  @Test
  void withoutAZoneEveryZoneIsForecastFromTheEndOfTheTrace() throws IOException {
    JsonNode document = json(CommandRun.of("forecast", "--trace=" + trace, "--json"));
    JsonNode all = document.path("forecasts");
    assertThat(all).extracting(node -> node.path("zone").asText()).containsExactly("DE", "FR");
    assertThat(all.get(1).path("issuedAt").asText()).isEqualTo(at(40));
    assertThat(all.get(1).path("points")).hasSize(24);
  }

  @Test
  void peopleGetATableInBothTimes() {
    CommandRun run = CommandRun.of(
        "forecast",
        "--zone=DE",
        "--trace=" + trace,
        "--at=" + at(35),
        "--model=climatology",
        "--duration=2h");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .startsWith(
            "DE, lifecycle, gCO2e/kWh\nas climatology expects it at Mon 2024-02-05 00:00 UTC")
        .contains("UTC", "local", "4 in 5 within", "Europe/Berlin", "low", "high", "####")
        .contains("Mon 2024-02-05 05:00  Mon 06:00")
        .contains("cleanest 2h: now, until Mon 02:00 UTC\n", "; no later start is cleaner");
    assertThat(run.stdout().lines()).hasSize(4 + 24 + 5);
  }

  @Test
  void theTableFitsATerminalOf80Columns() throws IOException {
    Path dirty = wide("dirty.csv", i -> 10 * (grid(i) - 180), i -> i % 24);
    CommandRun run = CommandRun.of(
        "forecast", "--trace=" + dirty, "--at=2024-02-05T10:00Z", "--hours=48", "--duration=90m");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .hasSize(2 * (4 + 48 + 5) + 1)
        .allMatch(line -> line.length() <= 80);
    assertThat(run.stdout())
        .contains("cleanest 90m: Tue 2024-02-06 00:00 to Tue 01:30 UTC (Tue 01:00 local)\n")
        .containsPattern("  0.\\d gCO2e/kWh, 9\\d.\\d % less than 10 when started now\n")
        .containsPattern("\n\nFR, lifecycle");
  }

  @Test
  void aTraceThatEndsBeforeTheMomentIsNoted() throws IOException {
    String[] line = {"forecast", "--zone=DE", "--trace=" + trace, "--at=" + at(41)};
    CommandRun run = CommandRun.of(line);
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr())
        .isEqualToIgnoringNewLines("--at 2024-02-11T00:00:00Z: the trace of DE ends 24h before it,"
            + " 2024-02-10T00:00:00Z");
    List<String> quiet = new ArrayList<>(List.of(line));
    quiet.add("--quiet");
    assertThat(CommandRun.of(quiet.toArray(String[]::new)).stderr()).isEmpty();
  }

  @Test
  void stepsThatAreNotHoursAreForecastAsTheyAre() throws IOException {
    for (int minutes : new int[] {5, 15, 180}) {
      List<String> lines = new ArrayList<>(List.of("timestamp,gco2_per_kwh"));
      for (int i = 0; i < 12 * 1440 / minutes; i++) {
        Instant start = START.plus(Duration.ofMinutes((long) minutes * i));
        lines.add(start + "," + grid(i * minutes / 60));
      }
      Path other = Files.write(folder.resolve("steps.csv"), lines);
      for (String model : List.of("best", "persistence")) {
        JsonNode document = json(CommandRun.of(
            "forecast",
            "--zone=DE",
            "--trace=" + other,
            "--model=" + model,
            "--hours=6",
            "--json"));
        assertThat(document.path("stepSeconds").asInt()).isEqualTo(60 * minutes);
        assertThat(document.path("points")).hasSize(360 / minutes);
        assertThat(document.path("points").get(0).path("p10").isNumber()).isTrue();
      }
    }
  }

  @Test
  void aProvidersForecastsAreHeard() throws IOException {
    List<String> lines = new ArrayList<>(List.of("region,issue_utc,lead_h,actual,forecast"));
    for (int lead = 0; lead < 24; lead++) {
      lines.add("DE,2024-02-05T00:00Z," + lead + ",0," + (500 + lead));
    }
    Path issued = Files.write(folder.resolve("issued.csv"), lines);
    JsonNode document = json(CommandRun.of(
        "forecast",
        "--zone=DE",
        "--trace=" + trace,
        "--at=" + at(35),
        "--model=provider",
        "--provider-forecasts=" + issued,
        "--json"));
    assertThat(document.path("model").asText()).isEqualTo("provider");
    assertThat(document.path("points").get(23).path("gramsPerKwh").asDouble()).isEqualTo(523);

    CommandRun other = CommandRun.of(
        "forecast",
        "--zone=FR",
        "--trace=" + trace,
        "--model=blend",
        "--provider-forecasts=" + issued);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.stderr()).contains("nothing for zone \"FR\"; it has DE");
  }

  @Test
  void aZoneWithoutLiveDataEndsWith69() {
    // South Africa has no source without a key, so that nothing is asked over the network
    assumeTrue(
        System.getenv("CARBON_ELECTRICITYMAPS_KEY") == null
            && System.getenv("CARBON_ELECTRICITYMAPS_KEY_FILE") == null,
        "a key is set");
    CommandRun run = CommandRun.of("forecast", "--zone=ZA");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines()).hasSize(2);
    assertThat(run.stderr()).contains("no grid data to be had", "no key").contains("--trace");
  }
}
