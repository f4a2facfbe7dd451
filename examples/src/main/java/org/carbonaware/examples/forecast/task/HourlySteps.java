package org.carbonaware.examples.forecast.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.carbonaware.CarbonAwareException;
import org.carbonaware.grid.IntensitySeries;

/** A series in steps of an hour, whatever its own are. */
final class HourlySteps {
  private static final Duration HOUR = Duration.ofHours(1);

  private HourlySteps() {}

  /**
   * Takes the mean of the steps in each full hour; an hour that lacks one of them is missing.
   *
   * @throws CarbonAwareException if no number of steps makes up an hour
   */
  static IntensitySeries of(IntensitySeries series) {
    if (series.step().equals(HOUR)) {
      return series;
    }
    long seconds = series.step().toSeconds();
    if (HOUR.toSeconds() % seconds != 0) {
      throw new CarbonAwareException("zone " + series.zone() + " is in steps of " + series.step()
          + ": expected an hour (PT1H), or steps that make up one such as PT15M");
    }
    int perHour = (int) (HOUR.toSeconds() / seconds);
    Instant start = firstFullHour(series);
    int first = series.indexOf(start);
    double[] hours = new double[Math.max(0, series.size() - first) / perHour];
    for (int hour = 0; hour < hours.length; hour++) {
      int from = first + hour * perHour;
      hours[hour] =
          IntStream.range(from, from + perHour).mapToDouble(series::gramsPerKwh).sum() / perHour;
    }
    return IntensitySeries.of(
        series.zone(), series.basis(), series.provenance(), start, HOUR, hours);
  }

  /** Steps that never meet a full hour keep their own phase. */
  private static Instant firstFullHour(IntensitySeries series) {
    Instant full = series.start().truncatedTo(ChronoUnit.HOURS);
    Instant next = full.equals(series.start()) ? full : full.plus(HOUR);
    long away = Duration.between(series.start(), next).toSeconds();
    return away % series.step().toSeconds() == 0 ? next : series.start();
  }
}
