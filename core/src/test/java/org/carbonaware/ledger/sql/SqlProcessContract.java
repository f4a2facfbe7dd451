package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes at any database: killed while they import, and several at once. */
@Timeout(180)
abstract class SqlProcessContract {
  private static final long BEGUN_BYTES = 1 << 20;
  private static final int LINES = 60_000;

  @TempDir
  Path root;

  private TestDatabase database;
  private Path runs;

  abstract TestDatabase fresh() throws SQLException;

  @BeforeEach
  void prepare() throws Exception {
    database = fresh();
    runs = Files.createDirectories(root.resolve("runs"));
  }

  private static void go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** What uncommitted lines take on the database's disk. */
  private long bytesOfLines() throws SQLException, IOException {
    if (database.isSqlite()) {
      Path log = root.resolve("runs.db-wal");
      return Files.exists(log) ? Files.size(log) : 0;
    }
    return Long.parseLong(database.query("select pg_relation_size('lines')").get(0));
  }

  @Test
  void anImportThatIsKilledHasImportedNothing() throws Exception {
    Path file = MadeRun.write(runs, "run-1", LINES);
    SqlLedger ledger = database.open();
    ledger.importFile(MadeRun.pausedOnce("run-0").record(root.resolve("other")));
    long before = bytesOfLines();
    Process writer = ImportProcess.start(database, runs);
    try (BufferedReader said = ImportProcess.lines(writer)) {
      assertThat(said.readLine()).isEqualTo("ready");
      go(writer);
      while (bytesOfLines() < before + BEGUN_BYTES) {
        assertThat(writer.waitFor(2, TimeUnit.MILLISECONDS)).isFalse();
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(database.query("select run_id, count(*) from lines group by run_id"))
        .containsExactly("run-0|12");
    assertThat(ledger.runIds()).containsExactly("run-0");

    assertThat(ledger.importFile(file).added()).isEqualTo(LINES);
    try (Stream<LedgerEntry> entries = ledger.entries("run-1")) {
      assertThat(entries.count()).isEqualTo(LINES);
    }
  }

  @Test
  void processesThatStartOnAnEmptyDatabaseAtOnceShareTheWork() throws Exception {
    Path file = MadeRun.write(runs, "run-1", 3000);
    MadeRun.pausedOnce("run-2").record(runs);
    List<Process> processes = new ArrayList<>();
    List<BufferedReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Process process = ImportProcess.start(database, runs);
        processes.add(process);
        readers.add(ImportProcess.lines(process));
        assertThat(readers.get(i).readLine()).isEqualTo("ready");
      }
      for (Process process : processes) {
        go(process);
      }
      long added = 0;
      for (BufferedReader reader : readers) {
        String said = reader.readLine();
        assertThat(said).endsWith(" added, refused []");
        added += Long.parseLong(said.substring(0, said.indexOf(' ')));
      }
      assertThat(added).isEqualTo(3000 + 12);
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
    }
    try (Stream<LedgerEntry> entries = database.open().entries("run-1")) {
      assertThat(entries.toList()).isEqualTo(Ledger.read(file));
    }
    assertThat(database.query("select count(*) from schema_version")).containsExactly("1");
  }

  /** A run of 60 MB through a heap of 24 MB, there and back. */
  @Test
  void noRunIsTooLongForASmallHeap() throws Exception {
    Path file = runs.resolve("run-1.jsonl");
    String padding = "\"text\":\"" + "x".repeat(900) + "\"";
    try (var out = Files.newBufferedWriter(file)) {
      out.write(MadeRun.firstLine("run-1") + "\n");
      for (int sequence = 2; sequence <= LINES; sequence++) {
        out.write(MadeRun.line(sequence, MadeRun.START, "note", padding) + "\n");
      }
    }
    for (String expected : List.of(LINES + " added, refused []", "0 added, refused []")) {
      Process importer = ImportProcess.start(database, runs, "-Xmx24m");
      try (BufferedReader said = ImportProcess.lines(importer)) {
        assertThat(said.readLine()).isEqualTo("ready");
        go(importer);
        assertThat(said.readLine()).isEqualTo(expected);
      } finally {
        importer.destroyForcibly().waitFor();
      }
    }
  }
}
