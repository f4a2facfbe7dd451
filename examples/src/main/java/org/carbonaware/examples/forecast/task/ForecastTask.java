package org.carbonaware.examples.forecast.task;

import java.util.stream.IntStream;

/**
 * What a network has to learn: the examples of the past of a grid, and what normalises them. The
 * hold-out is out of its reach. Immutable.
 */
public final class ForecastTask {
  /**
   * Neighbouring hours tell nearly the same, and 5 has no divisor in common with 24: so all hours
   * of the day take turns.
   */
  private static final int HOURS_BETWEEN_EXAMPLES = 5;

  private final TimeSplit split;
  private final Windows windows;
  private final LogScale scale;
  private final Examples examples;

  private ForecastTask(TimeSplit split) {
    this.split = split;
    this.windows = new Windows(split.hours());
    this.scale = LogScale.of(split);
    this.examples = Examples.of(windows, issues(split));
  }

  /** Makes the task; takes a fraction of a second. */
  public static ForecastTask of(TimeSplit split) {
    return new ForecastTask(split);
  }

  /** Every 5th hour of the past, the latest one whose targets end where the hold-out begins. */
  private static int[] issues(TimeSplit split) {
    int last = split.start() - Windows.HOURS;
    int count = (last - Windows.firstIssue()) / HOURS_BETWEEN_EXAMPLES + 1;
    int first = last - (count - 1) * HOURS_BETWEEN_EXAMPLES;
    return IntStream.range(0, count)
        .map(i -> first + i * HOURS_BETWEEN_EXAMPLES)
        .toArray();
  }

  /** The examples to learn from. */
  public Examples examples() {
    return examples;
  }

  /** What normalises them. */
  public LogScale scale() {
    return scale;
  }

  /** Judges a trained network by the hold-out; blocks for about a second. */
  public Judgement judge(TrainedForecaster network) {
    return new HoldOut(split, windows).judge(network);
  }
}
