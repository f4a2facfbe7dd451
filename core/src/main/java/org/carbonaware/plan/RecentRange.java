package org.carbonaware.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;

/**
 * Between which intensities a grid has moved lately: the 10th and the 90th percentile (linear
 * between the values beside) of the last {@link #SPAN 7 days}. What a policy without a forecast
 * takes for the bounds of what may come. Immutable.
 *
 * @param lowGramsPerKwh the 10th percentile, finite, 0 or more
 * @param highGramsPerKwh the 90th percentile, finite, not below the 10th
 */
public record RecentRange(double lowGramsPerKwh, double highGramsPerKwh) {
  /** How far back it looks. */
  public static final Duration SPAN = Duration.ofDays(7);

  /** How much must be known of it: with less than a day of values nobody knows the night. */
  public static final Duration LEAST_KNOWN = Duration.ofDays(1);

  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  /** Checks the order. */
  public RecentRange {
    if (!(lowGramsPerKwh >= 0
        && lowGramsPerKwh <= highGramsPerKwh
        && highGramsPerKwh < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("recent range from " + lowGramsPerKwh + " to "
          + highGramsPerKwh + " g/kWh: expected finite figures, 0 <= low <= high");
    }
  }

  /**
   * The range of what was.
   *
   * @param past the last 7 days, or what is known of them; values may be missing
   * @return the range, or empty if less than a day of values is there
   */
  public static Optional<RecentRange> of(IntensitySeries past) {
    double[] known = Arrays.stream(past.toArray())
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
    return of(known, known.length, past.step());
  }

  /**
   * As {@link #of(IntensitySeries)}, for who keeps the values in order anyway.
   *
   * @param sorted values in g/kWh, ascending, none missing, each for one step
   * @param count how many of them count, from the first on
   * @param step the length of a step
   * @return the range, or empty if less than a day of values is there
   */
  public static Optional<RecentRange> of(double[] sorted, int count, Duration step) {
    return count == 0 || step.multipliedBy(count).compareTo(LEAST_KNOWN) < 0
        ? Optional.empty()
        : Optional.of(
            new RecentRange(percentile(sorted, count, LOW), percentile(sorted, count, HIGH)));
  }

  private static double percentile(double[] sorted, int count, double share) {
    double place = share * (count - 1);
    int below = (int) place;
    int above = Math.min(count - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
