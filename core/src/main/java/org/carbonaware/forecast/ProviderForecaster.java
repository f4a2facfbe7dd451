package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * Expects what a provider said: of the issues that are there at the moment of asking the newest,
 * from that moment on. What it says nothing of, beyond its end or because there is none, another
 * forecaster says. The step under way is as it is known.
 *
 * <p>Asked between two issues, it carries on what the issue has said wrong of the latest known
 * step, halved every 12 hours, as a live run does with what its source says. On the published
 * forecasts of CarbonCast (13 grids, July to December 2021) the error of the next 24 h falls by
 * that from 6.3 to 5.6 % when asked 6 hours after the issue, and from 8.3 to 7.2 % after 18 hours.
 *
 * <p>Immutable.
 */
public final class ProviderForecaster implements Forecaster {
  static final Duration ERROR_HALF_LIFE = Duration.ofHours(12);

  private final ProviderForecasts forecasts;
  private final Forecaster beyond;
  private final Duration errorHalfLife;

  /**
   * Follows a provider.
   *
   * @param forecasts what it said
   * @param beyond says what it does not
   */
  public ProviderForecaster(ProviderForecasts forecasts, Forecaster beyond) {
    this(forecasts, beyond, ERROR_HALF_LIFE);
  }

  /**
   * Follows a provider, with another half-life of its errors.
   *
   * @param forecasts what it said
   * @param beyond says what it does not
   * @param errorHalfLife how long until half of an error is forgotten; 0 carries none on
   */
  public ProviderForecaster(
      ProviderForecasts forecasts, Forecaster beyond, Duration errorHalfLife) {
    this.forecasts = forecasts;
    this.beyond = beyond;
    this.errorHalfLife = errorHalfLife;
  }

  @Override
  public String model() {
    return "provider";
  }

  @Override
  public Duration memory() {
    return beyond.memory();
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    PastDays past = new PastDays(history, issuedAt, horizon);
    HeardIssue newest = new HeardIssue(
        forecasts.newest(history.zone(), issuedAt).orElse(null), history, past, errorHalfLife);
    double[] said = new double[past.steps()];
    boolean isAllSaid = true;
    for (int i = 0; i < said.length; i++) {
      said[i] = newest.gramsPerKwh(past.first() + i);
      isAllSaid &= !Double.isNaN(said[i]);
    }
    if (!isAllSaid) {
      IntensitySeries rest = beyond.forecast(history, issuedAt, horizon).mean();
      for (int i = 0; i < rest.size(); i++) {
        said[i] = Double.isNaN(said[i]) ? rest.gramsPerKwh(i) : said[i];
      }
    }
    return past.forecast(model(), index -> said[index - past.first()]);
  }
}
