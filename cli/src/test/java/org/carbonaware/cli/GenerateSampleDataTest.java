package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateSampleDataTest {
  @TempDir
  Path folder;

  private Path out() {
    return folder.resolve("de.csv");
  }

  /** The contract's command line, with further or changed options behind it. */
  private CommandRun generate(String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "generate-sample-data",
        "--zone",
        "DE",
        "--start",
        "2024-01-01T00:00Z",
        "--days",
        "30",
        "--out",
        out().toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void writesATraceThatSaysInItsFirstLineThatItIsSynthetic() throws Exception {
    CommandRun run = generate();

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines())
        .containsExactly("wrote 720 synthetic values for zone DE (lifecycle, gCO2e/kWh, every 1h)"
            + " to " + out());
    List<String> lines = Files.readAllLines(out());
    assertThat(lines.get(0)).startsWith("# Synthetic ");
    assertThat(lines).contains("timestamp,gco2_per_kwh");

    IntensitySeries series =
        TraceFile.read(out(), Basis.LIFECYCLE, Gaps.FAIL).series(Zone.of("DE"));
    assertThat(series.start()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(series.size()).isEqualTo(30 * 24);
    double[] expected = ClimatologyGridSource.syntheticSeries(
            Zone.of("DE"), series.start(), Duration.ofDays(30), Duration.ofHours(1), 42)
        .toArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat(series.gramsPerKwh(i)).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws Exception {
    generate("--seed", "7");
    byte[] first = Files.readAllBytes(out());
    generate("--seed", "7");
    assertThat(Files.readAllBytes(out())).isEqualTo(first);
    generate("--seed", "8");
    assertThat(Files.readAllBytes(out())).isNotEqualTo(first);
    generate();
    byte[] byDefault = Files.readAllBytes(out());
    generate("--seed", "42", "--step", "1h");
    assertThat(Files.readAllBytes(out())).isEqualTo(byDefault);
  }

  @ParameterizedTest
  @CsvSource({"1h, 720", "30m, 1440", "PT15M, 2880", "2d, 15", "720h, 1"})
  void takesShortAndIsoSteps(String step, int values) throws Exception {
    assertThat(generate("--step", step).exitCode()).isZero();
    assertThat(Files.readAllLines(out()))
        .filteredOn(line -> line.startsWith("20"))
        .hasSize(values);
  }

  @Test
  void printsOneJsonDocumentWithItsSchemaFirst() throws Exception {
    CommandRun run = generate("--json", "--quiet");

    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().strip())
        .startsWith("{")
        .matches("(?s)\\{\\s*\"schema\" : \"carbon-aware/sample-data/v1\",.*");
    JsonNode document = new ObjectMapper().readTree(run.stdout());
    assertThat(document.path("synthetic").asBoolean()).isTrue();
    assertThat(document.path("file").asText()).isEqualTo(out().toString());
    assertThat(document.path("zone").asText()).isEqualTo("DE");
    assertThat(document.path("basis").asText()).isEqualTo("lifecycle");
    assertThat(document.path("start").asText()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(document.path("end").asText()).isEqualTo("2024-01-31T00:00:00Z");
    assertThat(document.path("stepSeconds").asLong()).isEqualTo(3600);
    assertThat(document.path("seed").asLong()).isEqualTo(42);
    assertThat(document.path("values").asInt()).isEqualTo(720);
    assertThat(document.path("meanGramsPerKwh").asDouble())
        .isBetween(
            document.path("minGramsPerKwh").asDouble(),
            document.path("maxGramsPerKwh").asDouble());
  }

  @Test
  void globalOptionsMayStandBeforeTheCommand() {
    CommandRun run = CommandRun.of(
        "--json",
        "--quiet",
        "generate-sample-data",
        "--zone=DE",
        "--start=2024-01-01",
        "--days=1",
        "--out=" + out());
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).contains("carbon-aware/sample-data/v1");
    assertThat(run.stderr()).isEmpty();
  }
}
