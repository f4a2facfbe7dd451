package org.carbonaware.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Zones;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts by ridge regressions of hourly logarithms, one for each hour of the day, made by a
 * {@link RidgeRecipe} and renewed once in a while: all of a forecast that is the same for each
 * recipe, above all what to do where history is short, gappy, late or not hourly.
 */
final class HourlyRidge implements Forecaster {
  static final int REFIT_DAYS = 7;
  private static final int YEARS_OF_DAYS = 730; // two summers and two winters
  private static final int LATE_DAYS = 1;
  private static final int MOST_DAYS = 3650;
  private static final int FEWEST_DAYS = RidgeInputs.MEMORY / RidgeInputs.DAY;
  private static final int FITS_PER_PROCESSOR = 2 * RidgeInputs.DAY; // this week's and the last's

  static final Duration TWO_YEARS = Duration.ofDays(YEARS_OF_DAYS + REFIT_DAYS + LATE_DAYS);

  private final String model;
  private final RidgeRecipe recipe;
  private final int refitDays;
  private final int learnedHours;
  private final Instant until;
  private final RecentFits fits;

  /**
   * Forecasts by a recipe.
   *
   * @param memory how much history to make use of: what is learned from, and {@code refitDays + 1}
   *     days until that is renewed; whole days count
   * @throws IllegalArgumentException if it is too short to learn from or above 10 years
   */
  HourlyRidge(String model, RidgeRecipe recipe, Duration memory, int refitDays) {
    this(model, recipe, learnedDays(memory, refitDays) * RidgeInputs.DAY, refitDays, Instant.MAX);
  }

  private HourlyRidge(
      String model, RidgeRecipe recipe, int learnedHours, int refitDays, Instant until) {
    this.model = model;
    this.recipe = recipe;
    this.learnedHours = learnedHours;
    this.refitDays = refitDays;
    this.until = until;
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.fits = new RecentFits(recipe, FITS_PER_PROCESSOR * processors);
  }

  private static int learnedDays(Duration memory, int refitDays) {
    long learnedDays = memory.toDays() - refitDays - LATE_DAYS;
    if (learnedDays < FEWEST_DAYS || memory.toDays() > MOST_DAYS) {
      throw new IllegalArgumentException("memory of " + memory.toDays() + " days: expected "
          + (FEWEST_DAYS + refitDays + LATE_DAYS) + " to " + MOST_DAYS + " days");
    }
    return (int) learnedDays;
  }

  /** The same, learning nothing from a moment on; fits then stay the last ones before it. */
  HourlyRidge trainedUntil(Instant end) {
    return new HourlyRidge(
        model, recipe, learnedHours, refitDays, end.isBefore(until) ? end : until);
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public Duration memory() {
    return Duration.ofDays(
        until.equals(Instant.MAX)
            ? learnedHours / RidgeInputs.DAY + refitDays + LATE_DAYS
            : MOST_DAYS);
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    PastDays past = new PastDays(history, issuedAt, horizon);
    KnownHours hours = KnownHours.of(
        history, past.knownEnd(), (int) (memory().toHours() - LATE_DAYS * RidgeInputs.DAY));
    if (KnownHours.suit(history.step()) && hours.end() - hours.first() < RidgeInputs.WEEK) {
      return past.forecast(model, past::latest);
    }
    double[] ahead = ahead(history.zone(), hours, issuedAt);
    return past.forecast(
        model,
        ahead == null
            ? index -> ProfileBlend.blended(past, index)
            : index -> step(hours, ahead, history.startOf(index), history.step()));
  }

  /** What the fit expects of the hours after the latest known one, or null if there is no fit. */
  private double @Nullable [] ahead(Zone zone, KnownHours hours, Instant issuedAt) {
    long origin = hours.end();
    long fitted = fitted(hours);
    if (hours.hourOf(issuedAt) >= origin + RidgeFit.LEADS
        || fitted - hours.first() < RidgeInputs.MEMORY) {
      return null;
    }
    LogHours recent = new LogHours(hours.between(origin - RidgeInputs.MEMORY, origin));
    int now = recent.size();
    if (!recent.mostlyKnown(now - RidgeInputs.WEEK, now)) {
      return null;
    }
    long day = RecentFits.startOfDay(fitted);
    int offset = hours.offsetSeconds() + standardOffset(zone, hours.startOf(day));
    RidgeInputs inputs = new RidgeInputs(recent, now, RidgeData.weekday(origin, offset));
    return fits.get(hours, day - learnedHours, fitted, offset)
        .map(fit -> grams(fit.logs(inputs), recent))
        .orElse(null);
  }

  /** The hour of the fit that serves the next hour to come. */
  private long fitted(KnownHours hours) {
    long day = Math.floorDiv(hours.end(), (long) RidgeInputs.DAY);
    long fitted = hours.end() - RidgeInputs.DAY * Math.floorMod(day, (long) refitDays);
    if (until.isBefore(hours.startOf(fitted))) {
      long late = fitted - hours.hourOf(until);
      long period = (long) RidgeInputs.DAY * refitDays;
      fitted -= period * ((late + period - 1) / period);
    }
    return fitted;
  }

  private static int standardOffset(Zone zone, Instant at) {
    return Zones.find(zone)
        .map(known -> known.timeZone().getRules().getStandardOffset(at))
        .orElse(ZoneOffset.UTC)
        .getTotalSeconds();
  }

  private static double[] grams(double[] logs, LogHours recent) {
    double lowest = recent.lowest() - StrictMath.log(2);
    double highest = recent.highest() + StrictMath.log(2);
    return Arrays.stream(logs)
        .map(log -> StrictMath.exp(Math.max(lowest, Math.min(highest, log))))
        .toArray();
  }

  private static double step(KnownHours hours, double[] ahead, Instant start, Duration step) {
    long first = hours.hourOf(start);
    long count = Math.max(1, step.toHours());
    double sum = 0;
    for (long hour = first; hour < first + count; hour++) {
      sum += hour < hours.end() ? hours.grams(hour) : expected(ahead, hour - hours.end());
    }
    return sum / count;
  }

  private static double expected(double[] ahead, long lead) {
    int lastDay = ahead.length - RidgeInputs.DAY;
    return ahead[lead < ahead.length ? (int) lead : lastDay + (int) (lead % RidgeInputs.DAY)];
  }
}
