package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.cli.terminal.Colors;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.Trace;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.grid.trace.TraceGridSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorCommandTest {
  private static final String AT = "--at=2024-01-20T12:00Z";

  @TempDir
  Path folder;

  private String trace = "";

  @BeforeEach
  void write() throws IOException {
    trace = "--trace=" + SampleTrace.write(folder);
  }

  @Test
  void theDocumentHasTheContractsFields() throws IOException {
    CommandRun run = CommandRun.of("monitor", trace, AT, "--json");
    assertThat(run.exitCode()).isZero();
    JsonNode document = PublishedSchemas.document("monitor", run.stdout());
    assertThat(document.path("readings")).hasSize(3);
    JsonNode de = document.path("readings").get(0);
    int hour = 19 * 24 + 12;
    assertThat(de.path("zone").asText()).isEqualTo("DE");
    assertThat(de.path("gramsPerKwh").asDouble()).isCloseTo(SampleTrace.de(hour), offset(0.01));
    assertThat(de.path("basis").asText()).isEqualTo("lifecycle");
    assertThat(de.path("at").asText()).isEqualTo("2024-01-20T12:00:00Z");
    assertThat(de.path("source").asText()).isEqualTo("trace grids.csv");
    assertThat(de.path("kind").asText()).isEqualTo("measured");
    assertThat(de.path("freshness").asText()).isEqualTo("recorded");
    assertThat(de.path("ageSeconds").asLong()).isZero();
    assertThat(de.path("level").asText()).isEqualTo("moderate");
    assertThat(document.path("unavailable")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-20T12:00Z, DE, moderate", "2024-01-20T17:00Z, DE, high",
    "2024-01-20T05:00Z, DE, low", "2024-01-01T20:00Z, DE, ''"
  })
  void theLevelIsThatOfTheZonesLastWeek(String at, String zone, String level) throws IOException {
    CommandRun run = CommandRun.of("monitor", trace, "--at=" + at, "--zone=" + zone, "--json");
    JsonNode reading =
        PublishedSchemas.document("monitor", run.stdout()).path("readings").get(0);
    assertThat(reading.path("level").asText("")).isEqualTo(level);
    assertThat(reading.path("level").isNull()).isEqualTo(level.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"300, low, high", "44.0, low, high", "1000, low, low", "1, high, high"})
  void withAThresholdWhatIsAboveIsHighAndTheRestLow(double threshold, String fr, String pl)
      throws IOException {
    // FR is 43.00 at that hour
    CommandRun run =
        CommandRun.of("monitor", trace, AT, "--zone=FR,PL", "--threshold=" + threshold, "--json");
    JsonNode document = PublishedSchemas.document("monitor", run.stdout());
    assertThat(document.path("thresholdGramsPerKwh").asDouble()).isEqualTo(threshold);
    assertThat(document.path("readings").get(0).path("level").asText()).isEqualTo(fr);
    assertThat(document.path("readings").get(1).path("level").asText()).isEqualTo(pl);
  }

  @Test
  void aTrainingCanReadWhatItPrints() throws IOException {
    CommandRun run = CommandRun.of("monitor", trace, AT, "--json");
    Path file = Files.writeString(folder.resolve("now.json"), run.stdout());
    Optional<Intensity> read = Grids.document(file, Basis.LIFECYCLE)
        .current(Zone.of("PL"), Instant.parse("2024-01-20T12:30:00Z"));
    assertThat(read).isPresent();
    assertThat(read.get().gramsPerKwh()).isCloseTo(SampleTrace.pl(19 * 24 + 12), offset(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "80, NONE, true",
    "80, NONE, false",
    "120, NONE, true",
    "80, BASIC, true",
    "120, INDEXED, true"
  })
  void oneLookIsShownAsItWasLookedAt(int width, Colors colors, boolean unicode) throws IOException {
    Terminal terminal = new Terminal(width, 24, false, colors, unicode);
    CommandRun run =
        CommandRun.on(terminal, "monitor", trace, AT, "--zone=DE,FR", "--threshold=330", "--once");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    Goldens.assertSame(
        "monitor-once-" + width + "-" + colors + (unicode ? "-unicode" : "-ascii") + ".txt",
        run.stdout());
  }

  @Test
  void onlyRowsUpToThatMomentAreKnown() throws IOException {
    CommandRun whole = CommandRun.of("monitor", trace, AT, "--once", "--zone=DE");
    Path first = folder.resolve("grids.csv.part");
    Files.write(
        first, Files.readAllLines(folder.resolve("grids.csv")).subList(0, 1 + 19 * 24 + 13));
    Files.move(first, folder.resolve("part.csv"));
    CommandRun part = CommandRun.of(
        "monitor", "--trace=" + folder.resolve("part.csv"), AT, "--once", "--zone=DE");
    assertThat(part.stdout().replace("part.csv", "grids.csv")).isEqualTo(whole.stdout());
  }

  @Test
  void elsewhereThanOnATerminalAReplayIsALineForEachZoneAndLookUntilTheTraceEnds() {
    CommandRun run = CommandRun.of(
        "monitor",
        trace,
        "--at=2024-01-30T20:00Z",
        "--zone=DE,FR",
        "--interval=1h",
        "--speed=1000000000");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout().lines())
        .hasSize(8)
        .first()
        .asString()
        .matches("2024-01-30T20:00:00Z  DE  \\d+ gCO2e/kWh  (low|moderate|high)  measured"
            + "  lifecycle  recorded  trace grids.csv");
    assertThat(run.stdout().lines().toList().get(7)).startsWith("2024-01-30T23:00:00Z  FR  ");
    assertThat(run.stderr()).isEqualTo("the trace has ended" + System.lineSeparator());
  }

  @Test
  void withoutATimeATraceIsSeenAtItsEnd() throws IOException {
    CommandRun run = CommandRun.of("monitor", trace, "--zone=DE", "--json");
    assertThat(PublishedSchemas.document("monitor", run.stdout()).path("at").asText())
        .isEqualTo("2024-01-30T23:00:00Z");
  }

  @Test
  void aTableIsAssumedAndStaticAndNeverLive() throws IOException {
    CommandRun run =
        CommandRun.of("monitor", "--zone=Germany,SE", "--source=yearly-average", "--json");
    assertThat(run.exitCode()).isZero();
    JsonNode reading =
        PublishedSchemas.document("monitor", run.stdout()).path("readings").get(0);
    assertThat(reading.path("zone").asText()).isEqualTo("DE");
    assertThat(reading.path("kind").asText()).isEqualTo("assumed");
    assertThat(reading.path("freshness").asText()).isEqualTo("static");
    assertThat(reading.path("level").asText()).isEqualTo("moderate");
    String text =
        CommandRun.of("monitor", "--zone=DE", "--source=typical", "--once").stdout();
    assertThat(text).contains("assumed", "static").doesNotContain("live");
  }

  @Test
  void whatIsKnownIsShownAndWhatIsNotIsTold() throws IOException {
    String sdk = "zone,timestamp,gco2_per_kwh\n" + "DE," + Instant.EPOCH + ",100\n";
    Path old = Files.writeString(folder.resolve("old.csv"), sdk);
    CommandRun run =
        CommandRun.of("monitor", "--zone=DE", "--source=document=" + old, "--once", "--json");
    assertThat(run.exitCode()).isEqualTo(69);
  }

  @Test
  void anEarlierLookIsKeptAsStaleWhereTheSourceIsSilent() {
    Instant now = Instant.parse("2024-01-20T12:00:00Z");
    Zone de = Zone.of("DE");
    GridLook good = GridLook.at(
        Grids.typical(() -> now), de, now, Duration.ofDays(1), Forecasters.persistence());
    GridLook silent = GridLook.impossible(de, now.plusSeconds(600), "the network is down");
    assertThat(silent.now()).isEmpty();
    GridLook kept = silent.orKept(Optional.of(good));
    assertThat(kept.now()).isPresent();
    assertThat(kept.troubles()).containsExactly("the network is down");
    assertThat(good.orKept(Optional.of(silent))).isSameAs(good);
  }

  @Test
  void whatIsKeptOfAMeasuredValueIsStale() throws IOException {
    Instant then = Instant.parse("2024-01-20T12:00:00Z");
    Trace trace = TraceFile.read(folder.resolve("grids.csv"), Basis.LIFECYCLE, Gaps.FAIL);
    GridLook good = GridLook.at(
        TraceGridSource.of(trace, () -> then),
        Zone.of("DE"),
        then,
        Duration.ofDays(1),
        Forecasters.persistence());
    Instant later = then.plusSeconds(600);
    GridLook kept =
        GridLook.impossible(Zone.of("DE"), later, "the network is down").orKept(Optional.of(good));
    MonitorView view = new MonitorView(later, List.of(kept), OptionalDouble.empty(), 72, false);
    JsonNode reading = PublishedSchemas.document("monitor", view.document().toString())
        .path("readings")
        .get(0);
    assertThat(reading.path("freshness").asText()).isEqualTo("stale");
    assertThat(reading.path("ageSeconds").asLong()).isEqualTo(600);
    assertThat(text(view)).contains("stale (10 min)").doesNotContain("live");
    assertThat(view.log().get(0)).contains("stale (10 min)");
  }

  @Test
  void aZoneOfWhichNothingIsKnownStandsBesideTheOthersWithTheReason() throws IOException {
    Instant now = Instant.parse("2024-01-20T12:00:00Z");
    GridLook known = GridLook.at(
        Grids.typical(() -> now),
        Zone.of("DE"),
        now,
        Duration.ofDays(1),
        Forecasters.persistence());
    GridLook unknown = GridLook.impossible(Zone.of("GB"), now, "NESO did not answer");
    MonitorView view =
        new MonitorView(now, List.of(known, unknown), OptionalDouble.empty(), 72, false);
    JsonNode document = PublishedSchemas.document("monitor", view.document().toString());
    assertThat(document.path("readings").findValuesAsText("zone")).containsExactly("DE");
    assertThat(document.path("unavailable").findValuesAsText("zone")).containsExactly("GB");
    assertThat(document.path("unavailable").findValuesAsText("why"))
        .containsExactly("NESO did not answer");
    assertThat(text(view)).containsPattern("GB +unknown +NESO did not answer");
    assertThat(view.log().get(1))
        .isEqualTo("2024-01-20T12:00:00Z  GB  unknown: NESO did not answer");
  }

  private static String text(MonitorView view) {
    Terminal terminal = Terminal.plain(120);
    return terminal.print(view.report(terminal));
  }
}
