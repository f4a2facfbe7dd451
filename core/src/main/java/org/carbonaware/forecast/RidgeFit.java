package org.carbonaware.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A ridge regression fitted to a series for one hour of the day: for each of the {@value #LEADS}
 * hours ahead how the logarithm will deviate from {@link RidgeInputs#usual}, as a weighted sum of
 * {@link RidgeInputs}. One origin a day is learned from; those at the fit's own time of the year
 * count up to twice as much as those half a year away.
 *
 * <p>Immutable. A fit to two years takes some 5 ms and keeps 0.2 MB.
 */
final class RidgeFit {
  static final int LEADS = 4 * RidgeInputs.DAY;

  private static final int FEWEST_ORIGINS = 28;
  private static final double SEASONAL_SHARE = 0.5;
  private static final double SEASON_DAYS = 45;
  private static final double YEAR_DAYS = 365.25;
  private static final int DAY_SECONDS = 86_400;

  private final double[][] weights; // by number, then by lead

  private RidgeFit(double[][] weights) {
    this.weights = weights;
  }

  /** What a fit is made from; equal data make equal fits. */
  static final class Data {
    private final double[] grams;
    private final long hour;
    private final int offsetSeconds;

    /**
     * Takes the data as they are, not copied.
     *
     * @param grams hourly values up to the hour before the fit, NaN where missing
     * @param hour the hour of the fit, counted from 1970: the first that it may forecast
     * @param offsetSeconds from UTC to the local time by which weekdays are told
     */
    Data(double[] grams, long hour, int offsetSeconds) {
      this.grams = grams;
      this.hour = hour;
      this.offsetSeconds = offsetSeconds;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Data that
          && hour == that.hour
          && offsetSeconds == that.offsetSeconds
          && Arrays.equals(grams, that.grams);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(grams) + Long.hashCode(hour);
    }
  }

  /** The weekday of an hour, 0 to 6 from Thursday on. */
  static int weekday(long hour, int offsetSeconds) {
    long seconds = hour * KnownHours.HOUR_SECONDS + offsetSeconds;
    return (int) Math.floorMod(Math.floorDiv(seconds, (long) DAY_SECONDS), 7L);
  }

  /** Fits, or gives nothing if there is too little to learn from. */
  static Optional<RidgeFit> to(Data data) {
    LogHours logs = new LogHours(data.grams);
    List<double[]> rows = new ArrayList<>();
    List<Double> importance = new ArrayList<>();
    int end = logs.size();
    for (int age = LEADS; end - age >= RidgeInputs.WEEK; age += RidgeInputs.DAY) {
      int origin = end - age;
      if (logs.mostlyKnown(origin - RidgeInputs.WEEK, origin + LEADS)) {
        rows.add(row(logs, origin, weekday(data.hour - age, data.offsetSeconds)));
        importance.add(importance((double) age / RidgeInputs.DAY));
      }
    }
    if (rows.size() < FEWEST_ORIGINS) {
      return Optional.empty();
    }
    LeastSquares squares = new LeastSquares(RidgeInputs.COUNT, LEADS);
    for (int i = 0; i < rows.size(); i++) {
      squares.add(rows.get(i), importance.get(i));
    }
    RidgeInputs.addPenalties(squares.matrix());
    return Optional.of(new RidgeFit(squares.solve()));
  }

  // Inputs, then targets.
  private static double[] row(LogHours logs, int origin, int weekday) {
    RidgeInputs inputs = new RidgeInputs(logs, origin, weekday);
    double[] row = new double[RidgeInputs.COUNT + LEADS];
    inputs.copyNumbers(row);
    for (int lead = 0; lead < LEADS; lead++) {
      row[RidgeInputs.COUNT + lead] = logs.at(origin + lead) - inputs.usual(lead);
    }
    return row;
  }

  private static double importance(double days) {
    double distance = days % YEAR_DAYS;
    double seasons = Math.min(distance, YEAR_DAYS - distance) / SEASON_DAYS;
    return 1 - SEASONAL_SHARE + SEASONAL_SHARE * StrictMath.exp(-seasons * seasons / 2);
  }

  /** The forecast for the hours from the origin of the inputs on, ln(gCO2e/kWh). */
  double[] logs(RidgeInputs inputs) {
    double[] logs = new double[LEADS];
    Arrays.setAll(logs, inputs::usual);
    for (int i = 0; i < weights.length; i++) {
      double number = inputs.number(i);
      double[] ofNumber = weights[i];
      for (int lead = 0; lead < LEADS; lead++) {
        logs[lead] += number * ofNumber[lead];
      }
    }
    return logs;
  }
}
