package org.carbonaware.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.sql.LineReader.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  @TempDir
  Path root;

  private Path file(int lines) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    StringBuilder text = new StringBuilder(MadeRun.firstLine("run-1")).append("\n");
    for (int sequence = 2; sequence <= lines; sequence++) {
      String texts =
          "\"\u20ac\u20ac\u20ac\",".repeat(random.nextInt(sequence % 10 == 0 ? 30_000 : 30));
      text.append(MadeRun.line(sequence, MadeRun.START, "warning", "\"texts\":[" + texts + "0]"))
          .append("\n");
    }
    return Files.writeString(root.resolve("run-1.jsonl"), text);
  }

  private static List<LedgerEntry> rest(LineReader reader) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      entries.add(line.entry());
    }
    return entries;
  }

  @Test
  void readsWhatTheLedgerReadsFromAnyPlaceOn() throws Exception {
    Path file = file(60);
    List<LedgerEntry> all = Ledger.read(file);
    Position position = Position.START;
    for (int known = 0; known <= 60; known++) {
      try (LineReader reader = LineReader.open(file, position)) {
        if (known < 60) {
          assertThat(reader.next()).isNotNull();
          position = reader.position();
        }
        assertThat(rest(reader)).isEqualTo(all.subList(Math.min(known + 1, 60), 60));
        assertThat(reader.position()).isEqualTo(new Position(60, Files.size(file)));
        assertThat(reader.incomplete()).isZero();
      }
    }
  }

  @Test
  void linesThatComeLaterAreLeftForLater() throws Exception {
    Path file = file(3);
    try (LineReader reader = LineReader.open(file, Position.START)) {
      Files.writeString(file, "garbage", StandardOpenOption.APPEND);
      assertThat(rest(reader)).hasSize(3);
      assertThat(reader.incomplete()).isZero();
    }
    try (LineReader reader = LineReader.open(file, Position.START)) {
      assertThat(rest(reader)).hasSize(3);
      assertThat(reader.incomplete()).isEqualTo("garbage".length());
    }
  }

  @Test
  void aFileOfAnotherKindDoesNotFillTheMemory() throws Exception {
    Path file = file(2);
    Files.write(file, new byte[(1 << 20) + 1], StandardOpenOption.APPEND);
    try (LineReader reader = LineReader.open(file, Position.START)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next()).isNotNull();
      assertThatThrownBy(reader::next)
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith(file + ":3 has more than 1048576 bytes");
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> LineReader.open(root.resolve("none"), Position.START))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("can't read the ledger " + root.resolve("none"));
  }
}
