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
    double runNow = mean(series, now, now.plus(length));
    CleanestWindow best = new CleanestWindow(now, now.plus(length), runNow, runNow);
    for (Instant start : starts(series, deadline, length)) {
      Instant end = start.plus(length);
      if (start.isAfter(now) && !end.isAfter(deadline)) {
        double mean = mean(series, start, end);
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

  private static double mean(IntensitySeries series, Instant from, Instant to) {
    double sum = 0;
    int last = series.indexOf(to.minusNanos(1));
    for (int i = series.indexOf(from); i <= last; i++) {
      Instant begin = series.startOf(i).isBefore(from) ? from : series.startOf(i);
      Instant end = series.startOf(i + 1).isAfter(to) ? to : series.startOf(i + 1);
      sum += series.gramsPerKwh(i) * Duration.between(begin, end).toMillis();
    }
    return sum / Duration.between(from, to).toMillis();
  }

  /** How much less is emitted than by starting at once, in percent. */
  double savingPercentVsNow() {
    return nowGramsPerKwh == 0 ? 0 : 100 * (1 - meanGramsPerKwh / nowGramsPerKwh);
  }
}
