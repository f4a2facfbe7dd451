package org.carbonaware.forecast;

/**
 * What a {@link RidgeFit} goes by at an origin, the hour that is to be forecast first; nothing from
 * it on is read. All in logarithms: the level of the last week; the last week's daily shape around
 * it, which is what is expected before any learning; and the {@value #COUNT} numbers from which the
 * deviation from that is learned.
 *
 * <p>The numbers are those of the project's forecasting study, chosen there by the first half of
 * 2021 on the 13 grids of the CarbonCast data set.
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

  private final double level;
  private final double spread;
  private final double[] shape = new double[DAY];
  private final double[] numbers = new double[COUNT];

  /**
   * Looks back from an origin.
   *
   * @param origin an hour of the series or the one after it, at least {@link #WEEK}
   * @param weekday the origin's, 0 to 6, from any day on
   */
  RidgeInputs(LogHours logs, int origin, int weekday) {
    level = logs.mean(origin - WEEK, origin);
    double squares = 0;
    for (int lag = 1; lag <= WEEK; lag++) {
      double anomaly = logs.at(origin - lag) - level;
      numbers[lag - 1] = anomaly;
      squares += anomaly * anomaly;
      shape[(WEEK - lag) % DAY] += anomaly / 7;
    }
    numbers[WEEKDAYS + weekday] = WEEKDAY_SCALE;
    numbers[CONSTANT] = 1;
    numbers[LEVELS] = level - logs.mean(Math.max(0, origin - MEMORY / 2), origin);
    numbers[LEVELS + 1] = level - logs.mean(Math.max(0, origin - MEMORY), origin);
    spread = Math.sqrt(squares / WEEK);
    numbers[SPREAD] = spread - USUAL_SPREAD;
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

  /**
   * What a weight costs, by number: old hours most.
   *
   * @param latest the penalty on an hour of no age
   * @param weekOld what is added to it up to an age of a week
   * @param power how it is added: 1 evenly, above 1 the more the older
   */
  static double[] penalties(double latest, double weekOld, double power) {
    double[] penalties = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      penalties[i] = i < WEEK
          ? latest + weekOld * StrictMath.pow((i + 1.0) / WEEK, power)
          : i == CONSTANT ? CONSTANT_PENALTY : 1;
    }
    return penalties;
  }

  /** What is expected before any learning, ln(gCO2e/kWh). */
  double usual(int lead) {
    return level + shape[lead % DAY];
  }

  /** The standard deviation of the last week. */
  double spread() {
    return spread;
  }

  double number(int index) {
    return numbers[index];
  }

  void copyNumbers(double[] target) {
    System.arraycopy(numbers, 0, target, 0, COUNT);
  }
}
