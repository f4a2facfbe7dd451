package org.carbonaware.forecast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.zones.Zones;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a zone's history how its intensity goes on: a ridge regression of the logarithm, one
 * for each hour of the day at which a forecast may be issued, from the last week hour by hour and
 * its place among the last 8 weeks. No weather, and no other zone. It follows the recipe of the
 * project's forecasting study (4-day MAPE 9.25 % over the 13 grids of the CarbonCast data set,
 * second half of 2021, where {@link ProfileBlend} has 10.5 and {@link Persistence} 11.9 %).
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
 * the day, to what is known then: some 5 ms for two years. The last 96 fits are kept, up to 0.3 MB
 * each, which shows in nothing but time: a fit is found again by the values it was made from.
 * Threads that need the same fit wait for one another.
 */
public final class LogRidge implements Forecaster {
  private static final int MOST_FITS = 96; // a week's of 4 zones
  private static final int REFIT_DAYS = 7;
  private static final int YEARS_OF_DAYS = 730; // two summers and two winters
  private static final int LATE_DAYS = 1;
  private static final int MOST_DAYS = 3650;
  private static final int FEWEST_DAYS = RidgeInputs.MEMORY / RidgeInputs.DAY;

  private final int refitDays;
  private final int learnedHours;
  private final Duration memory;
  private final Cache<RidgeFit.Data, Optional<RidgeFit>> fits =
      Caffeine.newBuilder().maximumSize(MOST_FITS).executor(Runnable::run).build();

  /** Learns from up to two years. */
  public LogRidge() {
    this(Duration.ofDays(YEARS_OF_DAYS + REFIT_DAYS + LATE_DAYS));
  }

  /**
   * Learns from less or more, for a source that has no two years of history.
   *
   * @param memory how much history to make use of: what is learned from, and 8 days until that is
   *     renewed; from 64 days to 10 years, whole days count
   * @throws IllegalArgumentException if it is less or more
   */
  public LogRidge(Duration memory) {
    this(memory, REFIT_DAYS);
  }

  LogRidge(Duration memory, int refitDays) {
    long learnedDays = memory.toDays() - refitDays - LATE_DAYS;
    if (learnedDays < FEWEST_DAYS || memory.toDays() > MOST_DAYS) {
      throw new IllegalArgumentException("memory of " + memory.toDays() + " days: expected "
          + (FEWEST_DAYS + refitDays + LATE_DAYS) + " to " + MOST_DAYS + " days");
    }
    this.memory = memory;
    this.refitDays = refitDays;
    this.learnedHours = Math.toIntExact(learnedDays * RidgeInputs.DAY);
  }

  @Override
  public String model() {
    return "ridge";
  }

  @Override
  public Duration memory() {
    return memory;
  }

  @Override
  public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
    PastDays past = new PastDays(history, issuedAt, horizon);
    KnownHours hours =
        KnownHours.of(history, past.knownEnd(), learnedHours + refitDays * RidgeInputs.DAY);
    if (KnownHours.suit(history.step()) && hours.end() - hours.first() < RidgeInputs.WEEK) {
      return past.forecast(model(), past::latest);
    }
    double[] ahead = ahead(history.zone(), hours, issuedAt);
    return past.forecast(
        model(),
        ahead == null
            ? index -> ProfileBlend.blended(past, index)
            : index -> step(hours, ahead, history.startOf(index), history.step()));
  }

  /** What the fit expects of the hours after the latest known one, or null if there is no fit. */
  private double @Nullable [] ahead(Zone zone, KnownHours hours, Instant issuedAt) {
    long origin = hours.end();
    long day = Math.floorDiv(origin, (long) RidgeInputs.DAY);
    long fitted = origin - RidgeInputs.DAY * Math.floorMod(day, (long) refitDays);
    if (hours.hourOf(issuedAt) >= origin + RidgeFit.LEADS
        || fitted - hours.first() < RidgeInputs.MEMORY) {
      return null;
    }
    LogHours recent = new LogHours(hours.between(origin - RidgeInputs.MEMORY, origin));
    int now = recent.size();
    if (!recent.mostlyKnown(now - RidgeInputs.WEEK, now)) {
      return null;
    }
    int offset = hours.offsetSeconds() + standardOffset(zone, hours.startOf(fitted));
    RidgeInputs inputs = new RidgeInputs(recent, now, RidgeFit.weekday(origin, offset));
    return fits.get(
            new RidgeFit.Data(hours.between(fitted - learnedHours, fitted), fitted, offset),
            RidgeFit::to)
        .map(fit -> grams(fit.logs(inputs), recent))
        .orElse(null);
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
