package org.carbonaware.benchmarks.published;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The half-hourly intensities of "Let's Wait Awhile". */
final class HalfHours {
  static final String FILE = "lwa_2020_30min_localtime.csv.gz";

  private static final String FIRST = "2020-01-01T00:00";
  private static final Map<String, String> COLUMNS = columns();

  private HalfHours() {}

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("DE", "ger");
    columns.put("GB", "gb");
    columns.put("FR", "fr");
    return columns;
  }

  /** The name of a country in the files of the study. */
  static String column(String country) {
    return COLUMNS.getOrDefault(country, country);
  }

  /** From the first half-hour of 2020 to the last that is known, g/kWh by country. */
  static Map<String, double[]> read(DataFolder data) {
    CsvTable table = data.table(FILE);
    int first = 0;
    while (first < table.size() && !table.text(first, "time_as_published").equals(FIRST)) {
      first++;
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    for (String country : COLUMNS.keySet()) {
      int end = table.size();
      while (end > first && table.text(end - 1, column(country)).isBlank()) {
        end--;
      }
      double[] values = new double[end - first];
      int offset = first;
      Arrays.setAll(values, i -> table.number(offset + i, column(country)));
      series.put(country, values);
    }
    return series;
  }
}
