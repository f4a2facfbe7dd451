package org.carbonaware.grid.trace;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {
  private static final Zone DE = Zone.of("DE");
  private static final Zone FR = Zone.of("FR");

  @TempDir
  Path folder;

  private Path file(String... lines) {
    return named("trace.csv", String.join("\n", lines) + "\n");
  }

  private Path named(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Trace read(Path file) {
    return TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL);
  }

  private static Trace readDe(Path file) {
    return TraceFile.read(file, DE, Basis.LIFECYCLE, Gaps.FAIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "datetime", "time", "utc", "start", "Timestamp", "UTC"})
  void readsOurFormatUnderEveryNameOfTheTimeColumn(String time) {
    Trace trace = readDe(file(
        time + ",gco2_per_kwh",
        "2024-01-01T00:00Z,300.5",
        "2024-01-01T00:30Z,0",
        "2024-01-01T01:00Z,1e2"));
    assertThat(trace.series(DE).toArray()).containsExactly(300.5, 0, 100);
    assertThat(trace.series(DE).start()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(trace.series(DE).step()).isEqualTo(Duration.ofMinutes(30));
    assertThat(trace.series(DE).basis()).isEqualTo(Basis.LIFECYCLE);
    assertThat(trace.series(DE).provenance())
        .isEqualTo(new Provenance("trace trace.csv", Provenance.Kind.MEASURED));
    assertThat(trace.notes()).isEmpty();
    assertThat(trace.filledValues()).isZero();
    assertThat(trace.missingValues()).isZero();
  }

  @Test
  void readsALongFileInAnyOrderOfZones() {
    Trace trace = read(file(
        "zone,timestamp,gco2_per_kwh",
        "DE,2024-01-01T00:00Z,1",
        "FR,2024-01-01T05:00Z,10",
        "DE,2024-01-01T01:00Z,2",
        "FR,2024-01-01T05:15Z,20"));
    assertThat(trace.zones()).containsExactly(DE, FR);
    assertThat(trace.series(DE).toArray()).containsExactly(1, 2);
    assertThat(trace.series(FR).toArray()).containsExactly(10, 20);
    assertThat(trace.series(FR).step()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void readsAWideFile() {
    Path file = file("timestamp,DE,FR", "2024-01-01T00:00Z,1,10", "2024-01-01T01:00Z,2,20");
    assertThat(read(file).zones()).containsExactly(DE, FR);
    assertThat(read(file).series(FR).toArray()).containsExactly(10, 20);
    assertThat(readDe(file).zones()).containsExactly(DE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"""
        utc,DE,PL,FR
        2024-01-01T00:00Z,1,x,10
        2024-01-01T01:00Z,2,,20
        """, """
        utc,zone,gco2_per_kwh
        2024-01-01T00:00Z,DE,1
        2024-01-01T01:00Z,DE,2
        2024-01-01T00:00Z,PL,x
        2024-01-01T00:00Z,FR,10
        2024-01-01T01:00Z,FR,20
        """})
  void readsTheZonesWantedOnly(String text) {
    Path file = named("zones.csv", text);
    Trace trace = TraceFile.read(file, List.of(FR, DE), Basis.LIFECYCLE, Gaps.FAIL);
    assertThat(trace.zones()).containsExactly(DE, FR);
    assertThat(trace.series(FR).toArray()).containsExactly(10, 20);
    assertThatThrownBy(
            () -> TraceFile.read(file, List.of(DE, Zone.of("ES")), Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("\"ES\"");
  }

  @Test
  void aFileThatNamesNoZoneIsOfOneOnly() {
    Path file = file("timestamp,gco2_per_kwh", "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,2");
    assertThatThrownBy(() -> TraceFile.read(file, List.of(DE, FR), Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("\"FR\"");
  }

  @ParameterizedTest
  @CsvSource({"DIRECT,100,200", "LIFECYCLE,150,250"})
  void readsAPortalExportByBasis(Basis basis, double first, double second) {
    for (String lifecycle : new String[] {"(LCA)", "(Life cycle)"}) {
      Path file = file(
          "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),"
              + "Carbon intensity gCO₂eq/kWh " + lifecycle + ",Data source",
          "2023-01-01 00:00:00,Germany,\"Germany, all\",DE,100,150,a",
          "2023-01-01 01:00:00,Germany,\"Germany, all\",DE,200,250,a");
      Trace trace = TraceFile.read(file, basis, Gaps.FAIL);
      assertThat(trace.zones()).containsExactly(DE);
      assertThat(trace.series(DE).toArray()).containsExactly(first, second);
      assertThat(trace.series(DE).basis()).isEqualTo(basis);
      assertThat(trace.notes()).isEmpty();
    }
  }

  @Test
  void aPortalExportHasNoMarginalValues() {
    Path file = file(
        "Datetime (UTC),Zone id,Carbon intensity gCO₂eq/kWh (direct)", "2023-01-01 00:00:00,DE,1");
    assertThatThrownBy(() -> TraceFile.read(file, Basis.MARGINAL, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("trace.csv:1")
        .hasMessageContaining("marginal");
  }

  @Test
  void toleratesByteOrderMarkQuotesCommentsBlankLinesAndCarriageReturns() {
    Trace trace = readDe(named(
        "odd.csv",
        "\uFEFF# a comment\r\n\r\n\"timestamp\" , \"gco2_per_kwh\"\r\n"
            + "\"2024-01-01T00:00Z\",\"1\"\r\n# more\r\n2024-01-01T01:00Z , 2 "));
    assertThat(trace.series(DE).toArray()).containsExactly(1, 2);
  }

  @Test
  void tellsGzipByContentNotByName() throws IOException {
    Path file = folder.resolve("renamed.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("timestamp,gco2_per_kwh\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n"
          .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(readDe(file).series(DE).toArray()).containsExactly(1, 2);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> readDe(file))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-06-01T12:00Z",
        "2024-06-01 12:00Z",
        "2024-06-01T12:00:00Z",
        "2024-06-01T12:00:00.000Z",
        "2024-06-01T14:00+02:00",
        "2024-06-01 14:00:00+0200",
        "2024-06-01T06:30-05:30",
        "2024-06-01 12:00:00 UTC",
        "2024-06-01T12:00:00+00:00",
        "2024-06-01T12:00",
        "2024-06-01 12:00:00"
      })
  void understandsTimestamps(String text) {
    Timestamps.Parsed parsed = Timestamps.parse(text);
    assertThat(parsed).isNotNull();
    assertThat(Instant.ofEpochSecond(parsed.epochSecond()))
        .isEqualTo(Instant.parse("2024-06-01T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2024-13-01T00:00Z",
        "2024-02-30T00:00Z",
        "2024-01-01T24:00Z",
        "2024-01-01T",
        "2024-01-01T0:00Z",
        "01.02.2024 00:00",
        "2024-01-01T00:00+99:00",
        "2024-01-01T00:00Zulu",
        "1704067200"
      })
  void refusesOtherTimestamps(String text) {
    assertThat(Timestamps.parse(text)).isNull();
  }

  @Test
  void takesTimesWithoutOffsetAsUtcAndSaysSo() {
    Trace trace =
        readDe(file("timestamp,gco2_per_kwh", "2024-01-01 00:00,1", "2024-01-01 01:00,2"));
    assertThat(trace.series(DE).start()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(trace.notes()).singleElement().asString().contains("UTC");
  }

  @Test
  void callsAZoneAfterTheFileIfNothingElseNamesIt() {
    String text = "timestamp,gco2_per_kwh\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n";
    Trace trace = read(named("my grid.csv", text));
    assertThat(trace.zones()).containsExactly(Zone.of("my_grid"));
    assertThat(trace.notes()).singleElement().asString().contains("my_grid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp,DE,FR\n2024-01-01T00:00Z,1,2\n2024-01-01T01:00Z,1,2\n",
        "timestamp,zone,gco2_per_kwh\n2024-01-01T00:00Z,DE,1\n2024-01-01T01:00Z,FR,2\n",
        "# zone: DE/FR\n# zone: DE\ntimestamp,gco2_per_kwh\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,1\n"
      })
  void aWrongZoneSaysWhichThereAre(String text) {
    Path file = named("zones.csv", text);
    assertThatThrownBy(() -> TraceFile.read(file, Zone.of("PL"), Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("zones.csv")
        .hasMessageContaining("\"PL\"")
        .hasMessageContaining("DE");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          when,gco2_per_kwh                        | bad.csv:1: no time column
          timestamp                                | bad.csv:1: no value column
          timestamp,zone,value                     | no gco2_per_kwh column
          timestamp,DE,DE                          | two columns for zone DE
          timestamp;DE                             | separated by ';'
          timestamp,gco2_per_kwh                   | at least two different times
          timestamp,zone,gco2_per_kwh              | no rows
          """)
  void refusesHeadersItDoesNotUnderstand(String header, String message) {
    Path file = named("bad.csv", header + "\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(GridException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsNoTable() throws IOException {
    assertThatThrownBy(() -> read(folder.resolve("none.csv"))).hasMessageContaining("no such file");
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("directory");
    assertThatThrownBy(() -> read(named("empty.csv", ""))).hasMessageContaining("empty");
    Path huge = named("huge.csv", "x".repeat(BoundedLines.MAX_LINE_CHARS + 1));
    assertThatThrownBy(() -> read(huge))
        .hasMessageContaining("huge.csv:1")
        .hasMessageContaining("1 MiB");
    Path far =
        file("timestamp,DE", "0001-01-01T00:00Z,1", "0001-01-01T00:01Z,1", "9999-01-01T00:00Z,1");
    assertThatThrownBy(() -> read(far)).hasMessageContaining("is a date wrong?");
    Path mistyped =
        file("timestamp,DE", "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,1", "3024-01-01T02:00Z,1");
    assertThatThrownBy(() -> read(mistyped))
        .hasMessageContaining("only 3 rows; is a date wrong?")
        .hasMessageContaining("2024-01-01T00:00:00Z to 3024-01-01T02:00:00Z");
  }

  @Test
  void acceptsTheLongestLine() {
    String padded = "# " + "x".repeat(BoundedLines.MAX_LINE_CHARS - 2);
    Path file = file(padded, "timestamp,DE", "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,2");
    assertThat(read(file).series(DE).size()).isEqualTo(2);
  }

  @Test
  void refusesValuesOfAnotherBasis() {
    Path file =
        file("# basis: direct", "timestamp,DE", "2024-01-01T00:00Z,1", "2024-01-01T01:00Z,2");
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("trace.csv:1")
        .hasMessageContaining("direct");
    assertThat(TraceFile.read(file, Basis.DIRECT, Gaps.FAIL).series(DE).basis())
        .isEqualTo(Basis.DIRECT);
  }

  @Test
  void ignoresColumnsThatAreNoZonesAndSaysSo() {
    Trace trace =
        read(file("timestamp,DE,my note", "2024-01-01T00:00Z,1,a", "2024-01-01T01:00Z,2,b"));
    assertThat(trace.zones()).containsExactly(DE);
    assertThat(trace.notes()).singleElement().asString().contains("my note");
  }

  @Test
  void aZoneThatIsNotThereIsToldFromOtherFailuresAndAnsweredWithSomeThatAre() {
    String zones = IntStream.range(10, 50).mapToObj(i -> "Z" + i).collect(joining(","));
    Path file = file("timestamp," + zones, "2024-01-01T00:00Z" + ",1".repeat(40));
    assertThatThrownBy(() -> TraceFile.read(file, Zone.of("Z4O"), Basis.LIFECYCLE, Gaps.FAIL))
        .isInstanceOfSatisfying(
            GridException.class,
            failure -> assertThat(failure.isOfUnknownZone()).isTrue())
        .hasMessageEndingWith(
            "trace.csv:1: no zone \"Z4O\"; it has Z10, Z11, Z12, Z13, Z14, Z15, Z16,"
                + " Z17, Z18, Z19, Z20, Z21 and 28 more; did you mean Z40?");
    assertThatThrownBy(() -> read(folder.resolve("absent.csv")))
        .isInstanceOfSatisfying(
            GridException.class,
            failure -> assertThat(failure.isOfUnknownZone()).isFalse());
  }
}
