package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerState;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.RunSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import does, in any database. */
@Timeout(180)
abstract class SqlLedgerContract {
  @TempDir
  Path root;

  TestDatabase database;
  SqlLedger ledger;
  Path runs;

  abstract TestDatabase fresh() throws SQLException;

  @BeforeEach
  void open() throws Exception {
    database = fresh();
    ledger = database.open();
    runs = Files.createDirectories(root.resolve("runs"));
  }

  private long count(String table) throws SQLException {
    return Long.parseLong(database.query("select count(*) from " + table).get(0));
  }

  private List<LedgerEntry> stored(String runId) {
    try (Stream<LedgerEntry> entries = ledger.entries(runId)) {
      return entries.toList();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  @Test
  void aRunReadBackIsTheRunThatWasRecorded() {
    Path file = MadeRun.pausedOnce("run-1")
        .warn("one\ntwo \u20ac \ud83d\ude00 %s ' \"")
        .end()
        .record(runs);
    assertThat(ledger.importFile(file)).isEqualTo(new ImportCounts(1, 15, 0, 0, List.of()));

    List<LedgerEntry> recorded = Ledger.read(file);
    assertThat(stored("run-1")).isEqualTo(recorded);
    assertThat(ledger.summary("run-1")).isEqualTo(RunSummary.of(recorded));
    assertThat(ledger.runIds()).containsExactly("run-1");
  }

  @Test
  void theFiguresAreColumns() throws Exception {
    ledger.importFile(MadeRun.pausedOnce("run-1").end().record(runs));
    assertThat(database.query("select run_id, zone, basis, policy, state, batches, epochs, pauses,"
            + " checkpoints, joules, grams, active_joules, active_grams, active_seconds,"
            + " paused_joules, paused_grams, paused_seconds, away_seconds, unknown_joules,"
            + " straight_grams, straight_unknown_joules, line_count, figures_line,"
            + " project from runs where complete"))
        .hasSize(1)
        .first()
        .asString()
        .satisfies(row -> assertThat(numbers(row))
            .isEqualTo("run-1|DE|lifecycle|plan|FINISHED|100|10|1|0|7560000|200|7200000|150|7200|"
                + "360000|50|3600|0|0|600|0|14|14|null"));
    assertThat(database.query("select count(*) from runs where started_at ="
            + " '2024-06-03T05:00:00.000000Z' and ended_at = '2024-06-03T08:00:00.000000Z' and"
            + " deadline = '2024-06-04T05:00:00.000000Z'"))
        .containsExactly("1");
  }

  @Test
  void theWayIntoAPauseIsPartOfIt() throws Exception {
    MadeRun run = MadeRun.pausedOnce("run-1").become(ControllerState.PAUSING).draw(0.5, 50);
    ledger.importFile(run.record(runs));
    assertThat(database.query("select paused_joules, paused_grams, paused_seconds from runs"))
        .map(row -> numbers(row).replace("2160000.0", "2160000"))
        .containsExactly("2160000|75|7200");
  }

  /** The databases write whole numbers of floating point differently. */
  private static String numbers(String row) {
    return row.replaceAll("(\\d)\\.0(?=\\||$)", "$1")
        .replace("1.512E7", "15120000"); // and so do drivers
  }

  @Test
  void importingAgainChangesNothing() throws Exception {
    MadeRun.pausedOnce("run-1").end().record(runs);
    MadeRun.pausedOnce("run-2").record(runs);
    assertThat(ledger.importDirectory(runs))
        .isEqualTo(new ImportCounts(2, 14 + 12, 0, 0, List.of()));
    String all = "select * from runs order by run_id";
    List<String> before = database.query(all.replace("*", "run_id, joules, grams, line_count"));
    List<String> lines = database.query("select run_id, sequence, json from lines order by 1, 2");

    assertThat(ledger.importDirectory(runs))
        .isEqualTo(new ImportCounts(2, 0, 14 + 12, 0, List.of()));
    assertThat(database.query(all.replace("*", "run_id, joules, grams, line_count")))
        .isEqualTo(before);
    assertThat(database.query("select run_id, sequence, json from lines order by 1, 2"))
        .isEqualTo(lines);
  }

  @Test
  void ofAGrownRunOnlyTheNewLinesAreAdded() {
    MadeRun run = MadeRun.pausedOnce("run-1");
    Path file = run.record(runs);
    ledger.importFile(file);
    int before = run.events.size();
    run.begin().draw(2, 50).end();
    Ledger later = Ledger.in(runs);
    run.events.subList(before, run.events.size()).forEach(later::onEvent);
    later.onClose();

    assertThat(ledger.importFile(file)).isEqualTo(new ImportCounts(1, 5, 12, 0, List.of()));
    assertThat(stored("run-1")).isEqualTo(Ledger.read(file));
    assertThat(ledger.summary("run-1")).isEqualTo(later.summary());
    assertThat(ledger.summary("run-1").complete()).isTrue();
  }

  @Test
  void anOlderCopyOfARunTakesNothingAway() throws Exception {
    Path file = MadeRun.pausedOnce("run-1").end().record(runs);
    ledger.importFile(file);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 5));
    assertThat(ledger.importFile(file)).isEqualTo(new ImportCounts(1, 0, 5, 0, List.of()));
    assertThat(stored("run-1")).hasSize(14);
    assertThat(database.query("select state, line_count, figures_line from runs"))
        .containsExactly("FINISHED|14|14");
  }

