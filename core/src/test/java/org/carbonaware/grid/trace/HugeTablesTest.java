package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HugeTablesTest {
  private static final Zone DE = Zone.of("DE");

  @TempDir
  Path folder;

  /** A text that has no end. */
  private static InputStream endless(String piece) {
    byte[] block = piece.repeat(1 + (1 << 16) / piece.length()).getBytes(StandardCharsets.UTF_8);
    int length = block.length / piece.length() * piece.length();
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        at = at % length;
        return block[at++];
      }

      @Override
      public int read(byte[] bytes, int from, int wanted) {
        at = at % length;
        int count = Math.min(wanted, length - at);
        System.arraycopy(block, at, bytes, from, count);
        at += count;
        return count;
      }
    };
  }

  private static void refused(InputStream text, String message) {
    assertThatThrownBy(() -> TraceFile.read("x.csv", "x.csv", text, DE, Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessage(message);
  }

  @Test
  void linesWithoutEndAreRefused() {
    refused(
        endless("\n"),
        "x.csv: more than 40000000 lines; expected a table that ends. Otherwise split the file");
  }

  @Test
  void textWithoutEndIsRefused() {
    refused(
        endless("#" + "x".repeat(65_534) + "\n"),
        "x.csv: more than 2 GiB of text; expected a table that ends. Otherwise split the file");
  }

  @Test
  void rowsThatTakeMoreThanHalfOfTheMemoryAreRefused() throws IOException {
    MemoryBudget budget = new MemoryBudget("x.csv", 1 << 20);
    Rows rows = new Rows(1, budget);
    assertThatThrownBy(() -> {
          for (int i = 0; i < 100_000; i++) {
            rows.add(i, i);
          }
        })
        .isInstanceOf(GridException.class)
        .hasMessage("x.csv: needs more memory than 1 MiB, half of what Java has here; split the"
            + " file, or give Java more, such as -Xmx8g");
    assertThat(rows.size()).isEqualTo(1 << 14); // of 64 bytes
  }

  @Test
  void aBudgetIsGivenOutToItsEnd() {
    MemoryBudget budget = new MemoryBudget("x.csv", 10);
    budget.take(4);
    budget.take(6);
    budget.take(0);
    assertThatThrownBy(() -> budget.take(1)).isInstanceOf(GridException.class);
  }

  @Test
  void seriesOfStepsThatHardlyAnyRowFillsCountToo() {
    Rows rows = new Rows(1, new MemoryBudget("x.csv", 1 << 20));
    rows.add(0, 2);
    rows.add(3600, 3);
    rows.add(3600 * 90_000L, 4);
    assertThatThrownBy(() -> Timeline.of(
            rows, "x.csv", new Problems("x.csv"), new MemoryBudget("x.csv", 90_000 * 20)))
        .isInstanceOf(GridException.class)
        .hasMessageStartingWith("x.csv: needs more memory than 1 MiB");
    assertThat(Timeline.of(
                rows, "x.csv", new Problems("x.csv"), new MemoryBudget("x.csv", 90_001 * 20))
            .rowOfStep())
        .hasSize(90_001);
  }

  @Test
  void columnsThatAreIgnoredAreCounted() throws IOException {
    Path file = folder.resolve("wide.csv");
    Files.writeString(
        file,
        "timestamp," + "?,".repeat(1000) + "DE\n"
            + "2024-01-01T00:00Z," + ",".repeat(1000) + "1\n"
            + "2024-01-01T01:00Z," + ",".repeat(1000) + "2\n");
    assertThat(TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL).notes())
        .containsExactly(
            "column \"?\" ignored: no zone key",
            "column \"?\" ignored: no zone key",
            "column \"?\" ignored: no zone key",
            "997 more columns ignored: no zone keys");
  }

  @Test
  void aTableHasAtMostTenThousandColumns() throws IOException {
    Path file = folder.resolve("wide.csv");
    Files.writeString(file, "timestamp,DE" + ",".repeat(9_999) + "\n");
    assertThatThrownBy(() -> TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL))
        .hasMessage(file + ":1: more than 10000 columns; expected a time and a few others");
    Files.writeString(file, "timestamp,DE" + ",".repeat(9_998) + "\n");
    assertThatThrownBy(() -> TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL))
        .hasMessageContaining("needs rows of at least two different times");
  }

  @Test
  void aTableHasNoMoreColumnsThanThereAreZones() throws IOException {
    Path file = folder.resolve("wide.csv");
    for (int zones : new int[] {5000, 5001}) {
      String header =
          IntStream.range(0, zones).mapToObj(i -> ",Z" + i).collect(Collectors.joining());
      String row = ",1".repeat(zones) + "\n";
      Files.writeString(
          file, "timestamp" + header + "\n2024-01-01T00:00Z" + row + "2024-01-01T01:00Z" + row);
      if (zones == 5000) {
        assertThat(TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL).zones()).hasSize(5000);
      } else {
        assertThatThrownBy(() -> TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL))
            .hasMessage(file + ":1: more than 5000 columns with the names of zones; expected one"
                + " for each zone");
      }
    }
  }

  @Test
  void theMostCommonStepIsTheSmallestOfEqualOnes() {
    Rows rows = new Rows(1, new MemoryBudget("x.csv"));
    long[] times = {0, 7200, 10_800, 18_000, 21_600};
    Arrays.stream(times).forEach(time -> rows.add(time, 1));
    assertThat(Timeline.of(rows, "x.csv", new Problems("x.csv"), new MemoryBudget("x.csv"))
            .step()
            .toSeconds())
        .isEqualTo(3600);
  }
}
