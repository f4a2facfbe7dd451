package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.carbonaware.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** What is SQLite's alone. */
class SqliteFileTest {
  @TempDir
  Path root;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite:file:", "jdbc:sqlite:file://"})
  void onlyTheOwnerCanReadIt(String scheme) throws Exception {
    assumeThat(root.getFileSystem().supportedFileAttributeViews())
        .as("needs POSIX permissions")
        .contains("posix");
    Path file = root.resolve("new/runs.db");
    SqlLedger ledger = SqlLedger.open(scheme + file);
    ledger.importFile(MadeRun.pausedOnce("run-1").record(root.resolve("runs")));
    for (Path each : new Path[] {file, file.resolveSibling("runs.db-wal")}) {
      if (Files.exists(each)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("new"))))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:runs?mode=memory"})
  void memoryIsNoLedger(String url) {
    assertThatThrownBy(() -> SqlLedger.open(url))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("can't be kept in memory")
        .hasMessageContaining("expected jdbc:sqlite:FILE");
  }

  @Test
  void aFileOfAnotherKindIsLeftAlone() throws Exception {
    Path file = Files.writeString(root.resolve("notes.txt"), "precious ".repeat(1000));
    assertThatThrownBy(() -> SqlLedger.open("jdbc:sqlite:" + file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("not a database");
    assertThat(file).hasContent("precious ".repeat(1000));
  }

  @Test
  void readersDoNotWaitForAWriter() throws Exception {
    TestDatabase database = TestDatabase.sqlite(root);
    SqlLedger ledger = database.open();
    ledger.importFile(MadeRun.pausedOnce("run-1").record(root.resolve("runs")));
    assertThat(database.query("pragma journal_mode")).containsExactly("wal");
    try (var writer = database.hold()) {
      assertThat(writer.isClosed()).isFalse();
      assertThat(database.open().summary("run-1").pauseCount()).isEqualTo(1);
    }
  }

  @Test
  void aDataSourceDoesToo() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + root.resolve("runs.db"));
    SqlLedger ledger = SqlLedger.open(source);
    ledger.importFile(MadeRun.pausedOnce("run-1").record(root.resolve("runs")));
    assertThat(ledger.runIds()).containsExactly("run-1");
    assertThat(ledger).hasToString("SQL ledger in the data source");
  }
}
