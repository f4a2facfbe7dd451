package org.carbonaware.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.IntensitySeries;

/**
 * The cleanest time to run without a pause.
 *
 * @param start when to start
 * @param end when the run is over
 * @param meanGramsPerKwh the mean intensity of the run
 * @param nowGramsPerKwh the mean intensity of a run that starts at once
 */
record CleanestWindow(Instant start, Instant end, double meanGramsPerKwh, double nowGramsPerKwh) {
  /** The earliest of the cleanest windows. */
  static CleanestWindow of(IntensitySeries series, Instant now, Instant deadline, Duration length) {
    Sums sums = new Sums(series);
    double runNow = sums.mean(now, now.plus(length));
    CleanestWindow best = new CleanestWindow(now, now.plus(length), runNow, runNow);
    for (Instant start : starts(series, deadline, length)) {
      Instant end = start.plus(length);
      if (start.isAfter(now) && !end.isAfter(deadline)) {
        double mean = sums.mean(start, end);
        // smaller by more than rounding, else the earlier one
        if (mean < best.meanGramsPerKwh * (1 - 1e-12)) {
          best = new CleanestWindow(start, end, mean, runNow);
        }
      }
    }
    return best;
  }

  // A best window starts or ends with a step, or is the first or the last that there is.
  private static List<Instant> starts(IntensitySeries series, Instant deadline, Duration length) {
    List<Instant> starts = new ArrayList<>(List.of(deadline.minus(length)));
    for (int i = 0; i <= series.size(); i++) {
      starts.add(series.startOf(i));
      starts.add(series.startOf(i).minus(length));
    }
    return starts.stream().sorted().distinct().toList();
  }

  /** How much less is emitted than by starting at once, in percent. */
  double savingPercentVsNow() {
    return nowGramsPerKwh == 0 ? 0 : 100 * (1 - meanGramsPerKwh / nowGramsPerKwh);
  }

  /** Means of a series from its sums up to each step, which are kept to twice a double's digits. */
  private static final class Sums {
    private final IntensitySeries series;
    private final double[] sums;
    private final double[] rests; // what rounding took from the sums: else equal windows differ

    Sums(IntensitySeries series) {
      this.series = series;
      sums = new double[series.size() + 1];
      rests = new double[series.size() + 1];
      for (int i = 0; i < series.size(); i++) {
        double value = series.gramsPerKwh(i);
        double sum = sums[i] + value;
        double added = sum - sums[i];
        sums[i + 1] = sum;
        rests[i + 1] = rests[i] + (sums[i] - (sum - added)) + (value - added);
      }
    }

    double mean(Instant from, Instant to) {
      int first = series.indexOf(from);
      int last = series.indexOf(to.minusNanos(1));
      if (first == last) {
        return series.gramsPerKwh(first);
      }
      double whole = sums[last] - sums[first + 1] + (rests[last] - rests[first + 1]);
      double sum = series.gramsPerKwh(first) * millis(from, series.startOf(first + 1))
          + whole * series.step().toMillis()
          + series.gramsPerKwh(last) * millis(series.startOf(last), to);
      return sum / millis(from, to);
    }

    private static double millis(Instant from, Instant to) {
      return Duration.between(from, to).toMillis();
    }
  }
}
