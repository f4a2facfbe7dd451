package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is copied while it is recorded, into any database, reachable or not. */
@Timeout(180)
abstract class SqlFollowingContract {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir
  Path root;

  private TestDatabase database;
  private SqlLedger sql;
  private Path runs;

  abstract TestDatabase fresh() throws SQLException;

  @BeforeEach
  void open() throws SQLException {
    database = fresh();
    sql = database.open();
    runs = root.resolve("runs");
  }

  private Path file() {
    return runs.resolve("run-1.jsonl");
  }

  private List<LedgerEntry> stored() {
    try (Stream<LedgerEntry> entries = sql.entries("run-1")) {
      return entries.toList();
    }
  }

  private static void tell(ControllerListener listener, List<ControllerEvent> events) {
    events.forEach(listener::onEvent);
  }

  @Test
  void afterTheEndEverythingIsInTheDatabase() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, LONG);
    tell(listener, run.events);
    listener.onClose();

    assertThat(ledger.lostLines()).isZero();
    assertThat(stored()).isEqualTo(Ledger.read(file())).hasSize(run.events.size());
    assertThat(sql.summary("run-1")).isEqualTo(ledger.summary());
    assertThat(database.query("select state, line_count, figures_line from runs"))
        .containsExactly("FINISHED|14|14");
  }

  @Test
  void aRunCanBeWatchedWhileItGoesOn() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1");
    ControllerListener listener = sql.following(Ledger.in(runs), LONG);
    tell(listener, run.events);
    awaitRows("select count(*) from lines where kind = 'energy'", "3");
    MadeRun later = MadeRun.pausedOnce("run-1").warn("one").warn("two");
    tell(listener, later.events.subList(run.events.size(), later.events.size()));
    awaitRows("select line_count from runs", "14");
    // The figures may be older than the lines, and say so.
    assertThat(database.query("select count(*) from runs where figures_line <= line_count"))
        .containsExactly("1");
    listener.onClose();
    assertThat(database.query("select figures_line from runs")).containsExactly("14");
  }

  private void awaitRows(String query, String expected) throws Exception {
    Ticks ticks = new Ticks();
    while (!database.query(query).equals(List.of(expected))) {
      ticks.next();
    }
  }

  @Test
  void anOutageDelaysTheCopyAndLosesNothing() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, LONG);
    try (Connection outage = database.hold()) {
      assertThat(outage.isClosed()).isFalse();
      tell(listener, run.events);
      assertThat(ledger.lostLines()).isZero();
      assertThat(Ledger.read(file())).hasSize(run.events.size());
    }
    listener.onClose();
    assertThat(stored()).isEqualTo(Ledger.read(file())).hasSize(run.events.size());
  }

  @Test
  void whatADeadDatabaseLacksIsToldInTheRecordAndCanBeImported() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, Duration.ofMillis(200));
    try (Connection outage = database.hold()) {
      assertThat(outage.isClosed()).isFalse();
      tell(listener, run.events);
      listener.onClose();
    }
    List<LedgerEntry> recorded = Ledger.read(file());
    assertThat(recorded).hasSize(run.events.size() + 1);
    assertThat(RunSummary.of(recorded).warnings())
        .singleElement()
        .asString()
        .contains("the first 0 lines of this run")
        .contains("carbon-trainer import " + runs.toAbsolutePath());

    sql.importDirectory(runs);
    assertThat(stored()).isEqualTo(recorded);
  }

  @Test
  void anEndThatIsToldLaterIsCopiedWithWhatWasMissing() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1");
    run.record(runs);
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, LONG);
    listener.onEvent(new RunFoundComplete(MadeRun.START, "run-1", 100, 10));
    listener.onClose();

    assertThat(stored()).isEqualTo(Ledger.read(file())).hasSize(run.events.size() + 1);
    assertThat(sql.summary("run-1")).isEqualTo(ledger.summary());
    assertThat(database.query("select state, figures_line from runs"))
        .containsExactly("FINISHED|" + (run.events.size() + 1));
  }

  @Test
  void aLaterProcessCopiesWhatAnEarlierOneLeft() {
    MadeRun run = MadeRun.pausedOnce("run-1");
    run.record(runs);
    int before = run.events.size();
    run.begin().draw(1, 50).end();
    ControllerListener listener = sql.following(Ledger.in(runs), LONG);
    tell(listener, run.events.subList(before, run.events.size()));
    listener.onClose();
    assertThat(stored()).isEqualTo(Ledger.read(file())).hasSize(run.events.size());
  }

  @Test
  void aRunThatTheDatabaseKnowsOtherwiseIsRecordedAllTheSame() throws Exception {
    sql.importFile(MadeRun.pausedOnce("run-1").warn("another").record(root.resolve("other")));
    List<LedgerEntry> before = stored();
    MadeRun run = MadeRun.pausedOnce("run-1").warn("mine").end();
    ControllerListener listener = sql.following(Ledger.in(runs), Duration.ofHours(1));
    tell(listener, run.events);
    listener.onClose();
    assertThat(stored()).isEqualTo(before);
    assertThat(RunSummary.of(Ledger.read(file())).warnings())
        .hasSize(2)
        .last()
        .asString()
        .contains("run-1.jsonl:13 is not what the database has as line 13");
  }

  @Test
  void severalRunsFollowEachOther() {
    ControllerListener listener = sql.following(Ledger.in(runs), LONG);
    tell(listener, MadeRun.pausedOnce("run-1").end().events);
    tell(listener, MadeRun.pausedOnce("run-2").end().events);
    listener.onClose();
    tell(listener, MadeRun.pausedOnce("run-3").end().events);
    listener.onClose();
    assertThat(sql.runIds()).containsExactly("run-1", "run-2", "run-3");
    assertThat(sql.summary("run-3").complete()).isTrue();
  }

  @Test
  void aRunThatIsNotRecordedIsNotCopied() {
    Ledger ledger = Ledger.in(runs);
    ControllerListener listener = sql.following(ledger, LONG);
    tell(listener, MadeRun.pausedOnce("../run-1").events);
    listener.onClose();
    assertThat(ledger.lostLines()).isEqualTo(12);
    assertThat(sql.runIds()).isEmpty();
  }

  @Test
  void anInterruptedThreadStillEndsTheCopy() {
    MadeRun run = MadeRun.pausedOnce("run-1").end();
    ControllerListener listener = sql.following(Ledger.in(runs), LONG);
    tell(listener, run.events);
    Thread.currentThread().interrupt();
    try {
      listener.onClose();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(stored()).hasSize(run.events.size());
  }

  /** Waits a little, again and again, until the test's time is up. */
  private static final class Ticks {
    private final CountDownLatch never = new CountDownLatch(1);

    void next() throws InterruptedException {
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
