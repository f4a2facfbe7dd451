package org.carbonaware.fuzz;

import java.nio.file.Path;
import java.util.List;
import org.carbonaware.forecast.ProviderForecasts;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;

/** What a provider forecast, from a file. */
final class ProviderForecastsFuzz {
  private ProviderForecastsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path file = Scratch.file("forecasts.csv", input);
    try {
      ProviderForecasts.read(file, Basis.LIFECYCLE);
    } catch (GridException refused) {
      TraceFuzz.said(refused);
    }
  }

  static List<byte[]> seeds() {
    byte[] rows = Scratch.text("""
        region,issue_utc,lead_h,forecast
        DE,2021-07-01T00:00Z,1,300.5
        DE,2021-07-01T00:00Z,2,310
        DE,2021-07-01T00:00Z,3,305
        FR,2021-07-01T00:00Z,1,50
        FR,2021-07-01T00:00Z,2,49
        """);
    return List.of(rows, Scratch.gzipped(rows));
  }
}
