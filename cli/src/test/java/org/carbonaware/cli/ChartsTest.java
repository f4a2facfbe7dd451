package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.carbonaware.cli.terminal.Colors;
import org.carbonaware.cli.terminal.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What forecast and simulate draw, on a terminal and as web pages. */
class ChartsTest {
  private static final Terminal TERMINAL = new Terminal(80, 24, true, Colors.NONE, true);

  @TempDir
  Path folder;

  private Path trace = Path.of("");

  @BeforeEach
  void write() {
    trace = folder.resolve("de.csv");
    CommandRun made = CommandRun.of(
        "generate-sample-data",
        "--zone=DE",
        "--start=2024-01-01T00:00Z",
        "--days=40",
        "--out=" + trace);
    assertThat(made.exitCode()).isZero();
  }

  private String[] forecast(String... more) {
    return line(
        more,
        "forecast",
        "--trace=" + trace,
        "--at=2024-02-05T06:00Z",
        "--model=weekly",
        "--hours=36",
        "--duration=6h",
        "--deadline=24h");
  }

  private String[] simulate(String... more) {
    return line(
        more,
        "simulate",
        "--trace=" + trace,
        "--work=6h",
        "--slack=18h",
        "--policy=run-now,threshold,plan,optimal-switching",
        "--forecast=perfect",
        "--suspend-cost=0.1",
        "--resume-cost=0.1");
  }

  private static String[] line(String[] more, String... first) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static String drawn(CommandRun run) {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.stdout().replaceAll("took [0-9.]+ s", "took 0.1 s");
  }

  @ParameterizedTest
  @CsvSource({
    "80, NONE, true",
    "80, BASIC, true",
    "120, NONE, true",
    "120, FULL, true",
    "80, NONE, false"
  })
  void areDrawnAsTheyWereLookedAt(int width, Colors colors, boolean unicode) throws IOException {
    Terminal terminal = new Terminal(width, 40, true, colors, unicode);
    String name = width + "-" + colors + (unicode ? "-unicode.txt" : "-ascii.txt");
    Goldens.assertSame("forecast-" + name, drawn(CommandRun.on(terminal, forecast())));
    Goldens.assertSame(
        "simulate-start-" + name,
        drawn(CommandRun.on(terminal, simulate("--start=2024-02-05T06:00Z"))));
    Goldens.assertSame(
        "simulate-" + name,
        drawn(CommandRun.on(terminal, simulate("--every=24h", "--from=2024-01-10"))));
  }

  @Test
  void aPipeGetsWhatItAlwaysGot() {
    String table = drawn(CommandRun.of(forecast()));
    assertThat(table).contains("4 in 5 within").doesNotContain("dirtiest:");
    assertThat(drawn(CommandRun.of(simulate("--start=2024-02-05T06:00Z"))))
        .doesNotContain("could be saved")
        .doesNotContain("run 1");
    assertThat(drawn(CommandRun.on(TERMINAL, forecast("--no-chart")))).isEqualTo(table);
    assertThat(drawn(CommandRun.on(TERMINAL, simulate("--every=24h", "--no-chart"))))
        .doesNotContain("could be saved");
  }

  @Test
  void aPipeThatAsksForAChartGetsOneOfAscii() {
    assertThat(drawn(CommandRun.of(forecast("--chart"))))
        .contains("dirtiest:")
        .doesNotContainPattern("[^\\x00-\\x7f]");
    assertThat(drawn(CommandRun.of(simulate("--every=24h", "--chart"))))
        .contains("could be saved", "####");
  }

  @Test
  void aDocumentHasNoChart() throws IOException {
    for (String[] command : new String[][] {
      forecast("--json", "--chart"), simulate("--start=2024-02-05T06:00Z", "--json", "--chart")
    }) {
      String document = drawn(CommandRun.on(TERMINAL, command));
      assertThat(new ObjectMapper().readTree(document).fieldNames().next()).isEqualTo("schema");
    }
  }

  @Test
  void aPageIsWrittenBesidesAndSaysWhatTheTableSays() throws IOException {
    Path page = folder.resolve("page.html");
    CommandRun run = CommandRun.of(forecast("--html=" + page));
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr().strip()).isEqualTo("wrote the pictures to " + page);
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("Forecast of carbon intensity", "class=\"band window\"", "class=\"area fan\"");

    run = CommandRun.of(simulate("--start=2024-02-05T06:00Z", "--json", "--html=" + page));
    assertThat(run.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(run.stdout()).path("results")).hasSize(4);
    assertThat(Files.readString(page))
        .contains("Simulation of carbon-aware trainings", "When it ran in DE", "Hour by hour in DE")
        .contains("plan", "optimal-switching", "1\u00a0job");
  }

  @Test
  void aFileThatIsNoPageIsNotReplaced() throws IOException {
    String before = Files.readString(trace);
    for (String[] command :
        new String[][] {forecast("--html=" + trace), simulate("--every=24h", "--html=" + trace)}) {
      CommandRun run = CommandRun.of(command);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr()).contains("--html " + trace + " is there and no web page");
      assertThat(Files.readString(trace)).isEqualTo(before);
    }
    CommandRun run = CommandRun.of(forecast("--html=" + folder.resolve("not/there.html")));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("its directory is missing");
  }
}
