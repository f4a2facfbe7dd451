package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.sql.Migrations.Migration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How any database gets its tables, and keeps them when the library changes. */
@Timeout(180)
abstract class SqlMigrationContract {
  private static final Migration ADD =
      new Migration("add a note", "alter table runs add column note text;\n");
  private static final Migration FAIL = new Migration(
      "half of it fails", "create table extra (id integer);\n\ninsert into missing values (1);\n");

  @TempDir
  Path root;

  private TestDatabase database;

  abstract TestDatabase fresh() throws SQLException;

  @BeforeEach
  void prepare() throws SQLException {
    database = fresh();
  }

  private SqlLedger open(Migration... more) {
    return SqlLedger.open(Database.at(database.url(), database.login()), dialect -> {
      List<Migration> all = new ArrayList<>(Migrations.shipped(dialect));
      Collections.addAll(all, more);
      return all;
    });
  }

  private List<String> versions() throws SQLException {
    return database.query("select version, name from schema_version order by version");
  }

  @Test
  void theFirstOpeningMakesTheTablesAndTheNextFindsThem() throws Exception {
    database.open();
    assertThat(versions()).containsExactly("1|1-runs-and-lines");
    List<String> made = database.query("select version, checksum, applied_at from schema_version");
    database.open();
    assertThat(database.query("select version, checksum, applied_at from schema_version"))
        .isEqualTo(made);
    assertThat(made.get(0)).matches("1\\|[0-9a-f]{64}\\|20.+");
  }

  @Test
  void aNewerLibraryUpdatesTheTablesAndKeepsTheRuns() throws Exception {
    database.open().importFile(MadeRun.pausedOnce("run-1").record(root.resolve("runs")));
    SqlLedger newer = open(ADD);
    assertThat(versions()).containsExactly("1|1-runs-and-lines", "2|add a note");
    assertThat(database.query("select run_id, note from runs")).containsExactly("run-1|null");
    assertThat(newer.summary("run-1").state()).isEqualTo("RUNNING");
  }

  @Test
  void aNewerDatabaseIsRefusedUntouched() throws Exception {
    open(ADD);
    assertThatThrownBy(database::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("version 2, this library knows up to 1")
        .hasMessageContaining("expected at least that one here too");
    assertThat(versions()).hasSize(2);
  }

  @Test
  void aFailedMigrationLeavesTheDatabaseAsItWas() throws Exception {
    database.open();
    assertThatThrownBy(() -> open(ADD, FAIL))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("migration 3 (half of it fails) failed")
        .hasMessageContaining("missing");
    assertThat(versions()).hasSize(1);
    assertThatThrownBy(() -> database.query("select note from runs"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> database.query("select id from extra"))
        .isInstanceOf(SQLException.class);
    open(ADD);
    assertThat(versions()).hasSize(2);
  }

  @Test
  void aFirstMigrationThatFailsLeavesNothing() throws Exception {
    assertThatThrownBy(() ->
            SqlLedger.open(Database.at(database.url(), database.login()), dialect -> List.of(FAIL)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("migration 1 (half of it fails) failed");
    assertThatThrownBy(() -> database.query("select * from schema_version"))
        .isInstanceOf(SQLException.class);
    database.open();
    assertThat(versions()).hasSize(1);
  }

  @Test
  void tablesOfAnotherProgramAreLeftAlone() throws Exception {
    database.execute("create table runs (id integer)");
    assertThatThrownBy(database::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("runs")
        .hasMessageContaining("already exists")
        .hasMessageContaining("expected a database or schema for the ledger alone");
    assertThat(database.query("select count(id) from runs")).containsExactly("0");
  }

  @Test
  void aChangedMigrationIsNoticed() throws Exception {
    open(ADD);
    Migration other = new Migration(ADD.name(), ADD.sql().replace("note", "remark"));
    assertThatThrownBy(() -> open(other))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("version 2 of the database's schema was made by other statements");
    assertThat(new Migration("a", "b\r\nc\r\n").checksum())
        .isEqualTo(new Migration("a", "b\nc\n").checksum());
  }

  @Test
  void ofSeveralThatOpenAtOnceOneMakesTheTables() throws Exception {
    for (int round = 0; round < 5; round++) {
      database = round == 0 ? database : another(round);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<SqlLedger> opening = () -> open(ADD);
        for (Future<SqlLedger> each :
            threads.invokeAll(List.of(opening, opening, opening, opening))) {
          assertThat(each.get().runIds()).isEmpty();
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(versions()).hasSize(2);
    }
  }

  private TestDatabase another(int round) throws SQLException {
    return database.isSqlite() ? TestDatabase.sqlite(root.resolve("round" + round)) : fresh();
  }
}
