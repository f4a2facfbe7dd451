package org.carbonaware.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.cli.terminal.Colors;
import org.carbonaware.cli.terminal.Terminal;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.CheckpointWritten;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final String RUN = "run-20260302T000000Z-1a2b3c4d";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant DEADLINE = START.plus(Duration.ofHours(12));

  @TempDir
  Path folder;

  private Path ledger = Path.of("");

  private static Instant at(double hours) {
    return START.plusSeconds((long) (3600 * hours));
  }

  private static Intensity grid(double grams, double hours, Freshness freshness) {
    return new Intensity(
        grams,
        Basis.LIFECYCLE,
        at(hours),
        new Provenance("Energy-Charts", Provenance.Kind.MEASURED).withFreshness(freshness));
  }

  private static Optional<Job> left(double hours) {
    Duration work = Duration.ofSeconds((long) (3600 * hours));
    return Optional.of(new Job(work, work.plusMinutes(30), DEADLINE));
  }

  /**
   * Runs for two hours, waits from 02:00 to 05:00 for the grid to be clean, and is done at 08:00.
   */
  @BeforeEach
  void record() {
    ledger = folder.resolve("ledger");
    Boundary boundary =
        new Boundary(Facility.ofPue(1.2, "made up"), Optional.empty(), Optional.empty());
    List<ControllerEvent> events = List.of(
        new RunStarted(
            START,
            RUN,
            START,
            DEADLINE,
            "DE",
            "lifecycle",
            "plan",
            Optional.empty(),
            Optional.of("digits"),
            boundary,
            Duration.ofMinutes(1)),
        new IntensityObserved(START, grid(200, 0, Freshness.LIVE)),
        new DecisionMade(
            START,
            Decision.run(
                at(2),
                Reason.Code.PLANNED_RUN,
                "200 g/kWh now is among the cleanest 5 h until the deadline"),
            Optional.of(grid(200, 0, Freshness.LIVE)),
            left(5)),
        new StateChanged(
            START,
            ControllerState.STARTING,
            ControllerState.RUNNING,
            new Reason(Reason.Code.LIFECYCLE, "started")),
        new EnergyUsed(
            at(1),
            START,
            ControllerState.RUNNING,
            Map.of("gpu0", 3.6e6),
            Method.MEASURED,
            Optional.of(200.0),
            0,
            0),
        new Warned(at(1.5), "no news from the grid, going on with what is known: timeout"),
        new IntensityObserved(at(2), grid(420, 2, Freshness.cached(Duration.ofMinutes(4)))),
        new DecisionMade(
            at(2),
            Decision.pause(
                at(5),
                Reason.Code.PLANNED_PAUSE,
                "420 g/kWh now, 180 expected from 05:00; waiting saves 0.7 kg, and costs 12 g"),
            Optional.of(grid(420, 2, Freshness.cached(Duration.ofMinutes(4)))),
            left(3)),
        new StateChanged(
            at(2),
            ControllerState.RUNNING,
            ControllerState.PAUSING,
            new Reason(Reason.Code.PLANNED_PAUSE, "420 g/kWh now")),
        new CheckpointWritten(at(2.001), 1, 12_300_000, Duration.ofMillis(1500), 400, true),
        new StateChanged(
            at(2.001),
            ControllerState.PAUSING,
            ControllerState.PAUSED,
            new Reason(Reason.Code.PLANNED_PAUSE, "420 g/kWh now")),
        new IntensityObserved(at(4), grid(300, 4, Freshness.LIVE)),
        new IntensityObserved(at(5), grid(180, 5, Freshness.LIVE)),
        new DecisionMade(
            at(5),
            Decision.run(at(8), Reason.Code.PLANNED_RUN, "180 g/kWh now is as clean as it gets"),
            Optional.of(grid(180, 5, Freshness.LIVE)),
            left(3)),
        new StateChanged(
            at(5),
            ControllerState.PAUSED,
            ControllerState.RESUMING,
            new Reason(Reason.Code.PLANNED_RUN, "180 g/kWh now")),
        new DecisionMade(
            at(6),
            Decision.run(at(8), Reason.Code.UNKNOWN_INTENSITY, "the intensity is not known"),
            Optional.empty(),
            Optional.empty()),
        new RunEnded(at(8), ControllerState.FINISHED, 1000, 5, true));
    Ledger file = Ledger.in(ledger);
    events.forEach(file::onEvent);
    file.onClose();
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
  void wrongUseIsTwoLinesThatSayWhatWouldBeRight() {
    CommandRun beyond = explain("--decision=5");
    assertThat(beyond.exitCode()).isEqualTo(2);
    assertThat(beyond.stderr()).contains("--decision 5: expected 1 to 4");
    assertThat(explain("--decision=0").stderr()).contains("--decision 0: expected 1 to 4");
    assertThat(explain("--decision=two").exitCode()).isEqualTo(2);
    assertThat(explain("--run=nope").stderr()).contains("--run nope: no run begins like that");
    CommandRun none = CommandRun.of("explain", folder.resolve("nowhere").toString());
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.stderr().lines()).hasSize(2);
    assertThat(CommandRun.of("explain").exitCode()).isEqualTo(2);
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
  void aRunWithoutDecisionsSaysSo() throws IOException {
    Path file = ledger.resolve(RUN + ".jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    assertThat(explain().stdout()).isEqualTo(RUN + ": no decision was recorded\n");
    assertThat(explain("--decision=1").stderr()).contains("--decision 1: the run has none");
  }

  @Test
  void theExamplesInTheHelpWork() {
    for (String[] example : HelpExamples.of("explain")) {
      CommandRun run = HelpExamples.run(example, "carbon-ledger", ledger.toString());
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      assertThat(run.stdout()).contains(RUN);
    }
  }
}
