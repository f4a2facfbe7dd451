package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * Corrects another forecaster by its latest error: what it would have said wrong of the latest
 * known step is added to the steps ahead, halved with every half-life. A forecast by time of day
 * alone does not know that a windy evening goes on; without the correction it jumps at each issue
 * between what is measured and what is usual.
 *
 * <p>Immutable. Costs two forecasts of the other forecaster. Where that one has nothing to go by,
 * neither does this one; expectations stay at 0 or more.
 */
public final class ErrorCarry implements Forecaster {
  private static final Duration HALF_LIFE = Duration.ofHours(12);

  private final Forecaster forecaster;
  private final Duration halfLife;

  /**
   * Carries errors on with a half-life of 12 hours: with it the {@link ProfileBlend} forecast the
   * first day of the 13 grids of the CarbonCast data set best from July 2020 to June 2021.
   *
   * @param forecaster the forecaster to correct
   */
  public ErrorCarry(Forecaster forecaster) {
    this(forecaster, HALF_LIFE);
  }

  /**
   * Carries errors on with another half-life.
   *
   * @param forecaster the forecaster to correct
   * @param halfLife how long until half of an error is forgotten, above 0
   */
  public ErrorCarry(Forecaster forecaster, Duration halfLife) {
    if (halfLife.isNegative() || halfLife.isZero()) {
      throw new IllegalArgumentException("half-life " + halfLife + ": expected a duration above 0");
    }
    this.forecaster = forecaster;
    this.halfLife = halfLife;
  }

  @Override
  public String model() {
    return forecaster.model() + "-carry";
  }

  @Override
  public Duration memory() {
    return forecaster.memory();
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    PastDays past = new PastDays(history, issuedAt, horizon);
    IntensitySeries mean = forecaster.forecast(history, issuedAt, horizon).mean();
    int latest = past.latestKnown();
    double error = latest < 0 ? 0 : latestError(history, latest);
    double kept = Math.pow(0.5, (double) history.step().toNanos() / halfLife.toNanos());
    return past.forecast(model(), index -> {
      int step = index - past.first();
      double expected = step < mean.size() ? mean.gramsPerKwh(step) : Double.NaN;
      return Math.max(0, expected + error * Math.pow(kept, (double) index - latest));
    });
  }

  private double latestError(IntensitySeries history, int latest) {
    IntensitySeries said =
        forecaster.forecast(history, history.startOf(latest), history.step()).mean();
    return said.size() == 0 ? 0 : history.gramsPerKwh(latest) - said.gramsPerKwh(0);
  }
}
