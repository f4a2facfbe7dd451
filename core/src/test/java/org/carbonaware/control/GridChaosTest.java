package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.Grids;
import org.carbonaware.grid.resilient.ChaosGrid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A controlled training over providers that do everything wrong at random, in virtual time: 60,000
 * requests, which take some seconds and more than half a year; {@code -Dchaos.requests=1000000}
 * makes as many as that says.
 */
@Tag("slow")
@Timeout(600)
class GridChaosTest {
  private static final Duration CADENCE = Duration.ofMinutes(5);
  private static final long REQUESTS = Long.getLong("chaos.requests", 60_000);

  /** Nothing stays behind of the requests after the first fifth: an object would take 16 bytes. */
  private static final long MOST_GROWTH_BYTES = Math.min(4 << 20, 12 * (REQUESTS / 5 * 4));

  private final TestClock clock = new TestClock();

  @Test
  void manyRequestsWithAControllerAttached() {
    ChaosGrid grid = new ChaosGrid(clock, clock::advance, 42)
        .faulty("first", CADENCE)
        .faulty("second", CADENCE)
        .last(Grids.typical(clock));
    try (ChaoticRun run = new ChaoticRun(grid, clock, new SplittableRandom(42))) {
      run.until(REQUESTS / 5);
      long atFirst = HeldResources.heapAfterCollections();
      run.until(REQUESTS / 5 * 3);
      long halfWay = HeldResources.heapAfterCollections();
      run.until(REQUESTS);
      long atLast = HeldResources.heapAfterCollections();

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
      run.until(REQUESTS / 10);

      run.check();
      grid.checkQuota();
      assertThat(run.unknown()).as("decisions on nothing").isPositive();
    }
  }
}
