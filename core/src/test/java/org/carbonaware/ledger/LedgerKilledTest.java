package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: killed while they append, and kept out while another one appends. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LedgerKilledTest {
  private static final int ROUNDS = 30;

  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("run-1.jsonl");
  }

  @Test
  void noAcknowledgedLineIsLostAndTheNumberingGoesOn() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    List<String> acknowledged = new ArrayList<>();
    long lines = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int before = acknowledged.size();
      acknowledged.addAll(writeUntilKilled("round" + round, 1 + random.nextInt(300)));
      assertThat(acknowledged).as("round %d wrote", round).hasSizeGreaterThan(before);

      // Reading also proves that the lines are numbered without a gap over all processes.
      List<LedgerEntry> entries = Ledger.read(file());
      assertThat(entries).hasSizeGreaterThan((int) lines);
      lines = entries.size();
      assertThat(writtenTexts(entries)).containsAll(acknowledged);
    }
    assertThat(Ledger.read(file()))
        .filteredOn(entry -> entry.kind().equals("run-started"))
        .hasSize(ROUNDS);
    assertThat(RunSummary.of(Ledger.read(file())).state()).isEqualTo("RUNNING");
  }

  private static List<String> writtenTexts(List<LedgerEntry> entries) {
    return entries.stream()
        .map(entry -> entry.fields().path("text").asText().strip())
        .toList();
  }

  /** Kills a writer after some acknowledgements; returns all that it gave. */
  private List<String> writeUntilKilled(String mark, int after) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    Process writer = LedgerProcess.start(directory, "write", mark);
    try (BufferedReader lines = LedgerProcess.lines(writer)) {
      assertThat(lines.readLine()).isEqualTo("open");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(mark + "-")) {
          acknowledged.add(line);
        }
        if (acknowledged.size() == after) {
          // Not Process.destroyForcibly, which also throws away what was said before.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    if (!acknowledged.isEmpty() && isCutOff(acknowledged)) {
      acknowledged.remove(acknowledged.size() - 1);
    }
    return acknowledged;
  }

  /** Whether the last acknowledgement came through only in part. */
  private static boolean isCutOff(List<String> acknowledged) {
    String last = acknowledged.get(acknowledged.size() - 1);
    return !last.endsWith("-" + acknowledged.size());
  }

  @Test
  void aSecondProcessIsKeptOutOfARunUntilTheFirstOneDies() throws Exception {
    Process holder = LedgerProcess.start(directory, "hold");
    try (BufferedReader lines = LedgerProcess.lines(holder)) {
      assertThat(lines.readLine()).isEqualTo("open");
      List<LedgerEntry> written = Ledger.read(file());

      Ledger second = Ledger.in(directory);
      RecordedRun run = new RecordedRun().begin();
      run.events.forEach(second::onEvent);
      assertThat(second.lostLines()).isEqualTo(2);
      assertThat(Ledger.read(file())).isEqualTo(written);

      // Another run in the same directory is not in the way.
      second.onEvent(RecordedRun.started("run-2", RecordedRun.START));
      assertThat(second.lostLines()).isEqualTo(2);
      second.onClose();

      holder.destroyForcibly().waitFor();
      run.events.forEach(second::onEvent);
      second.onClose();
      assertThat(second.lostLines()).isEqualTo(2);
      assertThat(Ledger.read(file())).hasSize(written.size() + 2);
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void neitherReadersNorRefusedWritersHereOpenARunToOtherProcesses() throws Exception {
    Ledger ledger = Ledger.in(directory);
    RecordedRun run = new RecordedRun().begin();
    run.events.forEach(ledger::onEvent);
    assertThat(ledger.summary().state()).isEqualTo("RUNNING");
    Ledger refused = Ledger.in(directory);
    run.events.forEach(refused::onEvent);
    assertThat(refused.lostLines()).isEqualTo(2);

    Process other = LedgerProcess.start(directory, "hold");
    try (BufferedReader lines = LedgerProcess.lines(other)) {
      assertThat(lines.readLine()).isEqualTo("refused");
    } finally {
      other.destroyForcibly().waitFor();
      ledger.onClose();
    }
  }
}
