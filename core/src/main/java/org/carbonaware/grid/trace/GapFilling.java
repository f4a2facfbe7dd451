package org.carbonaware.grid.trace;

import java.time.Duration;

/** Fills gaps in a series in place. */
final class GapFilling {
  private static final Duration LONGEST_LINEAR = Duration.ofHours(3);
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private GapFilling() {}

  /**
   * Fills runs of NaN linearly if they last up to 3 h and have a value on both sides, others from
   * the same time of the day before, which may itself be filled. The rest stays NaN.
   *
   * @return how many values were filled
   */
  static int fill(double[] gramsPerKwh, Duration step) {
    int filled = 0;
    int i = 0;
    while (i < gramsPerKwh.length) {
      if (!Double.isNaN(gramsPerKwh[i])) {
        i++;
        continue;
      }
      int past = i;
      while (past < gramsPerKwh.length && Double.isNaN(gramsPerKwh[past])) {
        past++;
      }
      boolean inside = i > 0 && past < gramsPerKwh.length && !Double.isNaN(gramsPerKwh[i - 1]);
      boolean shortRun = step.multipliedBy(past - i).compareTo(LONGEST_LINEAR) <= 0;
      filled += inside && shortRun
          ? fillLinearly(gramsPerKwh, i, past)
          : fillFromDayBefore(gramsPerKwh, i, past, step);
      i = past;
    }
    return filled;
  }

  private static int fillLinearly(double[] gramsPerKwh, int from, int past) {
    double before = gramsPerKwh[from - 1];
    double slope = (gramsPerKwh[past] - before) / (past - from + 1);
    for (int i = from; i < past; i++) {
      gramsPerKwh[i] = before + slope * (i - from + 1);
    }
    return past - from;
  }

  private static int fillFromDayBefore(double[] gramsPerKwh, int from, int past, Duration step) {
    if (DAY_SECONDS % step.toSeconds() != 0) {
      return 0;
    }
    int day = (int) (DAY_SECONDS / step.toSeconds());
    int filled = 0;
    for (int i = Math.max(from, day); i < past; i++) {
      gramsPerKwh[i] = gramsPerKwh[i - day];
      filled += Double.isNaN(gramsPerKwh[i]) ? 0 : 1;
    }
    return filled;
  }
}
