package org.carbonaware.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonaware.cli.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant BEFORE_SUMMER_TIME = Instant.parse("2024-03-30T13:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static double[] wave(int steps, double mean, double swing) {
    return IntStream.range(0, steps)
        .mapToDouble(i -> mean + swing * Math.sin((i - 4) / 24.0 * 2 * Math.PI) + i % 5)
        .toArray();
  }

  private static Strip threeDays() {
    double[] values = wave(72, 300, 150);
    values[10] = Double.NaN;
    return Strip.of(BEFORE_SUMMER_TIME, HOUR, values, BERLIN)
        .levels(new Levels(230, 370))
        .threshold(300)
        .forecastFrom(BEFORE_SUMMER_TIME.plus(Duration.ofHours(25)))
        .band("runs", i -> values[i] < 300);
  }

  private static Fan twoDays() {
    double[] mean = wave(48, 300, 100);
    double[] low = IntStream.range(0, 48).mapToDouble(i -> mean[i] - 20 - 2 * i).toArray();
    double[] high =
        IntStream.range(0, 48).mapToDouble(i -> mean[i] + 20 + 2 * i).toArray();
    return Fan.of(BEFORE_SUMMER_TIME, HOUR, mean, BERLIN).within(low, high);
  }

  private static Table zones(Terminal terminal) {
    return Table.of(
            Table.Column.words("zone"),
            Table.Column.number("now", "gCO2e/kWh"),
            Table.Column.words(""),
            Table.Column.text("source"))
        .row(
            Line.of("DE", Tone.STRONG),
            Line.of("412", Tone.HIGH),
            Bar.of(412, 412, 20, Tone.HIGH, terminal),
            Line.of("Energy-Charts, which has a name as long as it takes to be cut in 80 columns"))
        .row(
            Line.of("FR", Tone.STRONG),
            Line.of("33", Tone.LOW),
            Bar.of(33, 412, 20, Tone.LOW, terminal),
            Line.of("Energy-Charts"));
  }

  @ParameterizedTest
  @CsvSource({
    "80, NONE, true",
    "80, NONE, false",
    "80, BASIC, true",
    "120, NONE, true",
    "120, FULL, true",
    "120, INDEXED, false",
    "40, NONE, true"
  })
  void theyAreDrawnAsTheyWereLookedAt(int width, Colors colors, boolean unicode)
      throws IOException {
    Terminal terminal = new Terminal(width, 24, true, colors, unicode);
    StringBuilder all = new StringBuilder();
    for (List<Line> lines : List.of(
        threeDays().lines(terminal),
        threeDays().rows(1).lines(terminal),
        twoDays().lines(terminal),
        zones(terminal).lines(terminal))) {
      assertThat(lines).allSatisfy(line -> assertThat(line.width()).isLessThanOrEqualTo(width));
      all.append(terminal.print(lines)).append('\n');
    }
    Goldens.assertSame(
        "pictures-" + width + "-" + colors + (unicode ? "-unicode" : "-ascii") + ".txt",
        all.toString());
  }

  @Test
  void aBarIsInProportionAndASliverTellsThatItIsNotNothing() {
    Terminal ascii = Terminal.plain(80);
    Terminal unicode = new Terminal(80, 24, true, Colors.NONE, true);
    assertThat(Bar.of(50, 100, 10, Tone.LOW, ascii).text()).isEqualTo("#####");
    assertThat(Bar.of(55, 100, 10, Tone.LOW, unicode).text()).isEqualTo("█████▌");
    assertThat(Bar.of(100, 100, 10, Tone.LOW, unicode).text()).isEqualTo("█".repeat(10));
    assertThat(Bar.of(200, 100, 10, Tone.LOW, ascii).text()).isEqualTo("#".repeat(10));
    assertThat(Bar.of(1e-9, 100, 10, Tone.LOW, unicode).text()).isEqualTo("▏");
    assertThat(Bar.of(1e-9, 100, 10, Tone.LOW, ascii).text()).isEqualTo("#");
    assertThat(Bar.of(0, 100, 10, Tone.LOW, ascii).text()).isEmpty();
    assertThat(Bar.of(Double.NaN, 100, 10, Tone.LOW, ascii).text()).isEmpty();
    assertThat(Bar.of(1, 0, 10, Tone.LOW, ascii).text()).isEmpty();
  }

  @Test
  void aStripShowsHeightsFrom0AndLevelsByLetters() {
    Terminal terminal = new Terminal(80, 24, true, Colors.NONE, true);
    List<String> lines = Strip.of(
            Instant.parse("2024-01-01T00:00:00Z"),
            HOUR,
            new double[] {0, 25, 50, 75, 100},
            ZoneId.of("UTC"))
        .levels(new Levels(25, 75))
        .rows(2)
        .lines(terminal)
        .stream()
        .map(Line::text)
        .toList();
    assertThat(lines.subList(0, 4))
        .containsExactly(
            " 100 ┤         ▄▄▄███",
            "     ┤▁▁▁▄▄▄█████████",
            "   0 └┬─────┬─────┬──",
            "level LLLMMMMMMMMMHHH");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("hours: UTC; L low, under 25; M moderate; H high, over 75");
  }

  @Test
  void aThresholdFarAboveFlattensNothing() {
    Terminal terminal = Terminal.plain(80);
    List<String> lines = Strip.of(
            Instant.parse("2024-01-01T00:00:00Z"), HOUR, new double[] {40, 20}, ZoneId.of("UTC"))
        .threshold(100)
        .lines(terminal)
        .stream()
        .map(Line::text)
        .toList();
    assertThat(lines.get(0)).isEqualTo("  40 |###");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("hours: UTC; -- threshold 100, above the picture");
  }

  @Test
  void localHoursAreTicksWhateverTheOffset() {
    TimeColumns columns = TimeColumns.of(
        Instant.parse("2024-01-01T00:00:00Z"),
        HOUR,
        48,
        60,
        java.util.Optional.empty(),
        ZoneId.of("Asia/Kolkata"));
    // 05:30 local is the first column: 06:00 lies in it
    assertThat(columns.labels().get(0).text()).startsWith("06    12    18    00");
    assertThat(columns.clock().text()).isEqualTo("hours: Asia/Kolkata (UTC+5:30)");
  }

  @Test
  void summerTimeMovesTheTicks() {
    TimeColumns columns =
        TimeColumns.of(BEFORE_SUMMER_TIME, HOUR, 48, 60, java.util.Optional.empty(), BERLIN);
    String hours = columns.labels().get(0).text();
    assertThat(hours).startsWith("    18    00   06    12");
    assertThat(columns.clock().text()).isEqualTo("hours: Europe/Berlin (UTC+1, changes)");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 288, 100, 3, 900",
    "60, 72, 71, 2, 7200",
    "60, 168, 40, 6, 21600",
    "15, 96, 200, 1, 900",
    "60, 30, 10, 3, 10800",
    "60, 500, 40, 24, 86400"
  })
  void columnsAreUsualPartsOfAnHourOrADay(
      int minutes, int values, int width, int steps, long seconds) {
    TimeColumns columns = TimeColumns.of(
        BEFORE_SUMMER_TIME,
        Duration.ofMinutes(minutes),
        values,
        width,
        java.util.Optional.empty(),
        BERLIN);
    assertThat(columns.steps()).isEqualTo(steps);
    assertThat(columns.steps() * 60L * minutes).isEqualTo(seconds);
    assertThat(columns.width()).isLessThanOrEqualTo(width);
  }

  @Test
  void aColumnIsTheMeanOfWhatIsKnown() {
    TimeColumns columns =
        TimeColumns.of(BEFORE_SUMMER_TIME, HOUR, 5, 3, java.util.Optional.empty(), BERLIN);
    assertThat(columns.means(new double[] {1, 3, Double.NaN, 5, Double.NaN}))
        .containsExactly(2, 5, Double.NaN);
  }

  @Test
  void aBandOrARowOfAnotherLengthIsRefused() {
    Fan fan = Fan.of(BEFORE_SUMMER_TIME, HOUR, new double[3], BERLIN);
    double[] two = Arrays.copyOf(new double[0], 2);
    assertThatThrownBy(() -> fan.within(two, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a band of 2 and 2 values, expected 3");
    Table table = Table.of(Table.Column.words("zone"));
    assertThatThrownBy(() -> table.row())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 0 cells, expected 1");
  }
}