  @Test
  void anIncompleteLastLineIsLeftOutUntilItIsComplete() throws Exception {
    Path file = MadeRun.pausedOnce("run-1").record(runs);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(ledger.importFile(file)).isEqualTo(new ImportCounts(1, 11, 0, 1, List.of()));
    Files.write(file, whole);
    assertThat(ledger.importFile(file)).isEqualTo(new ImportCounts(1, 1, 11, 0, List.of()));

    Path empty = Files.writeString(runs.resolve("empty.jsonl"), "");
    assertThat(ledger.importFile(empty)).isEqualTo(new ImportCounts(1, 0, 0, 1, List.of()));
    assertThat(ledger.runIds()).containsExactly("run-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "garbage",
        "",
        "[]",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":1500,\"at\":\"yesterday\"}",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":1499,\"at\":\"2024-06-03T05:00:00Z\"}",
        "{\"schema\":\"carbon-aware/ledger/v2\",\"sequence\":1500,\"at\":\"2024-06-03T05:00:00Z\"}",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":1500,\"at\":\"2024-06-03T05:00:00Z\"}{}",
      })
  void aDamagedLineIsRefusedWithItsPlaceAndNothingStays(String line) throws Exception {
    Path file = MadeRun.write(runs, "damaged", 1499);
    append(file, line + "\n");
    MadeRun.pausedOnce("sound").record(runs);

    assertThatThrownBy(() -> ledger.importFile(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file + ":1500 is ")
        .message()
        .doesNotContain("\n");
    assertThat(count("runs") + count("lines")).isZero();

    ImportCounts counts = ledger.importDirectory(runs);
    assertThat(counts.refused()).hasSize(1);
    assertThat(counts.refused().get(0)).startsWith(file + ":1500 is ");
    assertThat(counts.files()).isEqualTo(1);
    assertThat(ledger.runIds()).containsExactly("sound");
  }

  @Test
  void whatHasNoFiguresIsRefusedWithItsPlace() throws Exception {
    Path file = runs.resolve("run-1.jsonl");
    Files.writeString(file, MadeRun.line(1, MadeRun.START, "energy", "") + "\n");
    assertThatThrownBy(() -> ledger.importFile(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file + ":1 is a line of kind energy, expected run-started");

    String noTime = MadeRun.line(2, MadeRun.START, "energy", "\"from\":\"noon\"");
    Files.writeString(file, MadeRun.firstLine("run-1") + "\n" + noTime + "\n");
    assertThatThrownBy(() -> ledger.importFile(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file + ": line 2 of the ledger (energy) has a wrong time");
    assertThat(count("runs") + count("lines")).isZero();
  }

  @Test
  void aLineThatContradictsTheDatabaseIsRefused() throws Exception {
    Path file = MadeRun.write(runs, "run-1", 1500);
    ledger.importFile(file);
    List<String> before = database.query("select run_id, sequence, json from lines order by 2");
    String content = Files.readString(file);
    Files.writeString(
        file,
        content.replace("\"sequence\":1200,", "\"sequence\":1200, ")
            + MadeRun.line(1501, MadeRun.START, "warning", "\"text\":\"new\"") + "\n");

    assertThatThrownBy(() -> ledger.importFile(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(
            file + ":1200 is not what the database has as line 1200 of run" + " 'run-1'");
    assertThat(database.query("select run_id, sequence, json from lines order by 2"))
        .isEqualTo(before);

    assertThat(ledger.remove("run-1")).isTrue();
    assertThat(ledger.remove("run-1")).isFalse();
    assertThat(ledger.importFile(file).added()).isEqualTo(1501);
  }

  @Test
  void textsThatJsonHasAndADatabaseMayNotAreReadBackAsTheyWere() throws Exception {
    Path file = runs.resolve("run-1.jsonl");
    String odd =
        "\"text\":\"a\\u0000b\\ud800c\\\\u0000 1.0E-5\",\"x\":1.0E-5,\"y\":1.5E300,\"z\":-0.0";
    Files.writeString(
        file,
        MadeRun.firstLine("run-1") + "\n" + MadeRun.line(2, MadeRun.START, "warning", odd) + "\n");
    ledger.importFile(file);
    assertThat(stored("run-1")).isEqualTo(Ledger.read(file));
    assertThat(ledger.importFile(file).known()).isEqualTo(2);
    assertThat(database.query("select kind from lines where json ->> 'text' like 'a%'"))
        .containsExactly("warning");
  }

  @Test
  void figuresOfAnySizeAreReadBackExactly() throws Exception {
    Path file = runs.resolve("run-1.jsonl");
    StringBuilder lines = new StringBuilder(MadeRun.firstLine("run-1") + "\n");
    SplittableRandom random = new SplittableRandom(42);
    for (int sequence = 2; sequence <= 2000; sequence++) {
      double joules = random.nextDouble() * Math.pow(10, random.nextInt(-12, 15));
      lines
          .append(MadeRun.line(
              sequence,
              MadeRun.START.plusNanos(sequence),
              "energy",
              "\"from\":\"" + MadeRun.START + "\",\"state\":\"RUNNING\",\"joules\":" + joules
                  + ",\"grams\":" + joules / 7 + ",\"method\":\"measured\""))
          .append("\n");
    }
    Files.writeString(file, lines);
    ledger.importFile(file);
    assertThat(ledger.summary("run-1")).isEqualTo(RunSummary.of(Ledger.read(file)));
    try (Stream<LedgerEntry> entries = ledger.entries("run-1")) {
      assertThat(entries.map(LedgerEntry::at))
          .startsWith(MadeRun.START, MadeRun.START.plusNanos(2));
    }
  }

  @Test
  void everyNameThatALedgerAllowsFits() {
    String longest = "R" + "-._9z".repeat(39) + "wide";
    assertThat(longest).hasSize(200);
    ledger.importFile(MadeRun.pausedOnce(longest).record(runs));
    ledger.importFile(MadeRun.pausedOnce("r").record(runs));
    assertThat(ledger.runIds()).containsExactlyInAnyOrder(longest, "r");
    assertThat(stored(longest)).hasSize(12);
  }

  @Test
  void anUnknownRunHasNoLines() {
    assertThat(stored("nobody")).isEmpty();
    assertThatThrownBy(() -> ledger.summary("nobody"))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no run-started line");
  }

  @Test
  void importsOfOneFileAtOnceAreOneImport() throws Exception {
    Path file = MadeRun.write(runs, "run-1", 5000);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<ImportCounts> again = () -> database.open().importFile(file);
      long added = 0;
      for (Future<ImportCounts> each : threads.invokeAll(List.of(again, again, again, again))) {
        added += each.get().added();
      }
      assertThat(added).isEqualTo(5000);
    } finally {
      threads.shutdownNow();
    }
    assertThat(stored("run-1")).isEqualTo(Ledger.read(file));
  }

  @Test
  void linesAreReadBackPieceByPiece() throws Exception {
    Path file = MadeRun.write(runs, "run-1", 3500);
    ledger.importFile(file);
    try (Stream<LedgerEntry> entries = ledger.entries("run-1")) {
      assertThat(entries.limit(1500).map(LedgerEntry::sequence).collect(Collectors.toList()))
          .hasSize(1500)
          .startsWith(1L, 2L)
          .endsWith(1500L);
    }
  }

  /** The queries of docs/sql-ledger.md answer, each with what can be added up by hand. */
  @Test
  void theDocumentedQueriesAnswer() throws Exception {
    ledger.importFile(MadeRun.pausedOnce("run-1").end().record(runs));
    ledger.importFile(MadeRun.pausedOnce("run-2").warn("the fan is loud").record(runs));
    List<List<String>> answers = new ArrayList<>();
    for (String query : documented()) {
      answers.add(database.query(query).stream().map(row -> numbers(row)).toList());
    }
    assertThat(answers.get(0)).containsExactly("none|2|4.2|400|800|100");
    assertThat(answers.get(1))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("run-2|DE|RUNNING|2024-06-03");
    assertThat(answers.get(2)).containsExactly("DE|estimated|15120000|400");
    assertThat(answers.get(3)).hasSize(1).first().asString().endsWith("|run-2|the fan is loud");
    assertThat(answers).hasSize(4);
  }

  private static List<String> documented() throws IOException {
    List<String> queries = new ArrayList<>();
    String document = Files.readString(Path.of("../docs/sql-ledger.md"));
    for (Matcher block = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(document);
        block.find(); ) {
      queries.add(block.group(1));
    }
    return queries;
  }
}
