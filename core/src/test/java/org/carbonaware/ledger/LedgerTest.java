package org.carbonaware.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.carbonaware.ledger.RecordedRun.START;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  @TempDir
  Path root;

  private Path file() {
    return root.resolve("run-1.jsonl");
  }

  private static RecordedRun hour() {
    return new RecordedRun().begin().grid(100).draw(Duration.ofHours(1), RecordedRun.KWH);
  }

  private Ledger record(RecordedRun run) {
    Ledger ledger = Ledger.in(root);
    run.events.forEach(ledger::onEvent);
    ledger.onClose();
    return ledger;
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(file(), bytes, StandardOpenOption.APPEND);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesOneNumberedJsonObjectALine() throws Exception {
    record(hour());

    String begin = "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":";
    assertThat(Files.readString(file()))
        .isEqualTo(begin
            + "1,\"at\":\"2024-06-03T05:00:00Z\",\"kind\":\"run-started\",\"runId\":\"run-1\","
            + "\"startedAt\":\"2024-06-03T05:00:00Z\",\"deadline\":\"2024-06-04T05:00:00Z\","
            + "\"zone\":\"DE\",\"basis\":\"lifecycle\",\"policy\":\"plan\",\"energyEvery\":\"PT1M\","
            + "\"boundary\":{\"pue\":1.0,\"pueSource\":\"assumed: no data centre was named\"}}\n"
            + begin
            + "2,\"at\":\"2024-06-03T05:00:00Z\",\"kind\":\"state\",\"from\":\"STARTING\","
            + "\"to\":\"RUNNING\",\"rule\":\"lifecycle\",\"reason\":\"made to RUNNING\"}\n"
            + begin
            + "3,\"at\":\"2024-06-03T05:00:00Z\",\"kind\":\"intensity\",\"gramsPerKwh\":100.0,"
            + "\"basis\":\"lifecycle\",\"intensityAt\":\"2024-06-03T05:00:00Z\","
            + "\"source\":\"made\",\"intensityKind\":\"measured\",\"freshness\":\"live\",\"ageSeconds\":0}\n"
            + begin
            + "4,\"at\":\"2024-06-03T06:00:00Z\",\"kind\":\"energy\","
            + "\"from\":\"2024-06-03T05:00:00Z\",\"state\":\"RUNNING\",\"joules\":3600000.0,"
            + "\"method\":\"estimated\",\"joulesByComponent\":{\"machine\":3600000.0},"
            + "\"grams\":100.0,\"firstEpoch\":0,\"lastEpoch\":0}\n");
    List<LedgerEntry> entries = Ledger.read(file());
    assertThat(entries).extracting(LedgerEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
    assertThat(entries)
        .extracting(LedgerEntry::kind)
        .containsExactly("run-started", "state", "intensity", "energy");
    assertThat(entries.get(3).at()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void progressIsNotRecorded() {
    Ledger ledger = Ledger.in(root);
    hour().events.forEach(ledger::onEvent);
    ledger.onEvent(new Progressed(START, 1, 1, Optional.empty(), Optional.empty()));
    ledger.onClose();
    assertThat(Ledger.read(file())).hasSize(4);
  }

  @Test
  void aLaterProcessGoesOnInTheSameFile() {
    RecordedRun run = hour();
    record(run);
    int first = run.events.size();
    run.away(Duration.ofHours(1)).begin().draw(Duration.ofHours(1), 1);
    Ledger later = Ledger.in(root);
    run.events.subList(first, run.events.size()).forEach(later::onEvent);
    later.onClose();

    assertThat(Ledger.read(file()))
        .extracting(LedgerEntry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(later.summary()).isEqualTo(run.summary());
    assertThat(Ledger.files(root)).containsExactly(file());
  }

  @Test
  void aLastLineTornAnywhereIsDroppedAndReported() throws Exception {
    record(hour());
    byte[] whole = Files.readAllBytes(file());
    int start = new String(whole, StandardCharsets.UTF_8).lastIndexOf("\n{") + 1;
    // The last cut leaves valid JSON without its line feed: it was never acknowledged either.
    for (int length = start + 1; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      List<LedgerEntry> read = Ledger.read(file());
      assertThat(read).hasSize(4);
      assertThat(read.get(3).fields().path("text").asText())
          .isEqualTo("left out an incomplete last line of " + (length - start) + " characters");

      record(new RecordedRun().begin());
      List<LedgerEntry> entries = Ledger.read(file());
      assertThat(entries)
          .extracting(LedgerEntry::kind)
          .containsExactly("run-started", "state", "intensity", "run-started", "warning", "state");
      assertThat(entries.get(4).fields().path("text").asText())
          .isEqualTo("dropped a torn last line of " + (length - start) + " bytes, left by a crash");
      assertThat(RunSummary.of(entries).warnings()).hasSize(1);
    }
  }

  @Test
  void zerosLeftByAPowerCutAreATornLine() throws Exception {
    record(hour());
    append(new byte[4096]);
    record(new RecordedRun().begin());
    assertThat(Ledger.read(file())).hasSize(4 + 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\0\0\0\0",
        "garbage",
        "",
        "[]",
        "null",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":5,\"at\":\"yesterday\"}",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":5}",
        "{\"schema\":\"carbon-aware/ledger/v2\",\"sequence\":5,\"at\":\"2024-06-03T05:00:00Z\"}",
        "{\"schema\":\"carbon-aware/ledger/v1\",\"sequence\":5,\"at\":\"2024-06-03T05:00:00Z\"}{}"
      })
  void aDamagedCompleteLineIsRefusedWithItsPlaceButTheRunGoesOnRecording(String line)
      throws Exception {
    record(hour());
    append(utf8(line + "\n"));
    Ledger later = record(new RecordedRun().begin());

    assertThat(later.lostLines()).isZero();
    assertThat(Files.readString(file()).lines()).hasSize(4 + 1 + 2);
    assertThatThrownBy(() -> Ledger.read(file()))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file() + ":5 is ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void missingLinesAreNoticed() throws Exception {
    record(hour());
    List<String> lines = Files.readAllLines(file());
    Files.write(file(), List.of(lines.get(0), lines.get(2), lines.get(3)));
    assertThatThrownBy(() -> Ledger.read(file()))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file() + ":2 is line 3 of its run, expected 2");
  }

  @Test
  void aTextOfSeveralLinesStaysOneLine() {
    Ledger ledger = Ledger.in(root);
    hour().events.forEach(ledger::onEvent);
    ledger.onEvent(new Warned(START, "one\ntwo\u0000 \u20ac"));
    ledger.onClose();
    assertThat(Ledger.read(file()).get(4).fields().path("text").asText())
        .isEqualTo("one\ntwo\u0000 \u20ac");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../run-1", "a/b", "/run-1", "..", "", ".hidden", "a\\b", "a\0b", "C:x", "a b"})
  void aRunNameThatIsNoFileNameIsNotRecorded(String runId) throws Exception {
    Path directory = root.resolve("ledger");
    Ledger ledger = Ledger.in(directory);
    ledger.onEvent(RecordedRun.started(runId, START));
    ledger.onClose();

    assertThat(ledger.lostLines()).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
    assertThat(root.toFile().list()).containsExactly("ledger");
    assertThatThrownBy(ledger::summary)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no run has been recorded");
  }

  @Test
  void onlyTheOwnerCanReadIt() throws Exception {
    assumeThat(root.getFileSystem().supportedFileAttributeViews())
        .as("needs POSIX permissions")
        .contains("posix");
    Path directory = root.resolve("new/ledger");
    Ledger ledger = Ledger.in(directory);
    hour().events.forEach(ledger::onEvent);
    ledger.onClose();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    Path file = directory.resolve("run-1.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoLedgersShareADirectoryButNotARun() {
    Ledger one = Ledger.in(root);
    Ledger two = Ledger.in(root);
    one.onEvent(RecordedRun.started("run-a", START));
    two.onEvent(RecordedRun.started("run-b", START));
    Ledger three = Ledger.in(root.resolve("."));
    three.onEvent(RecordedRun.started("run-a", START));
    assertThat(three.lostLines()).isEqualTo(1);
    one.onEvent(new Warned(START, "still mine"));
    List.of(one, two, three).forEach(Ledger::onClose);

    assertThat(one.lostLines() + two.lostLines()).isZero();
    assertThat(Ledger.read(root.resolve("run-a.jsonl"))).hasSize(2);
    assertThat(Ledger.read(root.resolve("run-b.jsonl"))).hasSize(1);
    assertThat(Ledger.files(root))
        .containsExactly(root.resolve("run-a.jsonl"), root.resolve("run-b.jsonl"));
  }

  @Test
  void anInterruptedThreadStillWritesTheEnd() {
    Ledger ledger = Ledger.in(root);
    RecordedRun run = hour();
    run.events.forEach(ledger::onEvent);
    Thread.currentThread().interrupt();
    try {
      run.become(ControllerState.FINISHED).end(true);
      run.events.subList(4, 6).forEach(ledger::onEvent);
      ledger.onClose();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(ledger.summary().state()).isEqualTo("FINISHED");
    assertThat(ledger.lostLines()).isZero();
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws Exception {
    Path target = Files.writeString(root.resolve("precious"), "stays");
    Path directory = Files.createDirectory(root.resolve("ledger"));
    Files.createSymbolicLink(directory.resolve("run-1.jsonl"), target);
    Ledger ledger = Ledger.in(directory);
    hour().events.forEach(ledger::onEvent);
    ledger.onClose();
    assertThat(target).hasContent("stays");
    assertThat(ledger.lostLines()).isEqualTo(4);
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws Exception {
    Path inTheWay = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> Ledger.in(inTheWay))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("can't make the ledger directory " + inTheWay);
    assertThatThrownBy(() -> Ledger.files(root.resolve("missing")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("can't list");
    assertThatThrownBy(() -> Ledger.read(root.resolve("missing.jsonl")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("can't read");
  }
}
