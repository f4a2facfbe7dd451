package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that is not there: when a training starts, in the middle of it, or at all. */
@Timeout(180)
class PostgresOutageTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension
  static final PostgresExtension POSTGRES = new PostgresExtension();

  @TempDir
  Path runs;

  private TestDatabase database;
  private boolean stopped;

  @BeforeEach
  void make() throws SQLException {
    database = POSTGRES.fresh();
  }

  private void stop() throws IOException {
    POSTGRES.server().stop();
    stopped = true;
  }

  @AfterEach
  void restart() throws IOException {
    if (stopped) {
      POSTGRES.server().restart();
      stopped = false;
    }
  }

  private Path file() {
    return runs.resolve("run-1.jsonl");
  }

  private static List<LedgerEntry> stored(SqlLedger sql) {
    try (Stream<LedgerEntry> entries = sql.entries("run-1")) {
      return entries.toList();
    }
  }

  private static void tell(ControllerListener listener, List<ControllerEvent> events) {
    events.forEach(listener::onEvent);
  }

  @Test
  void aTrainingStartsWithoutItsDatabaseWhichGetsAllLinesWhenItIsBack() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    stop();
    SqlLedger sql = database.open();
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, LONG);
    tell(listener, run.events);
    assertThat(Ledger.read(file())).hasSize(run.events.size());
    restart();
    listener.onClose();
    assertThat(ledger.lostLines()).isZero();
    assertThat(stored(sql)).isEqualTo(Ledger.read(file())).hasSize(run.events.size());
    assertThat(sql.summary("run-1")).isEqualTo(ledger.summary());
  }

  @Test
  void aServerThatIsKilledInTheMiddleGetsTheRestWhenItIsBack() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1");
    SqlLedger sql = database.open();
    ControllerListener listener = sql.following(Ledger.in(runs), LONG);
    tell(listener, run.events);
    CountDownLatch never = new CountDownLatch(1);
    while (!database
        .query("select count(*) from lines where kind = 'energy'")
        .equals(List.of("3"))) {
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    stop();
    MadeRun later = MadeRun.pausedOnce("run-1").warn("one").warn("two").end();
    tell(listener, later.events.subList(run.events.size(), later.events.size()));
    restart();
    listener.onClose();
    assertThat(stored(sql)).isEqualTo(Ledger.read(file())).hasSize(later.events.size());
    assertThat(sql.summary("run-1").complete()).isTrue();
  }

  @Test
  void oneThatNeverComesBackIsToldInTheRecordAndTheRunCanBeImportedLater() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    stop();
    SqlLedger sql = database.open();
    assertThatThrownBy(sql::requireReachable)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("can't open the SQL ledger")
        .hasMessageContaining("refused");
    assertThatThrownBy(sql::runIds).isInstanceOf(LedgerException.class);
    ControllerListener listener = sql.following(Ledger.in(runs), Duration.ofMillis(200));
    tell(listener, run.events);
    listener.onClose();
    assertThat(RunSummary.of(Ledger.read(file())).warnings())
        .singleElement()
        .asString()
        .contains("the first 0 lines of this run", "refused", "carbon-trainer import");
    restart();
    assertThat(sql.importDirectory(runs).added()).isEqualTo(run.events.size() + 1);
    assertThat(stored(sql)).isEqualTo(Ledger.read(file()));
  }

  @Test
  void whatNoWaitingHealsIsToldAtOnce() {
    Properties wrong = PostgresServer.login();
    wrong.setProperty("password", "guessed");
    assertThatThrownBy(() -> SqlLedger.open(database.url(), wrong))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("password authentication failed");
    String missing = database.url().replace("/postgres?", "/nowhere?");
    assertThatThrownBy(() -> SqlLedger.open(missing, database.login()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("nowhere");
  }
}
