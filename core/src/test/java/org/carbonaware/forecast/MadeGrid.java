package org.carbonaware.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** Five months of a grid made up of day, week and weather, and what is said of it. */
final class MadeGrid {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration FOUR_DAYS = Duration.ofDays(4);
  private static final int DAYS = 150;
  static final double[] GRID = made();

  private MadeGrid() {}

  // Day and week, and weather that changes with a half-life of half a day.
  private static double[] made() {
    SplittableRandom random = new SplittableRandom(42);
    double[] values = new double[24 * DAYS];
    double weather = 0;
    for (int i = 0; i < values.length; i++) {
      weather = 0.945 * weather + random.nextDouble(-0.1, 0.1);
      double weekend = i / 24 % 7 >= 5 ? -0.3 : 0;
      values[i] = 300 * Math.exp(0.3 * Math.sin(2 * Math.PI * i / 24) + weekend + weather);
    }
    return values;
  }

  static IntensitySeries series(Duration step, double... values) {
    Provenance measured = new Provenance("test", Provenance.Kind.MEASURED);
    return IntensitySeries.of(Zone.of("DE"), Basis.DIRECT, measured, START, step, values);
  }

  static IntensitySeries grid() {
    return series(HOUR, GRID);
  }

  static IntensitySeries changed(int from, int to, IntToDoubleFunction value) {
    double[] values = GRID.clone();
    for (int i = from; i < to; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return series(HOUR, values);
  }

  static Instant hour(int number) {
    return START.plus(HOUR.multipliedBy(number));
  }

  static double[] forecast(Forecaster forecaster, IntensitySeries history, Instant at) {
    return forecaster.forecast(history, at, FOUR_DAYS).mean().toArray();
  }

  static double[] persistence(Instant at) {
    return forecast(new Persistence(), grid(), at);
  }

  static double[] blend(IntensitySeries history, Instant at) {
    return forecast(new ProfileBlend(), history, at);
  }

  static double[] ridge(IntensitySeries history, Instant at) {
    return forecast(new LogRidge(), history, at);
  }

  static void assertWithin(double[] values, double lowest, double highest) {
    assertThat(values)
        .matches(all -> Arrays.stream(all).allMatch(v -> v >= lowest && v <= highest));
  }
}
