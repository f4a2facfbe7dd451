package org.carbonaware.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.cli.terminal.Levels;
import org.carbonaware.grid.IntensitySeries;

/** What is low and what is high for a zone: as in the cleanest and the dirtiest third of a week. */
final class RecentLevels {
  static final String MEANING =
      "low, high: as in the cleanest and the dirtiest third of the zone's last 7 days";

  static final String UNKNOWN =
      "low, high: not known, as there is less than a day of the zone's last 7 days";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration LEAST = Duration.ofDays(1);

  private RecentLevels() {}

  /**
   * The levels at a moment.
   *
   * @param past what was; later values are not looked at
   * @return the levels, or empty if less than a day of the last 7 is known
   */
  static Optional<Levels> of(IntensitySeries past, Instant now) {
    double[] known = Arrays.stream(past.between(now.minus(WEEK), now).toArray())
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
    if (past.step().multipliedBy(known.length).compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    double low = known[known.length / 3];
    double high = known[(known.length - 1) * 2 / 3];
    // Of a grid that never changes no value is low or high.
    return Optional.of(new Levels(Math.min(low, high), low < high ? high : Math.nextUp(low)));
  }

  /** What a threshold makes of it: above it is high, what is not is low. */
  static Levels of(double threshold) {
    return new Levels(threshold, threshold);
  }
}
