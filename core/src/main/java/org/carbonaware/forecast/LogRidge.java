package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.zones.Zones;

/**
 * Learns from a zone's history how its intensity goes on: a ridge regression of the logarithm, one
 * for each hour of the day at which a forecast may be issued, from the last week hour by hour and
 * its place among the last 8 weeks. No weather, and no other zone. It follows the recipe of the
 * project's forecasting study (4-day MAPE 9.25 % over the 13 grids of the CarbonCast data set,
 * second half of 2021, where {@link ProfileBlend} has 10.5 and {@link Persistence} 11.9 %).
 * {@link PooledRidge} goes further.
 *
 * <p>Sensible from the first day: as {@link Persistence} until a week is known, as
 * {@link ProfileBlend} until there are 8 weeks to learn from, and wherever too much of the last
 * week or of what would be learned from is missing, or nothing is known of the last 4 days. Gaps
 * are filled. The 4th day is repeated as far as a horizon goes beyond it. Expectations stay between
 * half the least and twice the most of the last 8 weeks.
 *
 * <p>It forecasts hours, from the one after the latest known. Shorter steps are averaged to hours
 * and hold the expectation of their hour; longer ones hold the mean of theirs. Of steps that do not
 * fit into hours so, such as 40 minutes, it knows no better than {@link ProfileBlend}.
 *
 * <p>Weekdays are those of the zone's standard time if {@link Zones} knows it, else of UTC.
 *
 * <p>Fitted anew with the first issue in a week (from Thursday to Wednesday, UTC) for an hour of
 * the day, to what is known then: some 5 ms for two years. The latest fits are kept, 48 per
 * processor, 0.2 to 0.5 MB each, which shows in nothing but time: a fit is found again by the
 * values it was made from. Threads that need the same fit wait for one another.
 */
public final class LogRidge implements Forecaster {
  private final HourlyRidge ridge;

  /** Learns from up to two years. */
  public LogRidge() {
    this(HourlyRidge.TWO_YEARS);
  }

  /**
   * Learns from less or more, for a source that has no two years of history.
   *
   * @param memory how much history to make use of: what is learned from, and 8 days until that is
   *     renewed; from 64 days to 10 years, whole days count
   * @throws IllegalArgumentException if it is less or more
   */
  public LogRidge(Duration memory) {
    this(memory, HourlyRidge.REFIT_DAYS);
  }

  LogRidge(Duration memory, int refitDays) {
    this(new HourlyRidge("ridge", new Alone(), memory, refitDays));
  }

  private LogRidge(HourlyRidge ridge) {
    this.ridge = ridge;
  }

  /**
   * The same forecaster, but one that learns nothing from a moment on: each later issue is made by
   * the last fit before it. What is known at an issue still is what its forecast starts from.
   *
   * @param end no fit is made from hours at or after it
   * @return the forecaster; its {@link #memory()} is 10 years, so that what was learned from stays
   *     in sight
   */
  public LogRidge trainedUntil(Instant end) {
    return new LogRidge(ridge.trainedUntil(end));
  }

  @Override
  public String model() {
    return ridge.model();
  }

  @Override
  public Duration memory() {
    return ridge.memory();
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    return ridge.forecast(history, issuedAt, horizon);
  }

  /** The study's recipe: hours of the day have nothing in common; one origin a day. */
  private static final class Alone implements RidgeRecipe {
    // On a plateau: half or three times as much changes the 4-day error by 0.02 points or less.
    private static final double[] PENALTIES = RidgeInputs.penalties(0.05, 30, 1);

    @Override
    public Optional<RidgeFit> common(RidgeData day) {
      return Optional.empty();
    }

    @Override
    public Optional<RidgeFit> fit(RidgeData hour, Optional<RidgeFit> common) {
      RidgeOrigins origins = new RidgeOrigins(hour, RidgeInputs.DAY);
      return origins.count() < FEWEST_ORIGINS
          ? Optional.empty()
          : Optional.of(origins.fit(PENALTIES));
    }
  }
}
