package org.carbonaware.forecast;

/**
 * What a {@link RidgeFit} goes by at an origin, the hour that is to be forecast first; nothing from
 * it on is read. All in logarithms: the level of the last week; the last week's daily shape around
 * it, which is what is expected before any learning; and the {@value #COUNT} numbers from which the
 * deviation from that is learned.
 *
 * <p>The numbers and the penalties of their weights are those of the project's forecasting study,
 * chosen there by the first half of 2021 on the 13 grids of the CarbonCast data set. They are on a
 * plateau: halving or tripling the penalties changes the 4-day error by 0.02 points or less.
 */
final class RidgeInputs {
  static final int DAY = 24;
  static final int WEEK = 7 * DAY;
  /** Enough for every number; near its beginning a series gives shorter means. */
  static final int MEMORY = 8 * WEEK;

  private static final int PROFILE_DAYS = 28;
  private static final int WEEKDAYS = WEEK;
  private static final int CONSTANT = WEEKDAYS + 7;
  private static final int LEVELS = CONSTANT + 1;
  private static final int SPREAD = LEVELS + 2;
  private static final int PROFILE = SPREAD + 1;
  static final int COUNT = PROFILE + DAY;

  private static final double WEEKDAY_SCALE = 0.4;
  private static final double USUAL_SPREAD = 0.15;
  private static final double CONSTANT_PENALTY = 0.001;
  private static final double LATEST_PENALTY = 0.05;
  private static final double WEEK_OLD_PENALTY = 30;

  private final double level;
  private final double[] shape = new double[DAY];
  private final double[] numbers = new double[COUNT];

  /**
   * Looks back from an origin.
   *
   * @param origin an hour of the series or the one after it, at least {@link #WEEK}
   * @param weekday the origin's, 0 to 6, from any day on
   */
  RidgeInputs(LogHours logs, int origin, int weekday) {
    level = mean(logs, origin, WEEK);
    double squares = 0;
    for (int lag = 1; lag <= WEEK; lag++) {
      double anomaly = logs.at(origin - lag) - level;
      numbers[lag - 1] = anomaly;
      squares += anomaly * anomaly;
      shape[(WEEK - lag) % DAY] += anomaly / 7;
    }
    numbers[WEEKDAYS + weekday] = WEEKDAY_SCALE;
    numbers[CONSTANT] = 1;
    numbers[LEVELS] = level - mean(logs, origin, MEMORY / 2);
    numbers[LEVELS + 1] = level - mean(logs, origin, MEMORY);
    numbers[SPREAD] = Math.sqrt(squares / WEEK) - USUAL_SPREAD;
    copyProfile(logs, origin);
  }

  // The mean day of 4 weeks, as it differs from that of the last one.
  private void copyProfile(LogHours logs, int origin) {
    double mean = 0;
    for (int hour = 0; hour < DAY; hour++) {
      double sum = 0;
      for (int day = 1; day <= PROFILE_DAYS; day++) {
        sum += logs.at(Math.max(0, origin - day * DAY + hour));
      }
      numbers[PROFILE + hour] = sum / PROFILE_DAYS;
      mean += sum / (PROFILE_DAYS * DAY);
    }
    for (int hour = 0; hour < DAY; hour++) {
      numbers[PROFILE + hour] -= mean + shape[hour];
    }
  }

  private static double mean(LogHours logs, int end, int hours) {
    int from = Math.max(0, end - hours);
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += logs.at(i);
    }
    return sum / (end - from);
  }

  /** Adds to a square matrix of {@link #COUNT} what a weight costs: old hours most. */
  static void addPenalties(double[][] matrix) {
    for (int i = 0; i < COUNT; i++) {
      matrix[i][i] += i < WEEK
          ? LATEST_PENALTY + WEEK_OLD_PENALTY * (i + 1) / WEEK
          : i == CONSTANT ? CONSTANT_PENALTY : 1;
    }
  }

  /** What is expected before any learning, ln(gCO2e/kWh). */
  double usual(int lead) {
    return level + shape[lead % DAY];
  }

  double number(int index) {
    return numbers[index];
  }

  void copyNumbers(double[] target) {
    System.arraycopy(numbers, 0, target, 0, COUNT);
  }
}
