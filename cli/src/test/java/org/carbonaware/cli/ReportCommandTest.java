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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerState;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.footprint.Boundary;
import org.carbonaware.footprint.Facility;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.RunAccount;
import org.carbonaware.plan.Reason;
import org.carbonaware.report.TextReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
  private static final String OLD = "run-20260301T000000Z-0000aaaa";
  private static final String NEW = "run-20260302T000000Z-1a2b3c4d";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final double KWH = 3_600_000;

  @TempDir
  Path folder;

  private Path ledger;

  @BeforeEach
  void recordsTwoRuns() {
    ledger = folder.resolve("ledger");
    record(OLD);
    record(NEW);
  }

  /** Two hours of 1 kW at 200 g/kWh, an hour's pause of 100 W at 400 g/kWh between them. */
  private void record(String runId) {
    Ledger file = Ledger.in(ledger);
    List<ControllerEvent> events = new ArrayList<>();
    Boundary boundary =
        new Boundary(Facility.ofPue(1.5, "made up"), Optional.empty(), Optional.empty());
    events.add(new RunStarted(
        START,
        runId,
        START,
        START.plus(Duration.ofHours(5)),
        "DE",
        "lifecycle",
        "plan",
        Optional.empty(),
        Optional.of("digits"),
        boundary,
        Duration.ofMinutes(1)));
    hour(events, 0, ControllerState.RUNNING, 1, 200);
    hour(events, 1, ControllerState.PAUSED, 0.1, 400);
    hour(events, 2, ControllerState.RUNNING, 1, 200);
    events.add(new RunEnded(at(3), ControllerState.FINISHED, 300, 3, true));
    events.forEach(file::onEvent);
    file.onClose();
  }

  private static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private static void hour(
      List<ControllerEvent> events, int hour, ControllerState state, double kwh, double grams) {
    ControllerState before =
        state == ControllerState.PAUSED ? ControllerState.PAUSING : ControllerState.STARTING;
    events.add(new IntensityObserved(
        at(hour),
        new Intensity(
            grams, Basis.LIFECYCLE, at(hour), new Provenance("made", Provenance.Kind.MEASURED))));
    events.add(new StateChanged(
        at(hour), before, state, new Reason(Reason.Code.LIFECYCLE, "made to " + state)));
    events.add(new EnergyUsed(
        at(hour + 1),
        at(hour),
        state,
        Map.of("gpu0", kwh * KWH),
        Method.MEASURED,
        Optional.of(kwh * grams),
        hour,
        hour));
  }

  private CommandRun report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report", ledger.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private RunAccount account(String run) {
    return RunAccount.read(ledger.resolve(run + ".jsonl"));
  }

  @Test
  void showsTheNewestRunAsTextByDefault() {
    CommandRun run = report();
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .isEqualTo(TextReport.of(account(NEW)))
        .contains(
            "Run               " + NEW + ", project digits\n",
            "Energy            2.1 kWh of the computer",
            "With facility     3.15 kWh (PUE 1.5, made up)\n",
            "Emitted           660 g CO2e location-based, pauses included, at 210 g/kWh on\n",
            "Straight through  900 g CO2e by the same active energy without pauses\n",
            "Avoided           240 g CO2e (26.7 %) less than straight through\n")
        .isEqualTo(report("--format", "table").stdout());
    assertThat(run.stdout().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void printsOneJsonDocumentWithTheFiguresAndTheSchemaFirst() throws Exception {
    CommandRun run = report("--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).isEqualTo(report("--format", "json").stdout());
    JsonNode document = new ObjectMapper().readTree(run.stdout());
    assertThat(document.fieldNames().next()).isEqualTo("schema");
    assertThat(document.path("schema").asText()).isEqualTo("carbon-aware/report/v1");
    assertThat(document.at("/run/id").asText()).isEqualTo(NEW);
    assertThat(document.at("/energy/kwh").asDouble()).isCloseTo(2.1, within(1e-9));
    assertThat(document.at("/emissions/locationGrams").asDouble()).isCloseTo(660, within(1e-6));
    assertThat(document.at("/comparison/straightThroughGrams").asDouble())
        .isCloseTo(900, within(1e-6));
    assertThat(document.at("/run/activeSeconds").asDouble()).isEqualTo(7200);
  }

  @ParameterizedTest
  @CsvSource({
    "html, '<!'",
    "markdown, '# Energy and carbon of " + NEW + "'",
    "codecarbon, 'timestamp,project_name,run_id,'",
    "boamps, '{'",
    "model-card, '---'"
  })
  void writesEveryFormatToStdoutAndToAFile(String format, String start) throws Exception {
    CommandRun run = report("--format", format);
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).startsWith(start).endsWith("\n").doesNotEndWith("\n\n");

    Path out = folder.resolve("out");
    CommandRun written = report("--format", format, "--out", out.toString());
    assertThat(written.exitCode()).isZero();
    assertThat(written.stdout()).isEmpty();
    assertThat(written.stderr()).hasLineCount(1).contains(NEW, out.toString());
    assertThat(out).content().isEqualTo(run.stdout());
    assertThat(report("--quiet", "--force", "--format", format, "--out", out.toString())
            .stderr())
        .isEmpty();
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByForce() throws Exception {
    Path out = folder.resolve("report.md");
    Files.writeString(out, "mine");
    CommandRun refused = report("--format", "markdown", "--out", out.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.stderr())
        .hasLineCount(2)
        .contains("--out " + out + " is there already; --force replaces it");
    assertThat(out).hasContent("mine");

    CommandRun forced =
        report("--format", "markdown", "--out", out.toString(), "--force", "--json");
    assertThat(forced.exitCode()).isZero();
    assertThat(forced.stdout()).startsWith("{").contains("carbon-aware/report/v1");
    assertThat(out).content().startsWith("# Energy");
  }

  @Test
  void addsARowOfEachRunToASharedFileOnce() throws Exception {
    Path out = folder.resolve("emissions.csv");
    String[] both = {"--format", "codecarbon", "--out", out.toString(), "--run"};
    for (String run : List.of(OLD, NEW)) {
      CommandRun added = report(both[0], both[1], both[2], both[3], both[4], run);
      assertThat(added.stderr()).isEqualTo("added " + run + " to " + out + "\n");
    }
    CommandRun again = report(both[0], both[1], both[2], both[3], both[4], NEW);
    assertThat(again.exitCode()).isZero();
    assertThat(again.stderr())
        .isEqualTo(out + " has a row of " + NEW + " already; --force replaces it\n");
    assertThat(Files.readAllLines(out)).hasSize(3);
    assertThat(folder.resolve("emissions-carbon-aware.csv")).exists();

    Files.writeString(out, "a,b\n1,2\n");
    CommandRun refused = report("--format", "codecarbon", "--out", out.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .hasLineCount(1)
        .contains("has other columns", "unknown a, b", "--force moves it aside");
    assertThat(
            report("--format", "codecarbon", "--out", out.toString(), "--force").exitCode())
        .isZero();
    assertThat(folder.resolve("emissions.csv.bak")).hasContent("a,b\n1,2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, "run-20260301", "20260301T000000Z"})
  void aRunMayBeNamedByHowItBegins(String name) {
    assertThat(report("--run", name).stdout()).startsWith("Run               " + OLD);
  }

  @Test
  void aRunsFileMayBeNamedInstead() {
    CommandRun run = CommandRun.of("report", ledger.resolve(OLD + ".jsonl").toString());
    assertThat(run.stdout()).startsWith("Run               " + OLD);
  }

  @Test
  void reportsWithAnotherPue() {
    assertThat(report("--pue", "1").stdout())
        .contains(
            "With facility     2.1 kWh (PUE 1, given with --pue)\n",
            "Emitted           440 g CO2e",
            "Avoided           160 g CO2e (26.7 %)");
  }

  @Test
  void aTraceTellsWhatWouldHaveBeenPossibleUntilTheDeadline() throws Exception {
    Path trace = Files.writeString(folder.resolve("trace.csv"), """
        timestamp,DE,FR
        2026-03-02T00:00Z,900,1
        2026-03-02T01:00Z,900,1
        2026-03-02T02:00Z,900,1
        2026-03-02T03:00Z,50,1
        2026-03-02T04:00Z,10,1
        2026-03-02T05:00Z,1,1
        """);
    CommandRun run = report("--trace", trace.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout().replaceAll("\\s+", " "))
        .contains("Emitted 660 g CO2e")
        .contains("Best possible 90 g CO2e in hindsight")
        .contains("to 2026-03-02T05:00:00Z, 90 g of it after the record ends");
    assertThat(report("--trace", trace.toString(), "--pue", "1").stdout())
        .contains("Best possible     60 g CO2e");

    Files.writeString(trace, "timestamp,FR\n2026-03-02T00:00Z,1\n2026-03-02T01:00Z,1\n");
    CommandRun wrong = report("--trace", trace.toString());
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.stdout()).isEmpty();
    assertThat(wrong.stderr()).contains("DE").contains("FR").doesNotContain("\tat ");
  }

  @Test
  void aBeginningThatSeveralNamesHaveIsRefused() {
    CommandRun run = report("--run", "2026");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .contains("--run 2026 means 2 runs: " + NEW + ", " + OLD + "; expected more of its name");
  }

  @Test
  void aDamagedRunIsNamedWithItsLine() throws Exception {
    Path damaged = ledger.resolve("run-20260303T000000Z-damaged.jsonl");
    Files.writeString(damaged, "{\n");
    CommandRun run = report();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).hasLineCount(1).contains(damaged + ":1");
  }
}
