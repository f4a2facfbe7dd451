package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * Expects the last 24 h to repeat. Where a time of day is missing there, the last day that has it
 * counts; where none has it, the mean of the latest 24 h of known values.
 */
public final class Persistence implements Forecaster {
  @Override
  public String model() {
    return "persistence";
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    PastDays past = new PastDays(history, issuedAt, horizon);
    return past.forecast(model(), past::latest);
  }
}
