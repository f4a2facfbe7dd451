package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.carbonaware.cli.terminal.Colors;
import org.carbonaware.cli.terminal.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final String RUN = SampleLedger.RUN;

  @TempDir
  Path folder;

  private Path ledger = Path.of("");

  @BeforeEach
  void record() {
    ledger = SampleLedger.write(folder.resolve("ledger"));
  }

  private CommandRun explain(String... more) {
    String[] line = new String[more.length + 2];
    line[0] = "explain";
    line[1] = ledger.toString();
    System.arraycopy(more, 0, line, 2, more.length);
    return CommandRun.of(line);
  }

  @Test
  void theDocumentTellsWhatEachDecisionKnewAndWhatCameOfIt() throws IOException {
    CommandRun run = explain("--json");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    JsonNode document = PublishedSchemas.document("explain", run.stdout());
    assertThat(document.path("runId").asText()).isEqualTo(RUN);
    assertThat(document.path("decisions")).hasSize(4);
    JsonNode pause = document.path("decisions").get(1);
    assertThat(pause.path("number").asInt()).isEqualTo(2);
    assertThat(pause.path("action").asText()).isEqualTo("PAUSE");
    assertThat(pause.path("rule").asText()).isEqualTo("planned-pause");
    assertThat(pause.path("expectedUntil").asText()).isEqualTo("2026-03-02T05:00:00Z");
    JsonNode known = pause.path("intensity");
    assertThat(known.path("gramsPerKwh").asDouble()).isEqualTo(420);
    assertThat(known.path("source").asText()).isEqualTo("Energy-Charts");
    assertThat(known.path("kind").asText()).isEqualTo("measured");
    assertThat(known.path("freshness").asText()).isEqualTo("cached");
    assertThat(known.path("ageSeconds").asInt()).isEqualTo(240);
    // 10 h until the deadline, 3.5 h of work at a pessimistic speed
    assertThat(pause.path("job").path("slackSeconds").asInt()).isEqualTo(23400);
    assertThat(pause.path("warnings").get(0).asText()).contains("no news from the grid");
    assertThat(pause.path("alternatives").get(0).path("action").asText()).isEqualTo("RUN");
    JsonNode outcome = pause.path("outcome");
    assertThat(outcome.path("lastedSeconds").asInt()).isEqualTo(3 * 3600);
    assertThat(outcome.path("meanGramsPerKwh").asDouble())
        .isCloseTo((2 * 420 + 300) / 3.0, offset(1e-9));
    assertThat(outcome.path("next").path("number").asInt()).isEqualTo(3);
    JsonNode last = document.path("decisions").get(3);
    assertThat(last.path("intensity").isNull()).isTrue();
    assertThat(last.path("job").isNull()).isTrue();
    assertThat(last.path("outcome").path("next").isNull()).isTrue();
    assertThat(last.path("outcome").path("until").asText()).isEqualTo("2026-03-02T08:00:00Z");
  }

  @Test
  void oneDecisionAloneCanBeAskedFor() throws IOException {
    JsonNode document =
        PublishedSchemas.document("explain", explain("--decision=3", "--json").stdout());
    assertThat(document.path("decisionCount").asInt()).isEqualTo(4);
    assertThat(document.path("decisions").findValuesAsText("number")).contains("3");
    assertThat(document.path("decisions")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"80, NONE, true", "120, NONE, true", "80, BASIC, false"})
  void listAndDecisionsAreShownAsTheyWereLookedAt(int width, Colors colors, boolean unicode)
      throws IOException {
    Terminal terminal = new Terminal(width, 24, true, colors, unicode);
    StringBuilder all = new StringBuilder();
    all.append(CommandRun.on(terminal, "explain", ledger.toString()).stdout());
    for (int number = 1; number <= 4; number++) {
      all.append("----\n")
          .append(CommandRun.on(terminal, "explain", ledger.toString(), "--decision=" + number)
              .stdout());
    }
    Goldens.assertSame("explain-" + width + "-" + colors + ".txt", all.toString());
  }

  @Test
  void aRunIsFoundByHowItsNameBeginsAndByItsFile() {
    assertThat(explain("--run=20260302").stdout()).contains(RUN);
    assertThat(
            CommandRun.of("explain", ledger.resolve(RUN + ".jsonl").toString()).stdout())
        .isEqualTo(explain().stdout());
  }

  @Test
  void aDamagedLineIsNamedAndATornLastOneIsLeftOut() throws IOException {
    Path file = ledger.resolve(RUN + ".jsonl");
    String before = explain().stdout();
    Files.writeString(file, "{\"schema\":\"carbon-aw", StandardOpenOption.APPEND);
    assertThat(explain().stdout()).isEqualTo(before);

    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("\"until\":\"2026-03-02T05:00:00Z\"", "\"until\":\"soon\""));
    CommandRun run = explain();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr().lines()).hasSize(1);
    assertThat(run.stderr()).contains(RUN + ".jsonl:", "(decision) has a wrong time", "soon");
  }

  @Test
  void anEndThatALaterProcessToldIsToldAsSuch() throws IOException {
    Path file = ledger.resolve(RUN + ".jsonl");
    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("\"complete\":true}", "\"complete\":true,\"toldLater\":true}"));
    assertThat(explain("--json").stdout())
        .contains("the run was found by a later process to be FINISHED")
        .doesNotContain("the run ended");
  }

  @Test
  void aRunWithoutDecisionsSaysSo() throws IOException {
    Path file = ledger.resolve(RUN + ".jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    assertThat(explain().stdout()).isEqualTo(RUN + ": no decision was recorded\n");
    assertThat(explain("--decision=1").stderr()).contains("--decision 1: the run has none");
  }
}
