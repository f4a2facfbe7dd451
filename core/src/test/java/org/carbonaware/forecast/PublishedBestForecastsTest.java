package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.junit.jupiter.api.Test;

/** {@link PooledRidge} on the 13 grids of the study. */
class PublishedBestForecastsTest {
  @Test
  void isBetterThanTheRidgeOnAverageAndThanPersistenceByATenthOnEveryGrid() {
    assumeTrue(
        Files.isDirectory(PublishedForecastErrorsTest.DATA),
        () -> PublishedForecastErrorsTest.DATA + " is not here");
    Map<Zone, IntensitySeries> grids = TraceFile.read(
            PublishedForecastErrorsTest.DATA.resolve(
                "carboncast_2020_2021_hourly_lifecycle.csv.gz"),
            Basis.LIFECYCLE,
            Gaps.FAIL)
        .series();
    double[] days = new double[4];
    PooledRidge best = new PooledRidge();
    grids.forEach((zone, series) -> {
      double[] reached = PublishedForecastErrorsTest.mapeByDay(best, series);
      double[] persistence = PublishedForecastErrorsTest.mapeByDay(new Persistence(), series);
      assertThat(Arrays.stream(reached).sum())
          .as("%s", zone)
          .isLessThan(0.9 * Arrays.stream(persistence).sum());
      Arrays.setAll(days, day -> days[day] + reached[day] / grids.size());
    });
    assertThat(days[0]).isCloseTo(6.15, offset(0.01));
    assertThat(days[1]).isCloseTo(9.29, offset(0.01));
    assertThat(days[2]).isCloseTo(10.39, offset(0.01));
    assertThat(days[3]).isCloseTo(10.88, offset(0.01));
    // 9.20 is asked for, the ridge has 9.247
    assertThat(Arrays.stream(days).average().orElseThrow()).isCloseTo(9.177, offset(0.002));
  }
}
