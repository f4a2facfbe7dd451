package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.resilient.ChaosGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Years of a controlled training over providers that do everything wrong at random: a million
 * requests, in virtual time.
 */
@Timeout(300)
class GridChaosTest {
  private static final Duration CADENCE = Duration.ofMinutes(5);
  private static final long MOST_GROWTH_BYTES = 4 << 20;

  private final TestClock clock = new TestClock();

  @Test
  void aMillionRequestsWithAControllerAttached() {
    ChaosGrid grid = new ChaosGrid(clock, clock::advance, 42)
        .faulty("first", CADENCE)
        .faulty("second", CADENCE)
        .last(Grids.typical(clock));
    try (ChaoticRun run = new ChaoticRun(grid, clock, new SplittableRandom(42))) {
      run.until(100_000);
      long atFirst = usedAfterCollection();
      run.until(500_000);
      long halfWay = usedAfterCollection();
      run.until(1_000_000);
      long atLast = usedAfterCollection();

      run.check();
      grid.checkQuota();
      assertThat(grid.seen()).containsOnly(Freshness.State.values());
      assertThat(run.unknown()).as("holes in forecasts").isLessThan(run.decisions() / 100);
      assertThat(halfWay - atFirst).as("heap").isLessThan(MOST_GROWTH_BYTES);
      assertThat(atLast - atFirst).as("heap").isLessThan(MOST_GROWTH_BYTES);
    }
  }

  /** Then the outlook is sometimes made from what was, and sometimes nothing is known at all. */
  @Test
  void alsoWithoutASourceThatNeverFails() {
    ChaosGrid grid = new ChaosGrid(clock, clock::advance, 43)
        .faulty("first", Duration.ofMinutes(15))
        .faulty("second", Duration.ofMinutes(15));
    try (ChaoticRun run = new ChaoticRun(grid, clock, new SplittableRandom(43))) {
      run.until(50_000);

      run.check();
      grid.checkQuota();
      assertThat(run.unknown()).as("decisions on nothing").isPositive();
    }
  }

  private static long usedAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
