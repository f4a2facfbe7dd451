package org.carbonaware.benchmarks.published;

import java.util.ArrayList;
import java.util.List;

/** Table 4 of DACF: the errors of its published day-ahead forecasts. */
final class Dacf implements PublishedBenchmark {
  private static final String FILE = "dacf_dayahead_forecasts_2021H2_direct.csv.gz";
  private static final int DAY = 24;
  private static final double[] SHARES = {0.5, 0.9, 0.95};
  private static final String[] COLUMNS = {"mean", "median", "p90", "p95"};

  /** A row of the table; mean over hours, the others over daily means. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Published(String region, double... percent) {}

  // Table 4: CA, PJM, TX, NE, SE, DE
  private static final List<Published> TABLE = List.of(
      new Published("CISO", 7.41, 6.30, 12.21, 14.04),
      new Published("PJM", 3.30, 2.71, 5.80, 6.89),
      new Published("ERCO", 8.05, 6.40, 14.55, 20.76),
      new Published("ISNE", 4.44, 3.51, 8.35, 9.75),
      new Published("SE", 6.47, 5.14, 11.39, 14.32),
      new Published("DE", 9.08, 6.44, 19.84, 24.86));

  @Override
  public String name() {
    return "dacf";
  }

  @Override
  public String source() {
    return "DACF: Day-ahead Carbon Intensity Forecasting (D. Maji, R. Sitaraman, P. Shenoy;"
        + " e-Energy 2022), table 4, from the forecasts in its repository";
  }

  @Override
  public String protocol() {
    return "Mean absolute percentage error of the published day-ahead forecasts, July to December"
        + " 2021, direct emissions: mean over hours; median, p90 and p95 over daily means.";
  }

  @Override
  public List<String> files() {
    return List.of(FILE);
  }

  @Override
  public List<Row> rows(DataFolder data) {
    CsvTable table = data.table(FILE);
    List<Row> rows = new ArrayList<>();
    for (Published published : TABLE) {
      double[] ours = errors(table, published.region);
      for (int column = 0; column < COLUMNS.length; column++) {
        rows.add(Row.equal(
            published.region + " " + COLUMNS[column],
            published.percent[column],
            ours[column],
            0.005,
            "% MAPE"));
      }
    }
    return rows;
  }

  /** Mean, median, p90 and p95 of a region whose rows are whole days in order. */
  static double[] errors(CsvTable table, String region) {
    List<Double> days = new ArrayList<>();
    double sum = 0;
    int hours = 0;
    for (int row = 0; row < table.size(); row++) {
      if (table.text(row, "region").equals(region)) {
        sum += Statistics.percentageError(
            table.number(row, "forecast_dayahead"), table.number(row, "actual"));
        hours++;
        if (hours % DAY == 0) {
          days.add(sum / DAY);
          sum = 0;
        }
      }
    }
    if (days.isEmpty() || hours % DAY != 0) {
      throw new BadDataException(
          "DACF: " + hours + " hours of " + region + ", expected whole days");
    }
    double[] daily = days.stream().mapToDouble(Double::doubleValue).toArray();
    double[] errors = new double[COLUMNS.length];
    errors[0] = Statistics.mean(daily);
    for (int i = 0; i < SHARES.length; i++) {
      errors[i + 1] = Statistics.quantile(daily, SHARES[i]);
    }
    return errors;
  }
}
