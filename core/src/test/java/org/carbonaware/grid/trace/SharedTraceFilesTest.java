package org.carbonaware.grid.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.junit.jupiter.api.Test;

/** Reads published data sets where they are at hand. */
class SharedTraceFilesTest {
  private static Path shared(String name) {
    Path file = Path.of("..", "..", "shared", "data", name);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    return file;
  }

  @Test
  void readsThirteenGridsOfTwoYearsWithoutANote() {
    Trace trace = TraceFile.read(
        shared("carboncast_2020_2021_hourly_lifecycle.csv.gz"), Basis.LIFECYCLE, Gaps.FAIL);
    assertThat(trace.series()).hasSize(13);
    assertThat(trace.notes()).isEmpty();
    for (IntensitySeries series : trace.series().values()) {
      assertThat(series.size()).isEqualTo(17_544);
      assertThat(series.start()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
      assertThat(series.end()).isEqualTo(Instant.parse("2022-01-01T00:00:00Z"));
    }
    assertThat(trace.series(Zone.of("CISO")).gramsPerKwh(0)).isEqualTo(330.62);
    assertThat(trace.series(Zone.of("AUS_QLD")).gramsPerKwh(4)).isEqualTo(523.67);
  }

  @Test
  void reads123ZonesOfAYear() {
    Path file = shared("em_2022_hourly_lca_123zones.csv.gz");
    long before = System.nanoTime();
    Trace trace = TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL);
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(trace.series()).hasSize(123);
    assertThat(trace.notes()).isEmpty();
    assertThat(trace.missingValues()).isZero();
    assertThat(trace.series().values()).allMatch(series -> series.size() == 8760);
    assertThat(trace.series(Zone.of("HK")).mean().orElseThrow())
        .isCloseTo(435.36, org.assertj.core.data.Offset.offset(0.01));
    assertThat(took)
        .isLessThan(Duration.ofSeconds(10)); // 2 s are meant; the rest is a busy machine
  }
}
