package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.control.ControllerState;
import org.carbonaware.report.BoAmpsReport;
import org.carbonaware.report.JsonReport;
import org.carbonaware.report.MarkdownReport;
import org.carbonaware.report.TextReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that no version writes, by a hand or a failing disk, in a run's file. */
class HostileLinesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir
  Path directory;

  private List<String> lines() throws IOException {
    RecordedRun run = new RecordedRun()
        .begin()
        .grid(400)
        .draw(HOUR, 1000)
        .become(ControllerState.PAUSING)
        .become(ControllerState.PAUSED)
        .draw(HOUR, 10)
        .become(ControllerState.RESUMING)
        .become(ControllerState.RUNNING)
        .draw(HOUR, 1000)
        .end(true);
    Ledger ledger = Ledger.in(directory);
    run.events.forEach(ledger::onEvent);
    ledger.onClose();
    return Files.readAllLines(ledger.file("run-1"));
  }

  private Path changed(String kind, String from, String to) throws IOException {
    List<String> lines = new ArrayList<>(lines());
    lines.replaceAll(
        line -> line.contains("\"kind\":\"" + kind + "\"") ? line.replaceFirst(from, to) : line);
    return Files.write(directory.resolve("changed.jsonl"), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "energy, '\"joules\":[0-9.]+', '\"joules\":-1', 'joules -1.0: expected 0 to 1.0E18'",
    "energy, '\"joules\":[0-9.]+', '\"joules\":1e308', joules 1.0E308",
    "energy, '\"grams\":[0-9.]+', '\"grams\":-0.5', grams -0.5",
    "energy, '\"grams\":[0-9.]+', '\"grams\":1e999', grams Infinity",
    "energy, '\"machine\":[0-9.]+', '\"machine\":-1', joules of machine -1.0",
    "intensity, '\"gramsPerKwh\":[0-9.]+', '\"gramsPerKwh\":-4', gramsPerKwh -4.0",
    "intensity, '\"gramsPerKwh\":[0-9.]+', '\"gramsPerKwh\":1e99', gramsPerKwh 1.0E99",
  })
  void figuresThatCantBeAreRefusedWithTheirLine(
      String kind, String from, String to, String expected) throws IOException {
    Path file = changed(kind, from, to);
    assertThatThrownBy(() -> RunAccount.read(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageMatching("(?s).*changed\\.jsonl:\\d+ \\(" + kind + "\\): .*")
        .hasMessageContaining(expected);
    List<LedgerEntry> entries = Ledger.read(file);
    assertThatThrownBy(() -> RunSummary.of(entries))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void anotherRunInTheSameFileIsRefused() throws IOException {
    List<String> lines = new ArrayList<>(lines());
    lines.add(lines
        .get(0)
        .replaceFirst("\"sequence\":1", "\"sequence\":" + (lines.size() + 1))
        .replace("run-1", "run-2"));
    Path file = Files.write(directory.resolve("two.jsonl"), lines);
    assertThatThrownBy(() -> RunAccount.read(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("two.jsonl:" + lines.size())
        .hasMessageContaining("run 'run-2' in the record of run 'run-1'");
  }

  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59Z",
    "+1000000000-12-31T23:59:59.999999999Z",
    "0001-01-01T00:00:00Z"
  })
  void aDeadlineAgesAwayKeepsNoReportFromBeingWritten(String deadline) throws IOException {
    RunAccount account = RunAccount.read(
        changed("run-started", "\"deadline\":\"[^\"]*\"", "\"deadline\":\"" + deadline + "\""));
    double slack = JsonReport.of(account).path("run").path("slackLeftSeconds").asDouble();
    assertThat(Math.abs(slack)).isGreaterThan(292 * 365 * 86_400.0);
    assertThat(TextReport.of(account)).contains("Delay");
    assertThat(MarkdownReport.of(account)).contains("Delay");
    assertThat(BoAmpsReport.of(account).isEmpty()).isFalse();
  }

  @Test
  void anIntervalOfEnergyThatTakesAgesIsNoReasonToFail() throws IOException {
    RunAccount account = RunAccount.read(changed(
        "run-started", "\"energyEvery\":\"[^\"]*\"", "\"energyEvery\":\"PT9999999999999H\""));
    assertThat(account.footprint().highGrams()).isFinite();
  }

  @Test
  void energyWhoseTimeIsNotBelievedIsTold() throws IOException {
    Path file = changed("energy", "\"from\":\"2024", "\"from\":\"2031");
    RunAccount account = RunAccount.read(file);
    assertThat(account.summary().joules()).isEqualTo(2010);
    assertThat(account.summary().active().time()).isZero();
    assertThat(account.footprint().assumptions())
        .anyMatch(
            text -> text.startsWith("0.55833 Wh were recorded for intervals that run backwards"));
    assertThat(RunAccount.read(directory.resolve("run-1.jsonl")).footprint().assumptions())
        .noneMatch(text -> text.contains("backwards"));
  }

  @Test
  void countsBelowNothingAreUnknown() throws IOException {
    List<String> lines = new ArrayList<>(lines());
    lines.add("{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":" + (lines.size() + 1)
        + ",\"at\":\"2024-06-03T08:00:00Z\",\"kind\":\"training\",\"parameters\":-5,"
        + "\"samplesPerEpoch\":-1,\"flopsPerSample\":-2.5}");
    RunAccount account = RunAccount.read(Files.write(directory.resolve("counts.jsonl"), lines));
    assertThat(account.training().parameters()).isEmpty();
    assertThat(account.training().samplesPerEpoch()).isEmpty();
    assertThat(account.training().flopsPerSample()).isEmpty();
  }
}
