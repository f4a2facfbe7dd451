package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that completed a run was killed before it told the end; another one finds it so. */
class MissingEndTest {
  @TempDir
  Path root;

  /** Complete by its last checkpoint, at its last line but one. */
  private static RecordedRun killed() {
    return new RecordedRun()
        .begin()
        .grid(100)
        .draw(Duration.ofHours(1), RecordedRun.KWH)
        .checkpoint(100)
        .draw(Duration.ofSeconds(30), 1000);
  }

  private Ledger found() {
    Ledger ledger = Ledger.in(root);
    ledger.onEvent(
        new RunFoundComplete(RecordedRun.START.plus(Duration.ofHours(1)), "run-1", 100, 10));
    ledger.onClose();
    return ledger;
  }

  private static LedgerEntry last(Path file) {
    List<LedgerEntry> all = Ledger.read(file);
    return all.get(all.size() - 1);
  }

  @Test
  void isToldByTheNextProcessAndOnlyOnce() throws IOException {
    RecordedRun run = killed();
    Path file = run.write(root);
    assertThat(RunAccount.read(file).summary().state()).isEqualTo("RUNNING");

    Ledger ledger = found();

    LedgerEntry end = last(file);
    assertThat(end.kind()).isEqualTo("run-ended");
    assertThat(end.at()).as("not before the lines above it").isEqualTo(run.now);
    assertThat(end.fields().path("toldLater").asBoolean()).isTrue();
    RunSummary summary = ledger.summary();
    assertThat(summary.state()).isEqualTo("FINISHED");
    assertThat(summary.complete()).isTrue();
    assertThat(summary.batches()).isEqualTo(100);
    assertThat(summary.epochs()).isEqualTo(10);
    assertThat(summary.endedAt()).isEqualTo(run.now);
    assertThat(ledger.lostLines()).isZero();
    byte[] record = Files.readAllBytes(file);
    assertThat(found().summary()).isEqualTo(summary);
    assertThat(file).hasBinaryContent(record);
  }

  @Test
  void isAtTheLastCheckpointIfThatIsLater() {
    RecordedRun run = new RecordedRun().begin().grid(100).draw(Duration.ofMinutes(50), 1);
    Path file = run.write(root);

    found();

    assertThat(last(file).at()).isEqualTo(RecordedRun.START.plus(Duration.ofHours(1)));
  }

  /** An end that is told later says nothing of the energy between the last line and the kill. */
  @Test
  void leavesTheProcessAmongThoseThatWereKilled() {
    RecordedRun run = killed();
    Path file = run.write(root);
    Footprint before = RunAccount.read(file).footprint();

    found();

    Footprint after = RunAccount.read(file).footprint();
    assertThat(after.highGrams()).isEqualTo(before.highGrams());
    assertThat(after.assumptions()).isEqualTo(before.assumptions());
    assertThat(after.assumptions()).anyMatch(text -> text.contains("no last record"));
  }

  @Test
  void isNotMissingBehindLaterWarningsOrInARunThatWasLeftInTime() throws IOException {
    RecordedRun run = killed().become(ControllerState.FINISHED).end(true);
    run.events.add(new Warned(run.now, "the SQL ledger has the first 3 lines"));
    Path file = run.write(root);
    byte[] record = Files.readAllBytes(file);

    found();

    assertThat(file).hasBinaryContent(record);
  }

  @Test
  void isMissingIfTheRunWasOnlySuspendedOrTakenUpOnceMore() {
    RecordedRun suspended = killed()
        .become(ControllerState.PAUSING)
        .become(ControllerState.SUSPENDED)
        .end(true);
    Path file = suspended.write(root);
    found();
    assertThat(last(file).fields().path("toldLater").asBoolean()).isTrue();
    assertThat(RunAccount.read(file).summary().state()).isEqualTo("FINISHED");

    new RecordedRun().begin().write(root);
    found();
    assertThat(Ledger.read(file))
        .filteredOn(line -> line.kind().equals("run-ended"))
        .hasSize(3);
  }

  @Test
  void isToldBehindATornLine() throws IOException {
    RecordedRun run = killed();
    Path file = run.write(root);
    Files.writeString(file, "{\"schema\":", StandardOpenOption.APPEND);

    found();

    List<LedgerEntry> all = Ledger.read(file);
    assertThat(all.get(all.size() - 2).fields().path("text").asText()).contains("torn last line");
    assertThat(last(file).kind()).isEqualTo("run-ended");
  }

  @Test
  void isNotInventedWhereTheRunHasNoRecord() throws IOException {
    Ledger ledger = found();
    assertThat(root).isEmptyDirectory();

    Path file = Files.writeString(ledger.file("run-1"), "{\"schema\":");
    assertThat(found().lostLines()).isZero();
    assertThat(file).as("cut off before its first line").hasContent("{\"schema\":");
  }

  @Test
  void isToldAfterARecordOfAnyLength() {
    RecordedRun run = killed();
    for (int i = 0; i < 1000; i++) {
      run.draw(Duration.ofSeconds(1), 1);
    }
    Path file = run.write(root);

    found();
    found();

    assertThat(Ledger.read(file)).hasSize(run.events.size() + 1);
    assertThat(last(file).at()).isEqualTo(run.now);
  }
}
