package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The figures of "On the Limitations of Carbon-Aware Temporal and Spatial Workload Shifting in the
 * Cloud" (T. Sukprasert et al., EuroSys 2024): every start hour of 2022 in 123 zones, a day of
 * slack, windows cut off at the end of the year. Grams saved per hour of work, mean of the zones:
 * by shifting the start, and by interrupting besides.
 */
@Tag("slow")
class PublishedShiftingTest {
  private static final Path FILE =
      Path.of("..", "..", "shared", "data", "em_2022_hourly_lca_123zones.csv.gz");
  private static final int SLACK = 24;

  private static List<double[]> zones = List.of();

  @BeforeAll
  static void read() {
    assumeTrue(Files.exists(FILE), () -> FILE + " is not here");
    var traces = TraceFile.read(FILE, Basis.LIFECYCLE, Gaps.FAIL);
    zones = traces.zones().stream().map(zone -> traces.series(zone).toArray()).toList();
  }

  /** Shifting and interrupting, in grams per hour. */
  private static double[] saved(double[] grams, int work) {
    double shifted = 0;
    double interrupted = 0;
    int starts = grams.length - work; // the last possible start is not counted
    for (int start = 0; start < starts; start++) {
      double[] window =
          Arrays.copyOfRange(grams, start, Math.min(grams.length, start + work + SLACK));
      double contiguous = Optimum.contiguous(window, work).grams();
      shifted += Optimum.runNow(window, work).grams() - contiguous;
      interrupted += contiguous - Optimum.interruptible(window, work).grams();
    }
    return new double[] {shifted / starts / work, interrupted / starts / work};
  }

  private static void assertMeans(int work, double shifting, double interrupting) {
    double[] sums = zones.parallelStream()
        .map(grams -> saved(grams, work))
        .reduce(new double[2], (one, other) -> new double[] {one[0] + other[0], one[1] + other[1]});
    assertThat(zones).hasSize(123);
    assertThat(sums[0] / zones.size()).isCloseTo(shifting, offset(1e-4));
    assertThat(sums[1] / zones.size()).isCloseTo(interrupting, offset(1e-4));
  }

  @Test
  void aJobOfSixHoursSavesTheSame() {
    assertMeans(6, 46.4739, 2.9840);
  }

  @Test
  void aJobOfADaySavesTheSame() {
    assertMeans(24, 13.2803, 18.3605);
  }
}
