package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.cli.terminal.Colors;
import org.carbonaware.cli.terminal.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareRegionsTest {
  @TempDir
  Path folder;

  private String trace = "";

  @BeforeEach
  void write() throws IOException {
    trace = "--trace=" + SampleTrace.write(folder);
  }

  private static JsonNode regions(CommandRun run) throws IOException {
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return PublishedSchemas.document("regions", run.stdout());
  }

  @Test
  void aTraceIsComparedOverItsWholeLengthTheCleanestFirst() throws IOException {
    JsonNode document = regions(CommandRun.of("compare-regions", trace, "--json"));
    JsonNode regions = document.path("regions");
    assertThat(regions.findValuesAsText("zone")).containsExactly("FR", "DE", "PL");
    assertThat(regions.findValues("rank").stream().map(JsonNode::asInt)).containsExactly(1, 2, 3);
    double mean = IntStream.range(0, SampleTrace.HOURS)
        .mapToDouble(SampleTrace::de)
        .average()
        .orElseThrow();
    JsonNode de = regions.get(1);
    assertThat(de.path("meanGramsPerKwh").asDouble()).isCloseTo(mean, offset(0.01));
    assertThat(de.path("bestWindowGramsPerKwh").isNull()).isTrue();
    assertThat(de.path("gramsForJob").isNull()).isTrue();
    assertThat(de.path("kind").asText()).isEqualTo("measured");
    assertThat(de.path("source").asText()).isEqualTo("trace grids.csv");
    List<String> names = new ArrayList<>();
    de.path("cloudRegions").forEach(name -> names.add(name.asText()));
    assertThat(names).contains("eu-central-1", "europe-west3", "germanywestcentral");
    assertThat(document.path("notCounted").get(0).asText()).isEqualTo("data transfer");
  }

  @Test
  void aJobMeetsItsCleanestWindowOnAverageOverAllStarts() throws IOException {
    JsonNode document = regions(CommandRun.of(
        "compare-regions",
        trace,
        "--zones=DE",
        "--work=6h",
        "--slack=12h",
        "--power-watts=500",
        "--json"));
    JsonNode de = document.path("regions").get(0);
    double sum = 0;
    int starts = SampleTrace.HOURS - 18 + 1;
    for (int start = 0; start < starts; start++) {
      double best = Double.MAX_VALUE;
      for (int begin = start; begin <= start + 12; begin++) {
        double mean = IntStream.range(begin, begin + 6)
            .mapToDouble(SampleTrace::de)
            .average()
            .orElseThrow();
        best = Math.min(best, mean);
      }
      sum += best;
    }
    assertThat(de.path("bestWindowGramsPerKwh").asDouble()).isCloseTo(sum / starts, offset(0.01));
    assertThat(de.path("gramsForJob").asDouble()).isCloseTo(sum / starts * 3, offset(0.05));
    assertThat(document.path("work").asText()).isEqualTo("PT6H");
    assertThat(document.path("slack").asText()).isEqualTo("PT12H");
    assertThat(document.path("powerWatts").asDouble()).isEqualTo(500);
  }

  @Test
  void atAMomentOnlyEarlierRowsAreKnownAndTheRestIsForecast() throws IOException {
    String[] job = {"--at=2024-01-20T12:00Z", "--work=6h", "--slack=18h", "--json"};
    JsonNode whole =
        regions(CommandRun.of("compare-regions", trace, job[0], job[1], job[2], job[3]));
    JsonNode de = whole.path("regions").get(1);
    assertThat(de.path("kind").asText()).isEqualTo("forecast");
    assertThat(de.path("freshness").asText()).isEqualTo("recorded");
    // lowest at 05:00
    assertThat(de.path("bestWindowStart").asText()).startsWith("2024-01-21T0");
    Path part = Files.write(
        folder.resolve("part.csv"),
        Files.readAllLines(folder.resolve("grids.csv")).subList(0, 1 + 19 * 24 + 13));
    JsonNode known = regions(
        CommandRun.of("compare-regions", "--trace=" + part, job[0], job[1], job[2], job[3]));
    assertThat(known.path("regions").get(1).path("gramsForJob")).isEqualTo(de.path("gramsForJob"));
  }

  @Test
  void withoutAJobAMomentIsComparedByWhatItIsThen() throws IOException {
    JsonNode document =
        regions(CommandRun.of("compare-regions", trace, "--at=2024-01-20T12:30Z", "--json"));
    JsonNode pl = document.path("regions").get(2);
    assertThat(pl.path("meanGramsPerKwh").asDouble())
        .isCloseTo(SampleTrace.pl(19 * 24 + 12), offset(0.01));
    assertThat(pl.path("kind").asText()).isEqualTo("measured");
  }

  @Test
  void aCloudIsComparedByItsRegionsAndWhatTheTraceLacksIsTold() throws IOException {
    CommandRun run = CommandRun.of("compare-regions", trace, "--cloud=aws", "--json");
    assertThat(run.stderr()).startsWith("the trace lacks ").contains(" zones of aws: ", "GB");
    JsonNode regions = PublishedSchemas.document("regions", run.stdout()).path("regions");
    assertThat(regions.findValuesAsText("zone")).containsExactly("FR", "DE");
    List<String> names = new ArrayList<>();
    regions.get(0).path("cloudRegions").forEach(name -> names.add(name.asText()));
    assertThat(names).containsExactly("eu-west-3");
  }

  @ParameterizedTest
  @CsvSource({
    "80, NONE, true",
    "80, NONE, false",
    "120, NONE, true",
    "80, BASIC, true",
    "120, INDEXED, true"
  })
  void theTableIsShownAsItWasLookedAt(int width, Colors colors, boolean unicode)
      throws IOException {
    Terminal terminal = new Terminal(width, 24, true, colors, unicode);
    String name = width + "-" + colors + (unicode ? "-unicode" : "-ascii") + ".txt";
    CommandRun job = CommandRun.on(terminal, "compare-regions", trace, "--work=24h", "--slack=24h");
    Goldens.assertSame("regions-job-" + name, job.stdout());
    CommandRun now = CommandRun.on(terminal, "compare-regions", trace, "--at=2024-01-20T12:00Z");
    Goldens.assertSame("regions-now-" + name, now.stdout());
    assertThat(job.stdout() + now.stdout())
        .contains("Moving data there costs energy too; that is not counted.");
  }

  @Test
  void aZoneWhoseTraceIsTooShortIsLeftOutAndTold() throws IOException {
    CommandRun run = CommandRun.of("compare-regions", trace, "--work=20d", "--slack=11d");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.stderr()).contains("the trace is shorter than the job");
  }
}
