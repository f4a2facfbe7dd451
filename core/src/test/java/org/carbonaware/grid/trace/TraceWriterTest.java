package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.climatology.ClimatologyGridSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWriterTest {
  private static final Instant START = Instant.parse("2024-02-28T21:00:00Z");

  @TempDir
  Path folder;

  private static IntensitySeries series(Provenance.Kind kind, double... values) {
    return IntensitySeries.of(
        Zone.of("DE"),
        Basis.DIRECT,
        new Provenance("a\nb", kind),
        START,
        Duration.ofMinutes(30),
        values);
  }

  @Test
  void writesAFileThatIsReadBackAlike() {
    SplittableRandom random = new SplittableRandom(42);
    for (String name : new String[] {"out.csv", "out.csv.gz"}) {
      double[] values = new double[500];
      Arrays.setAll(values, i -> Math.rint(random.nextDouble(0, 3000) * 1e6) / 1e6);
      values[7] = 0;
      IntensitySeries written = series(Provenance.Kind.MEASURED, values);
      Path file = folder.resolve(name);
      TraceWriter.write(written, file);
      Trace read = TraceFile.read(file, Basis.DIRECT, Gaps.FAIL);
      assertThat(read.notes()).isEmpty();
      assertThat(read.zones()).containsExactly(Zone.of("DE"));
      assertThat(read.series(Zone.of("DE")))
          .isEqualTo(
              written.withProvenance(new Provenance("trace " + name, Provenance.Kind.MEASURED)));
    }
  }

  @Test
  void writesPlainNumbersAndNothingForAMissingOne() throws Exception {
    StringBuilder text = new StringBuilder();
    TraceWriter.write(
        series(Provenance.Kind.MEASURED, 100, 0.1, 1e-9, Double.NaN, 12345678.5), text);
    assertThat(text).hasToString("""
            # Carbon intensity of a grid zone.
            # source: a b
            # zone: DE
            # basis: direct
            timestamp,gco2_per_kwh
            2024-02-28T21:00:00Z,100
            2024-02-28T21:30:00Z,0.1
            2024-02-28T22:00:00Z,0
            2024-02-28T22:30:00Z,
            2024-02-28T23:00:00Z,12345678.5
            """);
  }

  @Test
  void saysThatSyntheticValuesAreSynthetic() throws Exception {
    Zone de = Zone.of("DE");
    IntensitySeries synthetic = ClimatologyGridSource.syntheticSeries(
        de, START, Duration.ofDays(30), Duration.ofHours(1), 42);
    Path file = folder.resolve("synthetic.csv");
    TraceWriter.write(synthetic, file);
    assertThat(Files.readAllLines(file).get(0)).startsWith("#").containsIgnoringCase("synthetic");
    IntensitySeries read = TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL).series(de);
    assertThat(read.toArray()).isEqualTo(synthetic.toArray());
    assertThat(read.provenance().kind()).isEqualTo(Provenance.Kind.ASSUMED);
    assertThat(read.provenance().source()).contains("synthetic");
  }

  @Test
  void sameSeedSameBytes() throws Exception {
    byte[][] bytes = new byte[2][];
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve(i + ".csv.gz");
      TraceWriter.write(
          ClimatologyGridSource.syntheticSeries(
              Zone.of("US-CAL-CISO"), START, Duration.ofDays(400), Duration.ofMinutes(15), 7),
          file);
      bytes[i] = Files.readAllBytes(file);
    }
    assertThat(bytes[0]).isEqualTo(bytes[1]);
  }

  @Test
  void saysWhereItCannotWrite() {
    Path nowhere = folder.resolve("none").resolve("out.csv");
    assertThatThrownBy(() -> TraceWriter.write(series(Provenance.Kind.MEASURED, 1), nowhere))
        .isInstanceOf(GridException.class)
        .hasMessageContaining("out.csv");
  }
}
