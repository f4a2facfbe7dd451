package org.carbonaware.examples.forecast.task;

import org.carbonaware.grid.IntensitySeries;

/**
 * How intensities are normalised: their logarithm has mean 0 and deviation 1 over the past of a
 * {@link TimeSplit}. Immutable.
 *
 * @param mean of ln(gCO2e/kWh)
 * @param deviation standard deviation of ln(gCO2e/kWh), above 0
 */
public record LogScale(double mean, double deviation) {
  /** Less counts as this much, in gCO2e/kWh: the logarithm of 0 is none. */
  public static final double LEAST_GRAMS = 1;

  /** Checks the range. */
  public LogScale {
    if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "mean " + mean + ", deviation " + deviation + ": expected finite values, the latter > 0");
    }
  }

  /**
   * Fits it to the past; no hour of the hold-out goes in.
   *
   * @param split the grid's hours
   * @return the scale; of deviation 1 if all hours are alike
   */
  public static LogScale of(TimeSplit split) {
    IntensitySeries hours = split.hours();
    double sum = 0;
    for (int hour = 0; hour < split.start(); hour++) {
      sum += log(hours.gramsPerKwh(hour));
    }
    double mean = sum / split.start();
    double squares = 0;
    for (int hour = 0; hour < split.start(); hour++) {
      double off = log(hours.gramsPerKwh(hour)) - mean;
      squares += off * off;
    }
    double deviation = Math.sqrt(squares / split.start());
    return new LogScale(mean, deviation < 1e-6 ? 1 : deviation);
  }

  /** The logarithm that is normalised: ln of gCO2e/kWh, of at least {@link #LEAST_GRAMS}. */
  static double log(double gramsPerKwh) {
    return StrictMath.log(Math.max(LEAST_GRAMS, gramsPerKwh)); // the same on every machine
  }
}
