package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.grid.trace.TraceFile;
import org.carbonaware.plan.DoubleThreshold.Closing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Figures that others reached, on the data they used. */
@Tag("slow")
class PublishedSwitchingTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static final Instant FIRST = Instant.parse("2021-07-01T00:00:00Z");
  private static final int DAYS = 181;
  private static final int WORK = 24;
  private static final int HOURS = 48;

  private record Grid(IntensitySeries series, double change) {
    double[] ahead(int day) {
      return hours(day, 0, HOURS);
    }

    double[] past(int day, int hours) {
      return hours(day, -hours, 0);
    }

    private double[] hours(int day, int from, int to) {
      Instant start = FIRST.plus(Duration.ofDays(day));
      return series
          .between(start.plus(Duration.ofHours(from)), start.plus(Duration.ofHours(to)))
          .toArray();
    }

    /** In percent of running at once, over all days. */
    double saved(Emissions emissions) {
      double sum = 0;
      double runNow = 0;
      for (int day = 0; day < DAYS; day++) {
        sum += emissions.of(this, day);
        runNow += Optimum.runNow(ahead(day), WORK).grams() + 2 * change;
      }
      return 100 * (1 - sum / runNow);
    }
  }

  @FunctionalInterface
  private interface Emissions {
    double of(Grid grid, int day);
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double optimum(Grid grid, int day) {
    return Optimum.switching(
            grid.ahead(day), WORK, Switching.constant(grid.change).withEndsCharged(true, true))
        .grams();
  }

  private static double bareThreshold(Grid grid, int day) {
    double limit = quantile(grid.past(day, 168), 0.9 * WORK / HOURS);
    return OnlineRun.emitted(
        grid.ahead(day), WORK, grid.change, (grams, running, accepted) -> grams <= limit);
  }

  private static Emissions doubleThreshold(int hours, double tail, Closing closing) {
    return (grid, day) -> {
      double[] past = grid.past(day, hours);
      DoubleThreshold rule = DoubleThreshold.observed(
          WORK, quantile(past, 1 - tail), quantile(past, tail), grid.change, closing);
      return OnlineRun.emitted(grid.ahead(day), WORK, grid.change, rule::accepts);
    };
  }

  @Test
  void reproducesTheOptimaOf2022() throws IOException {
    Path vectors = DATA.resolve("vec_dp_switching_optimum_em2022.csv");
    Path file = DATA.resolve("em_2022_hourly_lca_123zones.csv.gz");
    assumeTrue(Files.exists(vectors) && Files.exists(file), () -> vectors + " is not here");
    var traces = TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL);
    List<String> rows = Files.readAllLines(vectors).subList(1, 109);
    for (String row : rows) {
      String[] fields = row.split(",", -1);
      IntensitySeries series = traces.series(Zone.of(fields[0]));
      Instant start = series.startOf(Integer.parseInt(fields[1]));
      int work = Integer.parseInt(fields[2]);
      double[] grams = series
          .between(start, start.plus(Duration.ofHours(Integer.parseInt(fields[3]))))
          .toArray();
      double change = Double.parseDouble(fields[4]);
      assertThat(
              Optimum.switching(grams, work, Switching.constant(change).withEndsCharged(true, true))
                  .grams())
          .as(row)
          .isCloseTo(Double.parseDouble(fields[5]), withPercentage(1e-7));
      assertThat(Optimum.runNow(grams, work).grams() + 2 * change)
          .as(row)
          .isCloseTo(Double.parseDouble(fields[7]), withPercentage(1e-7));
    }
  }

  /**
   * 24 h of work in 48 h, begun daily from July 2021 on 13 grids, where a change of state emits
   * half of a mean hour: what the optimum and rules without a forecast save against running at
   * once.
   */
  @Test
  void aBareThresholdEmitsMoreThanRunningAtOnceAndTheDoubleThresholdLess() {
    Path file = DATA.resolve("carboncast_2020_2021_hourly_lifecycle.csv.gz");
    assumeTrue(Files.exists(file), () -> file + " is not here");
    var traces = TraceFile.read(file, Basis.LIFECYCLE, Gaps.FAIL);
    List<Grid> grids = traces.zones().stream()
        .map(traces::series)
        .map(series -> new Grid(series, 0.5 * series.mean().orElseThrow()))
        .toList();
    assertThat(grids).hasSize(13);
    assertThat(mean(grids, PublishedSwitchingTest::optimum)).isCloseTo(5.06, offset(0.005));
    assertThat(mean(grids, PublishedSwitchingTest::bareThreshold)).isCloseTo(-0.25, offset(0.005));
    assertThat(mean(grids, doubleThreshold(720, 0, Closing.LOWER_BOUND)))
        .isCloseTo(0.35, offset(0.005));
    double week = mean(grids, doubleThreshold(168, 0.1, Closing.LOWER_BOUND));
    assertThat(week).isCloseTo(1.07, offset(0.005));
    assertThat(mean(grids, doubleThreshold(168, 0.1, Closing.TIGHT))).isGreaterThan(week);
  }

  private static double mean(List<Grid> grids, Emissions emissions) {
    return grids.stream().mapToDouble(grid -> grid.saved(emissions)).average().orElseThrow();
  }
}
