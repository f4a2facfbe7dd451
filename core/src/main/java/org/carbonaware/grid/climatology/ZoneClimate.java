package org.carbonaware.grid.climatology;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.carbonaware.grid.Zone;

/**
 * The typical year of one zone and how real years depart from it; intensities in gCO2e per kWh.
 *
 * @param zone the zone
 * @param alias the zone's key at the figures' source
 * @param means means by month (0 to 11) and hour of the day in UTC (0 to 23)
 * @param residuals how hourly values depart from the means
 * @param weekendMinusWeekday difference of the residuals' means, UTC days
 * @param min the lowest value seen
 * @param max the highest value seen
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, filled once, never compared
record ZoneClimate(
    Zone zone,
    Zone alias,
    double[][] means,
    ResidualNoise residuals,
    double weekendMinusWeekday,
    double min,
    double max) {
  private static final double WEEKEND_SHARE = 2.0 / 7;
  private static final long HOUR_SECONDS = 3600;

  /**
   * The mean of an hour, the months blended between their middles so that none begins with a jump.
   */
  double typical(long hour) {
    LocalDateTime time = utc(hour);
    YearMonth month = YearMonth.from(time);
    double position = (time.getDayOfMonth() - 0.5) / month.lengthOfMonth();
    int own = time.getMonthValue() - 1;
    int neighbour = Math.floorMod(position < 0.5 ? own - 1 : own + 1, 12);
    double weight = Math.abs(position - 0.5);
    int hourOfDay = time.getHour();
    return (1 - weight) * means[own][hourOfDay] + weight * means[neighbour][hourOfDay];
  }

  /** What a weekday or a weekend day adds; zero on average over a week. */
  double weekendEffect(long hour) {
    DayOfWeek day = utc(hour).getDayOfWeek();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    return weekendMinusWeekday * (weekend ? 1 - WEEKEND_SHARE : -WEEKEND_SHARE);
  }

  double clipped(double gramsPerKwh) {
    return Math.min(max, Math.max(min, gramsPerKwh));
  }

  private static LocalDateTime utc(long hour) {
    return LocalDateTime.ofEpochSecond(hour * HOUR_SECONDS, 0, ZoneOffset.UTC);
  }
}
