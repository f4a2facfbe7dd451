package org.carbonaware.benchmarks.published;

import java.util.Map;
import java.util.TreeMap;

/** The errors of the forecasts that CarbonCast published, made with the weather's. */
final class TierOne {
  private static final int DAY = 24;

  private TierOne() {}

  /** Sums over the hours of a day ahead. */
  private static final class Sums {
    private final double[] errors = new double[CarbonCast.DAYS_AHEAD];
    private final int[] hours = new int[CarbonCast.DAYS_AHEAD];

    double[] means() {
      double[] means = new double[errors.length];
      for (int day = 0; day < means.length; day++) {
        means[day] = errors[day] / hours[day];
      }
      return means;
    }
  }

  /** Mean absolute percentage error of each day ahead, by grid. */
  static Map<String, double[]> errors(CsvTable table) {
    Map<String, Sums> sums = new TreeMap<>();
    for (int row = 0; row < table.size(); row++) {
      int lead = table.whole(row, "lead_h");
      if (lead < 0 || lead >= CarbonCast.DAYS_AHEAD * DAY) {
        throw new BadDataException(
            "published forecasts: lead_h " + lead + " in row " + row + ", expected 0 to 95");
      }
      Sums grid = sums.computeIfAbsent(table.text(row, "region"), name -> new Sums());
      grid.errors[lead / DAY] +=
          Statistics.percentageError(table.number(row, "forecast"), table.number(row, "actual"));
      grid.hours[lead / DAY]++;
    }
    Map<String, double[]> errors = new TreeMap<>();
    sums.forEach((grid, sum) -> errors.put(grid, sum.means()));
    return errors;
  }
}
