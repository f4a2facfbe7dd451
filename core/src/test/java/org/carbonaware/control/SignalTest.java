package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.DirectoryCheckpointStore;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that get real signals. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SignalTest {
  @TempDir
  Path directory;

  @BeforeAll
  static void needsSignals() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "signals are sent with kill and looked up in /proc");
    String ignored = Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> line.substring("SigIgn:".length()).trim())
        .findFirst()
        .orElse("0");
    long sigint = 1 << 1;
    assumeTrue(
        (Long.parseUnsignedLong(ignored, 16) & sigint) == 0,
        "this JVM was started with SIGINT ignored, and so would be its children");
  }

  @ParameterizedTest
  @CsvSource({
    "TERM, training, 143",
    "INT,  training, 130",
    "TERM, paused,   143",
    "INT,  paused,   130",
    "TERM, training, 143",
    "INT,  training, 130"
  })
  void aSignalSavesTheTrainingAndKeepsItsExitCode(String signal, String mode, int exitCode)
      throws Exception {
    Process process = SignalledTraining.start(directory, mode);
    try (BufferedReader lines = SignalledTraining.lines(process)) {
      assertThat(lines.readLine()).isEqualTo(mode);

      send(signal, process);

      assertThat(process.waitFor()).isEqualTo(exitCode);
      assertThat(lines.lines()).doesNotContain("left"); // it stood until the process was gone
    } finally {
      process.destroyForcibly();
    }
    assertThat(steps()).isEqualTo(batchesAtTheEnd());
    assertThat(lastLine().kind()).isEqualTo("run-ended");
    assertThat(lastLine().fields().path("state").asText()).isEqualTo("SUSPENDED");
  }

  @Test
  void aStopByTheProgramItselfEndsWith75() throws Exception {
    Process process = SignalledTraining.start(directory, "stopped");

    assertThat(process.waitFor()).isEqualTo(75);
    assertThat(steps()).isZero(); // the first safe point came before the first step
    assertThat(lastLine().kind()).isEqualTo("run-ended");
  }

  @Test
  void aRunThatNobodyClosedIsClosedWithoutAWait() throws Exception {
    Process process = SignalledTraining.start(directory, "unclosed");

    assertThat(process.waitFor()).isZero(); // else it would wait for the dead thread for minutes
    assertThat(lastLine().kind()).isEqualTo("run-ended");
    assertThat(lastLine().fields().path("batches").asLong()).isEqualTo(1000);
  }

  @Test
  void anExitOfTheTrainingThreadItselfIsNotWaitedFor() throws Exception {
    Process process = SignalledTraining.start(directory, "exits");

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(lastLine().kind()).isEqualTo("run-ended");
  }

  /** Where it was waited for in vain it took minutes, or for ever, and the record had no end. */
  @ParameterizedTest
  @CsvSource({
    "exits on another thread, 4, SUSPENDED",
    "exits at a checkpoint,   5, SUSPENDED",
    "exits at the end,        5, FINISHED",
    "closed by a hook,        6, FINISHED"
  })
  void anExitAnywhereEndsTheProcessWithItsCodeAndTheRecordIsComplete(
      String mode, int exitCode, String state) throws Exception {
    Process process = SignalledTraining.start(directory, mode);
    try {
      assertThat(process.waitFor()).isEqualTo(exitCode);
    } finally {
      process.destroyForcibly();
    }
    assertThat(lastLine().kind()).isEqualTo("run-ended");
    assertThat(lastLine().fields().path("state").asText()).isEqualTo(state);
    assertThat(entries()).filteredOn(line -> line.kind().equals("run-ended")).hasSize(1);
    if (state.equals("SUSPENDED")) {
      assertThat(steps()).isEqualTo(batchesAtTheEnd());
      assertThat(entries())
          .as("nobody behind the one that ended it missed a line")
          .anyMatch(line -> line.kind().equals("checkpoint"));
    }
  }

  @Test
  void workThatNobodyCountsIsNotDoneBecauseTheProcessEnds() throws Exception {
    Process process = SignalledTraining.start(directory, "exits uncounted");

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(lastLine().fields().path("complete").asBoolean(true)).isFalse();
  }

  private static void send(String signal, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .inheritIO()
        .start();
    assertThat(kill.waitFor()).isZero();
  }

  private long steps() {
    try (DirectoryCheckpointStore store =
        DirectoryCheckpointStore.open(SignalledTraining.checkpoints(directory))) {
      Checkpoint latest = store.latest().orElseThrow();
      return ToyTraining.stepsIn(latest);
    }
  }

  private long batchesAtTheEnd() {
    return lastLine().fields().path("batches").asLong();
  }

  private LedgerEntry lastLine() {
    return entries().get(entries().size() - 1);
  }

  private List<LedgerEntry> entries() {
    return Ledger.read(Ledger.files(SignalledTraining.ledger(directory)).get(0));
  }
}
