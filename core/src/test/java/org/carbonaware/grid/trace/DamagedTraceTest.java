package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedTraceTest {
  private static final Zone DE = Zone.of("DE");

  @TempDir
  Path folder;

  private Path file(String... rows) {
    return text("timestamp,gco2_per_kwh\n" + String.join("\n", rows) + "\n");
  }

  private Path text(String text) {
    try {
      return Files.writeString(folder.resolve("trace.csv"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Trace fill(Path file) {
    return TraceFile.read(file, DE, Basis.LIFECYCLE, Gaps.FILL);
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> TraceFile.read(file, DE, Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.toString().lines().count()).isLessThanOrEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource({
    "abc,not a number",
    "-1,negative",
    "3000.1,above 3000",
    "'',missing",
    "NaN,missing",
    "0x1p3,not a number",
    "1f,not a number",
    "Infinity,not a number",
    "1.2.3,not a number"
  })
  void reportsAndFillsABadValue(String value, String complaint) {
    Path file =
        file("2024-01-01T00:00Z,100", "2024-01-01T01:00Z," + value, "2024-01-01T02:00Z,300");
    assertRefused(file, "trace.csv:3: ", complaint, "--gaps fill");
    Trace filled = fill(file);
    assertThat(filled.series(DE).toArray()).containsExactly(100, 200, 300);
    assertThat(filled.filledValues()).isEqualTo(1);
    assertThat(filled.notes()).anySatisfy(note -> assertThat(note).contains("trace.csv:3"));
  }

  @Test
  void reportsAndFillsAGap() {
    Path file = file(
        "2024-01-01T00:00Z,100",
        "2024-01-01T01:00Z,100",
        "2024-01-01T05:00Z,500",
        "2024-01-01T06:00Z,1");
    assertRefused(file, "trace.csv:4: ", "gap of 3 step(s)", "2024-01-01T02:00:00Z");
    assertThat(fill(file).series(DE).toArray()).containsExactly(100, 100, 200, 300, 400, 500, 1);
    assertThat(fill(file).filledValues()).isEqualTo(3);
  }

  @Test
  void reportsASecondRowAndKeepsTheFirst() {
    Path file = file(
        "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,2", "2024-01-01T01:00Z,9", "2024-01-01T02:00Z,3");
    assertRefused(file, "trace.csv:4: ", "second row for 2024-01-01T01:00:00Z", "line 3");
    assertThat(fill(file).series(DE).toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void reportsAndSortsRowsOutOfOrder() {
    Path file = file("2024-01-01T02:00Z,3", "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,2");
    assertRefused(file, "trace.csv:3: ", "earlier than the row before");
    assertThat(fill(file).series(DE).toArray()).containsExactly(1, 2, 3);
    assertThat(fill(file).filledValues()).isZero();
  }

  @Test
  void reportsRowsOffTheStepAndPutsThemWhereTheyFall() {
    Path file = file(
        "2024-01-01T00:03Z,1", "2024-01-01T01:00Z,2", "2024-01-01T02:00Z,3", "2024-01-01T03:00Z,4");
    assertRefused(file, "trace.csv:2: ", "off the step of PT1H");
    assertThat(fill(file).series(DE).toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void reportsUnreadableTimesAndRowsOfAnotherWidth() {
    Path file = file(
        "2024-01-01T00:00Z,1",
        "soon,2",
        "2024-01-01T02:00Z,3,4",
        "2024-01-01T03:00Z,4",
        "2024-01-01T04:00Z,5");
    assertRefused(file, "trace.csv:3: \"soon\" is no time", "trace.csv:4: 3 field(s), expected 2");
    assertThat(fill(file).series(DE).toArray()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void namesTheFirstFewProblemsAndCountsTheRest() {
    String[] rows = new String[20];
    Arrays.setAll(rows, i -> "2024-01-01T" + (i < 10 ? "0" : "") + i + ":00Z,x");
    assertRefused(file(rows), "trace.csv:2: ", "trace.csv:3: ", "trace.csv:4: ", "and 17 more");
  }

  @Test
  void namesTheProblemsOfARowInTheOrderOfItsColumns() {
    Path file = text("utc,DE,FR,PL\n2024-01-01T00:00Z,1,1,1\n2024-01-01T01:00Z,x,-1,4000\n");
    assertThatThrownBy(() -> TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL))
        .hasMessageContaining("DE is \"x\", not a number; ")
        .hasMessageMatching(".*DE is .*FR is negative .*PL is 4000.*");
  }

  @Test
  void oneGapInAWideFileIsOneProblem() {
    Path file = text(
        "utc,DE,FR,PL\n2024-01-01T00:00Z,1,1,1\n2024-01-01T01:00Z,1,1,1\n2024-01-01T03:00Z,1,1,1\n");
    assertThatThrownBy(() -> TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL))
        .hasMessageContaining("trace.csv:4: gap of 1")
        .hasMessageNotContaining("more");
    assertThat(TraceFile.read(file, Basis.LIFECYCLE, Gaps.FILL).filledValues()).isEqualTo(3);
  }

  @Test
  void damageInOtherZonesDoesNotMatter() {
    Path wide = text("utc,DE,FR\n2024-01-01T00:00Z,1,x\n2024-01-01T01:00Z,2,\n");
    assertThat(TraceFile.read(wide, DE, Basis.LIFECYCLE, Gaps.FAIL).notes()).isEmpty();
  }

  @Test
  void readsDecimalsToTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal decimal =
          BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 60)), random.nextInt(0, 18));
      String text = decimal.toPlainString();
      assertThat(Values.number(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
    assertThat(Values.number(".")).isNaN();
    assertThat(Values.number("")).isNaN();
    assertThat(Values.number(".5")).isEqualTo(0.5);
    assertThat(Values.number("5.")).isEqualTo(5);
  }

  @Test
  void whatCannotBeFilledStaysMissing() {
    Path file = file("2024-01-01T00:00Z,", "2024-01-01T01:00Z,2", "2024-01-01T02:00Z,3");
    Trace trace = fill(file);
    assertThat(trace.series(DE).toArray()).containsExactly(Double.NaN, 2, 3);
    assertThat(trace.missingValues()).isEqualTo(1);
    assertThat(trace.filledValues()).isZero();
  }

  @Test
  void fillsLongGapsFromTheDayBefore() {
    double[] values = new double[96];
    Arrays.setAll(values, i -> i);
    Arrays.fill(values, 30, 34, Double.NaN); // 4 h: too long for a line
    Arrays.fill(values, 60, 90, Double.NaN); // more than a day: the filled day is repeated
    assertThat(GapFilling.fill(values, Duration.ofHours(1))).isEqualTo(34);
    assertThat(Arrays.copyOfRange(values, 30, 34)).containsExactly(6, 7, 8, 9);
    assertThat(values[60]).isEqualTo(36);
    assertThat(values[84]).isEqualTo(36);
    assertThat(values[90]).isEqualTo(90);
  }

  @Test
  void fillsAtTheEndFromTheDayBefore() {
    double[] values = new double[50];
    Arrays.setAll(values, i -> i);
    values[49] = Double.NaN;
    assertThat(GapFilling.fill(values, Duration.ofHours(1))).isEqualTo(1);
    assertThat(values[49]).isEqualTo(25);
  }

  @Test
  void fillingKeepsWhatIsThereAndCountsWhatItAdds() {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 500; run++) {
      double[] before = new double[random.nextInt(1, 300)];
      int holes = random.nextInt(1, 10);
      Arrays.setAll(before, i -> random.nextInt(holes) == 0 ? Double.NaN : random.nextDouble(500));
      double[] after = before.clone();
      int filled = GapFilling.fill(after, Duration.ofMinutes(new int[] {15, 30, 60, 7}[run % 4]));
      int added = 0;
      for (int i = 0; i < before.length; i++) {
        if (Double.isNaN(before[i])) {
          added += Double.isNaN(after[i]) ? 0 : 1;
        } else {
          assertThat(after[i]).isEqualTo(before[i]);
        }
      }
      assertThat(filled).isEqualTo(added);
      assertThat(Arrays.stream(after).filter(v -> v < 0 || v > 500)).isEmpty();
    }
  }

  @Test
  void damageMayBeLeftUnknown() {
    Path file = file(
        "2024-01-01T02:00Z,3",
        "2024-01-01T00:00Z,1",
        "2024-01-01T00:00Z,7",
        "2024-01-01T03:00Z,bad",
        "2024-01-01T04:00Z,5");
    Trace trace = TraceFile.read(file, DE, Basis.LIFECYCLE, Gaps.LEAVE);
    assertThat(trace.series(DE).toArray()).containsExactly(1, Double.NaN, 3, Double.NaN, 5);
    assertThat(trace.filledValues()).isZero();
    assertThat(trace.missingValues()).isEqualTo(2);
    assertThat(trace.notes()).anyMatch(note -> note.contains("trace.csv:4: second row"));
  }

  @Test
  void readsTextFromElsewhereAndClosesIt() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream text =
        new FilterInputStream(new ByteArrayInputStream(
            "timestamp,DE\n2024-01-01T00:00Z,1\nx,y\n".getBytes(StandardCharsets.UTF_8))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatThrownBy(
            () -> TraceFile.read("host/a.csv", "a.csv", text, DE, Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageStartingWith("host/a.csv");
    assertThat(closed).isTrue();
  }
}
