package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a zone's grid at one moment, made ready to be decided on: the present and the
 * outlook on one time axis, so that "now" and "later" can be compared. Unknown values are absent or
 * NaN, never 0. Immutable.
 *
 * <p>Providers measure the present and forecast the rest, and the two do not meet: Energy-Charts
 * has been seen to step from 59.6 measured to 49.4 forecast, which makes waiting look like a saving
 * of 17 %. Where the forecast also says what it expected of the step that is now measured, the
 * outlook carries that latest error on, halved every 12 hours, instead of jumping. Over the first
 * 24 hours of the published forecasts of CarbonCast (13 grids, October to December 2021) that
 * lowers the mean absolute percentage error from 8.10 to 7.12 %, and on no grid raises it. Where
 * the forecast does not say so, or another source measured (two sources differ in level for ever,
 * which is no error that fades), the outlook is left as it is and {@link #seam} is empty.
 */
public final class GridView {
  private static final Duration HALF_LIFE = Duration.ofHours(12);
  private static final Duration SHORTEST_HORIZON = Duration.ofDays(1);
  private static final Duration LONGEST_HORIZON = Duration.ofDays(7);
  private static final Duration WITHOUT_STEP = Duration.ofHours(1);
  private static final String CORRECTED = ", its latest error carried on";

  private final Instant asOf;
  private final Optional<Intensity> current;
  private final Optional<IntensitySeries> forecast;
  private final Optional<Seam> seam;
  private final Optional<IntensitySeries> outlook;

  private GridView(
      Instant asOf,
      Optional<Intensity> current,
      Optional<IntensitySeries> forecast,
      Optional<Seam> seam,
      Optional<IntensitySeries> outlook) {
    this.asOf = asOf;
    this.current = current;
    this.forecast = forecast;
    this.seam = seam;
    this.outlook = outlook;
  }

  /**
   * How far ahead a run wants to know the grid: until it must have ended, but at least a day, which
   * costs nothing, and at most a week, beyond which no forecast tells more than a typical day.
   *
   * @param left the time from the present until the run must have ended
   * @return from a day to a week
   */
  public static Duration horizon(Duration left) {
    return left.compareTo(SHORTEST_HORIZON) < 0
        ? SHORTEST_HORIZON
        : left.compareTo(LONGEST_HORIZON) > 0 ? LONGEST_HORIZON : left;
  }

  /**
   * A view of a grid of which nothing is known.
   *
   * @param asOf the moment
   * @return a view without present and outlook
   */
  public static GridView unknown(Instant asOf) {
    return of(asOf, Optional.empty(), Optional.empty());
  }

  /**
   * A view of what a source said.
   *
   * @param asOf when it was asked
   * @param current the present intensity, if known
   * @param forecast the forecast, if known; it may reach into the past, which then only serves to
   *     know its error
   * @return the view
   * @throws IllegalArgumentException if the two have different bases: they cannot be compared
   */
  public static GridView of(
      Instant asOf, Optional<Intensity> current, Optional<IntensitySeries> forecast) {
    if (current.isPresent()
        && forecast.isPresent()
        && current.get().basis() != forecast.get().basis()) {
      throw new IllegalArgumentException("the present is "
          + current.get().basis().label() + " and the forecast "
          + forecast.get().basis().label() + ": figures of different basis cannot be compared");
    }
    Optional<Seam> seam = current.flatMap(value -> forecast.flatMap(series -> seam(value, series)));
    Optional<IntensitySeries> outlook = forecast
        .map(series -> seam.map(known -> corrected(series, known)).orElse(series))
        .map(series -> series.between(asOf, series.end()))
        .filter(GridView::isKnown);
    return new GridView(asOf, current, forecast, seam, outlook);
  }

  private static Optional<Seam> seam(Intensity current, IntensitySeries forecast) {
    OptionalDouble said = forecast.at(current.at());
    boolean known = switch (current.provenance().kind()) {
      case MEASURED, ESTIMATED -> true;
      case FORECAST, ASSUMED -> false;
    };
    // a forecast that we made from a source's history names that source, too
    boolean ofOneSource =
        forecast.provenance().source().contains(current.provenance().source());
    return known && ofOneSource && said.isPresent()
        ? Optional.of(new Seam(
            forecast.startOf(forecast.indexOf(current.at())),
            current.gramsPerKwh(),
            said.getAsDouble()))
        : Optional.empty();
  }

  private static IntensitySeries corrected(IntensitySeries series, Seam seam) {
    double[] values = series.toArray();
    double bias = seam.biasGramsPerKwh();
    if (bias == 0) {
      return series;
    }
    double kept = Math.pow(0.5, (double) series.step().toSeconds() / HALF_LIFE.toSeconds());
    int first = series.indexOf(seam.at());
    for (int i = first; i < values.length; i++) {
      values[i] = Math.max(0, values[i] + bias * Math.pow(kept, (double) i - first));
    }
    Provenance given = series.provenance();
    return IntensitySeries.of(
        series.zone(),
        series.basis(),
        new Provenance(given.source() + CORRECTED, given.kind(), given.freshness()),
        series.start(),
        series.step(),
        values);
  }

  private static boolean isKnown(IntensitySeries series) {
    return series.mean().isPresent();
  }

  /**
   * When the grid was looked at.
   *
   * @return the moment
   */
  public Instant asOf() {
    return asOf;
  }

  /**
   * The present intensity as the source gave it, with its age and origin. It may be about a step
   * that is over: {@link #at} knows.
   *
   * @return the intensity, or empty if unknown
   */
  public Optional<Intensity> current() {
    return current;
  }

  /**
   * The forecast as the source gave it, with its age and origin.
   *
   * @return the forecast, or empty if unknown
   */
  public Optional<IntensitySeries> forecast() {
    return forecast;
  }

  /**
   * How far the forecast was off where it met what was measured.
   *
   * @return the seam, or empty if the forecast does not say what it expected of a step that the
   *     same source has measured
   */
  public Optional<Seam> seam() {
    return seam;
  }

  /**
   * What is expected: the forecast, without its latest error where {@link #seam} knows it, which
   * its provenance then says. Its first step holds {@link #asOf}; it may end early.
   *
   * @return the expectation, or empty if unknown
   */
  public Optional<IntensitySeries> outlook() {
    return outlook;
  }

  /**
   * The intensity at a moment: what was given as the present while its step lasts (the outlook's
   * step, or an hour if there is none), else what the outlook says. A present that is only assumed
   * stands back behind an outlook that is not.
   *
   * @param moment a moment from {@link #asOf} on
   * @return the intensity, or empty if unknown
   */
  public Optional<Intensity> at(Instant moment) {
    Duration step = outlook.map(IntensitySeries::step).orElse(WITHOUT_STEP);
    Optional<Intensity> lasting =
        current.filter(value -> moment.isBefore(value.at().plus(step)));
    if (lasting.isPresent() && !isAssumed(lasting.get())) {
      return lasting;
    }
    Optional<Intensity> expected = outlook.flatMap(series -> expected(series, moment));
    return lasting.isPresent() && (expected.isEmpty() || isAssumed(expected.get()))
        ? lasting
        : expected;
  }

  private static boolean isAssumed(Intensity intensity) {
    return intensity.provenance().kind() == Provenance.Kind.ASSUMED;
  }

  private static Optional<Intensity> expected(IntensitySeries series, Instant moment) {
    OptionalDouble value = series.at(moment);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Intensity(
            value.getAsDouble(),
            series.basis(),
            series.startOf(series.indexOf(moment)),
            series.provenance()));
  }

  /**
   * The same view later, without having been asked for anew.
   *
   * @param now the present, not before {@link #asOf}
   * @param overdue whether the source should have been asked again and could not be
   * @return this view as of {@code now}, each part with its age
   */
  public GridView keptUntil(Instant now, boolean overdue) {
    Duration kept = Duration.between(asOf, now);
    if (kept.isNegative()) {
      return this;
    }
    return new GridView(
        now,
        current.map(value -> value.withProvenance(aged(value.provenance(), kept, overdue))),
        forecast.map(series -> series.withProvenance(aged(series.provenance(), kept, overdue))),
        seam,
        outlook
            .map(series -> series
                .between(now, series.end())
                .withProvenance(aged(series.provenance(), kept, overdue)))
            .filter(GridView::isKnown));
  }

  private static Provenance aged(Provenance given, Duration kept, boolean overdue) {
    return given.withFreshness(given.freshness().keptFor(kept, overdue));
  }
}
