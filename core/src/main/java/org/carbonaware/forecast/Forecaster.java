package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * Expects a zone's carbon intensity from its past. Implementations are pure functions: the same
 * arguments give the same forecast, whatever was asked before (what was computed may be kept, to be
 * quicker the next time), nothing waits for anything outside; safe for several threads.
 */
public interface Forecaster {
  /**
   * The model's name, as used in flags and reports.
   *
   * @return a short lower-case word
   */
  String model();

  /**
   * How much history the model makes use of. More is never wrong; with less the forecast is made
   * from what there is.
   *
   * @return more than zero; 14 days unless a model says otherwise, which is a week and as much
   *     again for gaps
   */
  default Duration memory() {
    return Duration.ofDays(14);
  }

  /**
   * Makes a forecast. Only rows that start before {@code issuedAt} are looked at, whatever else the
   * history holds. A short, gappy or stale history never is an error: the forecast uses what there
   * is, and is empty if that is nothing.
   *
   * @param history the past in steps that divide a day, missing values NaN
   * @param issuedAt the moment of asking
   * @param horizon how far ahead from {@code issuedAt}, more than zero
   * @return steps of the history's grid from the one that contains {@code issuedAt} until the
   *     horizon is covered, of kind FORECAST, none missing; or an empty series
   * @throws IllegalArgumentException if the step does not divide a day or the horizon is not
   *     positive or holds more than a million steps
   */
  Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon);
}
