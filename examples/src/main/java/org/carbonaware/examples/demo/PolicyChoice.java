package org.carbonaware.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;

/** When to run. */
public enum PolicyChoice {
  /** The cheapest hours before the deadline by forecast. */
  PLAN {
    @Override
    Policy policy(GridSource grid, Zone zone, Instant start) {
      return Policies.plan();
    }
  },
  /** Not in the dirtier half of the hours, by the two weeks before. */
  THRESHOLD {
    @Override
    Policy policy(GridSource grid, Zone zone, Instant start) {
      IntensitySeries before = grid.history(zone, start.minus(Duration.ofDays(14)), start);
      double[] sorted = IntStream.range(0, before.size())
          .mapToDouble(before::gramsPerKwh)
          .filter(value -> !Double.isNaN(value))
          .sorted()
          .toArray();
      if (sorted.length == 0) {
        throw new DemoException("--policy threshold takes its limits from the two weeks before the "
            + "start, and the grid has no values there: choose a later --start");
      }
      double median = sorted[sorted.length / 2];
      double quarter = sorted[sorted.length / 4];
      return Policies.threshold(Math.rint(median), Math.rint(Math.min(median, quarter)));
    }
  },
  /** Never pauses. */
  RUN_NOW {
    @Override
    Policy policy(GridSource grid, Zone zone, Instant start) {
      return Policies.runNow();
    }
  };

  abstract Policy policy(GridSource grid, Zone zone, Instant start);
}
