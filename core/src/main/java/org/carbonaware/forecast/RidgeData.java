package org.carbonaware.forecast;

/**
 * What a fit is made from: the hours before it and the local time. Equal data make equal fits. Told
 * apart by their values, so that a fit can be found again by what it was made from; the hash code
 * looks at few of them, because there are thousands and each forecast asks.
 */
final class RidgeData {
  private static final int LOOKED_AT = 61;

  private final KnownHours hours;
  private final long from;
  private final long hour;
  private final int offsetSeconds;
  private final int hash;

  /**
   * Takes the hours as they are, not copied.
   *
   * @param hours what is known
   * @param from the first hour to learn from, counted from 1970
   * @param hour the hour of the fit: the first that is not learned from
   * @param offsetSeconds from the hours to the local time by which weekdays are told
   */
  RidgeData(KnownHours hours, long from, long hour, int offsetSeconds) {
    this.hours = hours;
    this.from = from;
    this.hour = hour;
    this.offsetSeconds = offsetSeconds;
    this.hash = hash();
  }

  private int hash() {
    long begin = Math.max(from, hours.first());
    long end = Math.min(hour, hours.end());
    long stride = Math.max(1, (end - begin) / LOOKED_AT);
    int sum = Long.hashCode(hour);
    for (long i = end - 1; i >= begin; i -= stride) {
      sum = 31 * sum + Double.hashCode(hours.grams(i));
    }
    return sum;
  }

  /** The series to learn from, up to the hour before the fit. */
  LogHours logs() {
    return new LogHours(hours.between(from, hour));
  }

  /** The local weekday of an hour of the series, 0 to 6. */
  int weekday(int hoursBeforeFit) {
    return weekday(hour - hoursBeforeFit, offsetSeconds);
  }

  /** The weekday of an hour, 0 to 6 from Thursday on. */
  static int weekday(long hour, int offsetSeconds) {
    long seconds = hour * KnownHours.HOUR_SECONDS + offsetSeconds;
    return (int) Math.floorMod(Math.floorDiv(seconds, 86_400L), 7L);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RidgeData that
        && hour == that.hour
        && offsetSeconds == that.offsetSeconds
        && hash == that.hash
        && KnownHours.same(hours, from, that.hours, that.from, hour);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
