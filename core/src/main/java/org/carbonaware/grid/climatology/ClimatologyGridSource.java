package org.carbonaware.grid.climatology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/**
 * Assumed carbon intensity from a built-in table: month-and-hour means of 15 zones, lifecycle,
 * production-based, hourly. Everything it says is of kind ASSUMED. No network, no key, does not
 * block; immutable to its users and safe for several threads.
 *
 * <p>Means are blended linearly from the middle of one month to the middle of the next, by day, so
 * that months do not begin with a jump. Derived from CarbonCast (Maji, Shenoy, Sitaraman;
 * Apache-2.0) and SustainDC/dc-rl (Hewlett Packard Enterprise; MIT), which rest on US EIA and
 * ENTSO-E Transparency Platform data of 2020-2022.
 */
public final class ClimatologyGridSource implements GridSource {
  private static final Duration STEP = Duration.ofHours(1);
  // Years far from the table's mean nothing; the bound keeps one question from taking all memory.
  private static final Duration LONGEST = Duration.ofDays(366 * 20L);

  private final String name;
  private final HourlyModel model;
  private final boolean forecasts;
  private final InstantSource clock;

  private ClimatologyGridSource(
      String name, HourlyModel model, boolean forecasts, InstantSource clock) {
    this.name = name;
    this.model = model;
    this.forecasts = forecasts;
    this.clock = clock;
  }

  /**
   * The typical year. Its forecast is that year too, of kind ASSUMED.
   *
   * @param clock tells the present, which ends the history
   * @return the source
   */
  public static ClimatologyGridSource typical(InstantSource clock) {
    return new ClimatologyGridSource(
        "typical year", (climate, hour) -> climate.typical(hour), true, clock);
  }

  /**
   * A made-up grid that behaves like the real one: typical year, weekend effect and autocorrelated
   * noise, clipped to the range seen. The same seed, zone and hour always give the same value. It
   * makes no forecast of its own: its users have to forecast from its history, as with a real grid.
   *
   * <p>The noise is AR(1) with the residual's standard deviation and 1 h autocorrelation; where
   * that would underestimate the 24 h autocorrelation a second, slower AR(1) shares the variance so
   * that both are met. On the other, mostly wind-driven grids the noise is a little more persistent
   * over a day than the real one.
   *
   * @param seed chooses the made-up years
   * @param clock tells the present, which ends the history
   * @return the source
   */
  public static ClimatologyGridSource synthetic(long seed, InstantSource clock) {
    return new ClimatologyGridSource(
        "synthetic, seed " + seed, new SyntheticModel(seed), false, clock);
  }

  /**
   * The zones of the table, by their Electricity Maps keys. The keys of the figures' sources, such
   * as {@code CISO}, are understood as well.
   *
   * @return 15 zones in alphabetical order
   */
  public static List<Zone> knownZones() {
    return Climatology.builtIn().zones();
  }

  /**
   * Synthetic values over any interval, past or future; what {@link #synthetic} says with the same
   * seed. Steps shorter than an hour repeat the hour's value, others hold the mean of their parts.
   *
   * @param zone the zone
   * @param start the start of the first step, a whole second
   * @param length how long; a last step that is not complete is left out
   * @param step the length of a step, a whole positive number of seconds
   * @param seed chooses the made-up years
   * @return the series, of kind ASSUMED
   * @throws GridException lasting, naming the known zones, if the zone is not one of them
   * @throws IllegalArgumentException if start, length or step is out of range
   */
  public static IntensitySeries syntheticSeries(
      Zone zone, Instant start, Duration length, Duration step, long seed) {
    if (!start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("start " + start + ": expected a whole second");
    }
    if (step.toSeconds() < 1 || !step.equals(step.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException(
          "step " + step + ": expected a whole positive number of seconds");
    }
    if (length.isNegative()
        || length.compareTo(LONGEST) > 0
        || length.dividedBy(step) > 20_000_000) {
      throw new IllegalArgumentException("length " + length + " in steps of " + step
          + ": expected 0 to 20 years in at most 20 million steps");
    }
    int count = (int) length.dividedBy(step);
    double[] values = new SyntheticModel(seed).steps(zone, start, step, count);
    return IntensitySeries.of(
        zone, Basis.LIFECYCLE, assumed("synthetic, seed " + seed), start, step, values);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Basis basis() {
    return Basis.LIFECYCLE;
  }

  @Override
  public Duration longestHistory() {
    return LONGEST;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    double value = model.steps(zone, hour, STEP, 1)[0];
    return Optional.of(new Intensity(value, Basis.LIFECYCLE, hour, assumed(name)));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Instant pastPresent = clock.instant().plusNanos(1); // an hour that starts now has begun
    return series(zone, from, to.isBefore(pastPresent) ? to : pastPresent);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    if (!forecasts) {
      Climatology.builtIn().of(zone); // an unknown zone is an error here too
      return Optional.empty();
    }
    IntensitySeries ahead = series(zone, now, now.plus(horizon));
    return ahead.size() == 0 ? Optional.empty() : Optional.of(ahead);
  }

  /** The hours that touch an interval. */
  private IntensitySeries series(Zone zone, Instant from, Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    int count = 0;
    if (from.isBefore(to)) {
      Duration length = Duration.between(start, to);
      if (Duration.between(from, to).compareTo(LONGEST.plusNanos(1)) > 0) {
        throw GridException.lasting(
            name + ": asked for " + length.toDays() + " days; expected at most 20 years");
      }
      count = (int) length.plus(STEP).minusNanos(1).dividedBy(STEP);
    }
    double[] values = model.steps(zone, start, STEP, count);
    return IntensitySeries.of(zone, Basis.LIFECYCLE, assumed(name), start, STEP, values);
  }

  private static Provenance assumed(String what) {
    return new Provenance(what + " (built-in climatology)", Provenance.Kind.ASSUMED);
  }
}
