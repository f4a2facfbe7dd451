package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuedForecastFileTest {
  @TempDir
  Path folder;

  private Map<Zone, List<IntensitySeries>> read(String text) throws IOException {
    return IssuedForecastFile.read(
        Files.writeString(folder.resolve("issued.csv"), text), Basis.DIRECT);
  }

  @Test
  void everyIssueIsASeriesThatStartsWithIt() throws IOException {
    Map<Zone, List<IntensitySeries>> read = read("""
        region,issue_utc,lead_h,actual,forecast
        DE,2024-01-02T00:00Z,0,1,300
        DE,2024-01-02T00:00Z,1,2,310
        FR,2024-01-01T06:00Z,1,3,50.5
        DE,2024-01-01T00:00Z,2,4,220
        DE,2024-01-01T00:00Z,0,5,200
        """);
    assertThat(read.keySet()).containsExactly(Zone.of("DE"), Zone.of("FR"));
    List<IntensitySeries> de = read.getOrDefault(Zone.of("DE"), List.of());
    assertThat(de)
        .extracting(IntensitySeries::start)
        .containsExactly(
            Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-01-02T00:00:00Z"));
    assertThat(de.get(0).toArray()).containsExactly(200, Double.NaN, 220);
    assertThat(de.get(1).toArray()).containsExactly(300, 310);
    assertThat(de.get(0).basis()).isEqualTo(Basis.DIRECT);
    assertThat(de.get(0).provenance().kind()).isEqualTo(Provenance.Kind.FORECAST);
    assertThat(read.getOrDefault(Zone.of("FR"), List.of()).get(0).toArray())
        .containsExactly(Double.NaN, 50.5);
  }

  @Test
  void columnsMayStandInAnyOrderAndStepsBeShorter() throws IOException {
    IntensitySeries only = read("""
        # from the provider
        Forecast,Lead_h,Issue_UTC,Region

        100,0,2024-01-01 00:00,DE
        ,0.25,2024-01-01 00:00,DE
        120,0.5,2024-01-01 00:00,DE
        """).getOrDefault(Zone.of("DE"), List.of()).get(0);
    assertThat(only.step()).isEqualTo(Duration.ofMinutes(30));
    assertThat(only.toArray()).containsExactly(100, 120);
  }

  @Test
  void readsGzipWhateverItIsCalled() throws IOException {
    Path file = folder.resolve("issued.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("region,issue_utc,lead_h,forecast\nDE,2024-01-01T00:00Z,0,7\n"
          .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(IssuedForecastFile.read(file, Basis.DIRECT)).hasSize(1);
    Files.write(file, List.of("\u001f\u008b rest"), StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> IssuedForecastFile.read(file, Basis.DIRECT))
        .withMessageContaining("gzip");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      DE,2024-01-01T00:00Z,0            | :2: 3 field(s), expected 4
      D E,2024-01-01T00:00Z,0,1         | :2: region "D E" is no zone key
      DE,yesterday,0,1                  | :2: issue_utc is "yesterday"
      DE,2024-01-01T00:00Z,-1,1         | :2: lead_h is "-1"
      DE,2024-01-01T00:00Z,soon,1       | :2: lead_h is "soon"
      DE,2024-01-01T00:00Z,9000,1       | :2: lead_h is "9000"
      DE,2024-01-01T00:00Z,0,much       | :2: forecast is "much", not a number
      DE,2024-01-01T00:00Z,0,-5         | :2: forecast is negative
      DE,2024-01-01T00:00Z,0,5000       | :2: forecast is 5000, above 3000
      """)
  void aWrongRowIsNamedByItsLine(String row, String message) {
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> read("region,issue_utc,lead_h,forecast\n" + row + "\n"))
        .withMessageContaining("issued.csv" + message)
        .matches(failure -> !failure.mayHelpToRetry());
  }

  @Test
  void stepsOfASecondForAYearAreTooMany() {
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> read("""
            region,issue_utc,lead_h,forecast
            DE,2024-01-01T00:00Z,0.000277,5
            DE,2024-01-01T00:00Z,8000,5
            """))
        .withMessageContaining("issued.csv: the issues of DE have 28800001 steps of PT1S, more");
  }

  @Test
  void aSecondRowForAStepIsNamed() {
    String row = "DE,2024-01-01T00:00Z,0,5\n";
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> read("region,issue_utc,lead_h,forecast\n" + row + row))
        .withMessageContaining("issued.csv:3: second row for DE, 2024-01-01T00:00Z, lead_h 0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                               | issued.csv: empty; expected the columns region,issue_utc
      region,issue_utc,lead_h,forecast | issued.csv: no rows
      region,issue_utc,forecast        | issued.csv:1: no column lead_h; expected the columns
      """)
  void aFileWithoutWhatIsNeededIsRefused(String text, String message) {
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> IssuedForecastFile.read(folder.resolve("none.csv"), Basis.DIRECT))
        .withMessageContaining("none.csv: no such file; expected a CSV file of region,");
    assertThatExceptionOfType(GridException.class)
        .isThrownBy(() -> IssuedForecastFile.read(folder, Basis.DIRECT))
        .withMessageContaining("is a directory; expected a CSV file of region,");
  }
}
