package org.carbonaware.grid.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One step of a made-up grid, for fake providers to tell in their own words.
 *
 * @param start the step's start
 * @param length the step's length
 * @param actual gCO2e per kWh, NaN if there is none
 * @param forecast gCO2e per kWh, NaN if there is none
 */
public record GridRow(Instant start, Duration length, double actual, double forecast) {
  /** Three days back and two ahead; actual values up to the running step, forecasts for all. */
  static List<GridRow> around(Instant now, Duration step) {
    return between(now.minus(Duration.ofDays(3)), now.plus(Duration.ofDays(2)), now, step);
  }

  static List<GridRow> between(Instant from, Instant to, Instant now, Duration step) {
    List<GridRow> rows = new ArrayList<>();
    long first = Math.floorDiv(from.getEpochSecond(), step.toSeconds());
    for (long i = first; i * step.toSeconds() < to.getEpochSecond(); i++) {
      Instant start = Instant.ofEpochSecond(i * step.toSeconds());
      double value = 200 + Math.floorMod(i * 37, 100) + 0.5;
      rows.add(new GridRow(start, step, start.isAfter(now) ? Double.NaN : value, value + 7));
    }
    return rows;
  }

  /** The step's end, exclusive. */
  public Instant end() {
    return start.plus(length);
  }

  GridRow with(double newActual, double newForecast) {
    return new GridRow(start, length, newActual, newForecast);
  }

  /** A value as JSON: null where there is none, and for infinity a number that overflows. */
  public static String json(double value) {
    if (Double.isNaN(value)) {
      return "null";
    }
    return Double.isInfinite(value) ? "1e999" : String.format(Locale.ROOT, "%.1f", value);
  }
}
