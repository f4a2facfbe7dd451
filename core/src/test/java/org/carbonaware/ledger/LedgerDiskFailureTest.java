package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerDiskFailureTest {
  @TempDir
  Path directory;

  private final List<FaultyDisk> disks = new ArrayList<>();

  private Ledger ledger() {
    return new Ledger(directory, path -> {
      FaultyDisk disk = new FaultyDisk(path);
      disks.add(disk);
      return disk;
    });
  }

  private static Warned warned(String text) {
    return new Warned(RecordedRun.START, text);
  }

  private List<String> texts() {
    return Ledger.read(directory.resolve("run-1.jsonl")).stream()
        .filter(entry -> entry.kind().equals("warning"))
        .map(entry -> entry.fields().path("text").asText())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFullDiskLosesLinesAndTheRecordSaysSoWhenThereIsRoomAgain(boolean truncates) {
    Ledger ledger = ledger();
    new RecordedRun().begin().events.forEach(ledger::onEvent);
    ledger.onEvent(warned("one"));
    FaultyDisk disk = disks.get(0);
    disk.truncates = truncates;
    disk.room = 90;
    ledger.onEvent(warned("two, long enough to leave a piece behind"));
    ledger.onEvent(warned("three"));
    assertThat(ledger.lostLines()).isEqualTo(2);
    disk.room = -1;
    disk.truncates = true;
    ledger.onEvent(warned("four"));
    ledger.onClose();

    assertThat(texts())
        .containsExactly("one", "the disk failed: the record lost 2 lines before this one", "four");
    assertThat(ledger.lostLines()).isEqualTo(2);
  }

  @Test
  void anErrorCostsALineAndReachesNobody() {
    Ledger ledger = ledger();
    new RecordedRun().begin().events.forEach(ledger::onEvent);
    ledger.onEvent(warned("one"));
    disks.get(0).error = new InternalError("such as too little memory");
    ledger.onEvent(warned("two, which is longer than the lines that follow".repeat(20)));
    assertThat(ledger.lostLines()).isEqualTo(1);
    ledger.onEvent(warned("three"));

    assertThat(texts()) // as a process that is killed now leaves it
        .containsExactly(
            "one", "the disk failed: the record lost 1 lines before this one", "three");
    assertThat(ledger.lostLines()).isEqualTo(1);
    ledger.onClose();
  }

  @Test
  void aLineThatCouldBeNeitherForcedNorTakenBackIsNotLeftBehindAShorterOne() {
    Ledger ledger = ledger();
    RecordedRun run = new RecordedRun().begin();
    run.events.forEach(ledger::onEvent);
    FaultyDisk disk = disks.get(0);
    disk.forces = false;
    disk.truncates = false;
    ledger.onEvent(run.become(ControllerState.PAUSING).events.get(2)); // is forced
    ledger.onEvent(warned("short"));
    assertThat(ledger.lostLines()).isEqualTo(2);
    disk.truncates = true;
    ledger.onEvent(warned("s"));

    assertThat(texts()) // as a process that is killed now leaves it
        .containsExactly("the disk failed: the record lost 2 lines before this one", "s");
    disk.forces = true;
    ledger.onClose();
  }

  @Test
  void aRunWhoseFileCannotBeOpenedIsRecordedFromWhenItCan() {
    boolean[] broken = {true};
    Ledger ledger = new Ledger(directory, path -> {
      if (broken[0]) {
        throw new IOException("Read-only file system");
      }
      return LedgerDisk.open(path);
    });
    RecordedRun run = new RecordedRun().begin();
    run.events.forEach(ledger::onEvent);
    assertThat(ledger.lostLines()).isEqualTo(2);

    broken[0] = false;
    ledger.onEvent(warned("at last"));
    ledger.onClose();

    assertThat(ledger.lostLines()).isEqualTo(1);
    assertThat(texts())
        .containsExactly("the disk failed: the record lost 1 lines before this one", "at last");
    assertThat(ledger.summary().runId()).isEqualTo("run-1");
  }

  @Test
  void everyChangeOfStateIsForcedWithTheLinesBeforeIt() {
    Ledger ledger = ledger();
    RecordedRun run = new RecordedRun().begin();
    run.grid(100).draw(java.time.Duration.ofMinutes(1), 1);
    run.become(ControllerState.FINISHED).checkpoint(1).end(true);
    run.events.forEach(ledger::onEvent);

    assertThat(disks.get(0).steps)
        .containsExactly(
            "write", "force", // run-started
            "write", "force", // RUNNING
            "write", // intensity
            "write", // energy
            "write", "force", // FINISHED
            "write", "force", // checkpoint
            "write", "force"); // run-ended
    ledger.onClose();
    assertThat(disks.get(0).steps).endsWith("force");
  }

  /** The limit on the size of files is a full disk made by the operating system itself. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void aReallyFullDiskLeavesAReadableFileWithAllAcknowledgedLines() throws Exception {
    Path shell = Path.of("/bin/sh");
    assumeThat(Files.isExecutable(shell)).as("needs %s for ulimit", shell).isTrue();
    Process writer = new ProcessBuilder(
            shell.toString(),
            "-c",
            "ulimit -f 128; exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            LedgerProcess.class.getName(),
            directory.toString(),
            "write",
            "full")
        .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = LedgerProcess.lines(writer)) {
      assertThat(lines.readLine()).isEqualTo("open");
      lines.lines().forEach(acknowledged::add);
      assertThat(writer.waitFor()).isZero();
    } finally {
      writer.destroyForcibly();
    }

    Path file = directory.resolve("run-1.jsonl");
    assertThat(Files.size(file)).isLessThanOrEqualTo(128 * 1024);
    assertThat(acknowledged).isNotEmpty();
    assertThat(texts()).extracting(String::strip).containsExactlyElementsOf(acknowledged);
  }
}
