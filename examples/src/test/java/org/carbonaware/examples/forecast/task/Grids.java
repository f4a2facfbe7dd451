package org.carbonaware.examples.forecast.task;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** Made-up series. */
public final class Grids {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final Duration HOUR = Duration.ofHours(1);

  private Grids() {}

  static IntensitySeries series(Instant start, Duration step, double... gramsPerKwh) {
    return IntensitySeries.of(
        Zone.of("XX"),
        Basis.LIFECYCLE,
        new Provenance("made up", Provenance.Kind.ASSUMED),
        start,
        step,
        gramsPerKwh);
  }

  /** Hours that are all different. */
  static double[] random(int hours, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, hours)
        .mapToDouble(hour -> random.nextDouble(20, 600))
        .toArray();
  }

  /**
   * A grid that is half as dirty on Saturdays and Sundays, every week, which forecasts from the
   * last day always learn a day too late.
   */
  public static ForecastTask weekly(int days, double level) {
    SplittableRandom random = new SplittableRandom(42);
    double[] hours = IntStream.range(0, days * 24)
        .mapToDouble(hour -> (hour / 24 % 7 > 4 ? 0.5 : 1) // the first day is a Monday
            * level
            * (1 + 0.3 * Math.sin(2 * Math.PI * hour / 24) + 0.05 * random.nextDouble()))
        .toArray();
    return ForecastTask.of(TimeSplit.ofEnd(hours(hours)));
  }

  static IntensitySeries hours(double... gramsPerKwh) {
    return series(START, HOUR, gramsPerKwh);
  }
}
