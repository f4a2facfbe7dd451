package org.carbonaware.grid.yearly;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.yearly.YearlyAverages.Average;
import org.carbonaware.grid.zones.Zones;

/**
 * One figure per zone: the average of a past year, the same for every hour, past and to come. It
 * tells how dirty a grid is, not when; a flat forecast gives no reason to wait. For when nothing
 * better can be asked. Lifecycle, gCO2e per kWh, always of kind ASSUMED and freshness static; the
 * provenance says the year and where the figure is from.
 *
 * <p>It has 212 countries and 32 sub-zones. Another sub-zone gets the figure of its country, which
 * the provenance says. Sources, which ask for credit: Our World in Data (CC BY 4.0, from Ember and
 * the Energy Institute), codecarbon (MIT), CarbonCast (Apache-2.0), SustainDC (Hewlett Packard
 * Enterprise, MIT), Google region-carbon-info (Apache-2.0); which figure is whose, and of what year
 * (mostly 2022 and 2023), is in the table in the jar, {@code yearly_averages.csv}. There are no
 * figures of direct basis: no open table of many countries has them.
 *
 * <p>No network, no key, does not block; immutable and safe for several threads.
 */
public final class YearlyAverageGridSource implements GridSource {
  static final String NAME = "yearly averages";
  private static final Duration STEP = Duration.ofHours(1);
  // One question must not take all memory.
  private static final Duration LONGEST = Duration.ofDays(366 * 20L);

  private final InstantSource clock;

  private YearlyAverageGridSource(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The source.
   *
   * @param clock tells the present, which ends the history
   * @return the source
   */
  public static YearlyAverageGridSource of(InstantSource clock) {
    return new YearlyAverageGridSource(clock);
  }

  /**
   * The zones that have a figure of their own.
   *
   * @return 244 zones in the order of their keys
   */
  public static List<Zone> zones() {
    return YearlyAverages.loaded().zones();
  }

  @Override
  public String name() {
    return NAME;
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
    Average average = YearlyAverages.loaded().of(zone);
    return Optional.of(new Intensity(
        average.gramsPerKwh(),
        Basis.LIFECYCLE,
        now.truncatedTo(ChronoUnit.HOURS),
        provenance(zone, average)));
  }

  /** {@inheritDoc} Flat, in hours; at most 20 years. */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Instant pastPresent = clock.instant().plusNanos(1); // an hour that starts now has begun
    return flat(zone, from, to.isBefore(pastPresent) ? to : pastPresent);
  }

  /** {@inheritDoc} Flat, in hours; at most 20 years. */
  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    IntensitySeries ahead = flat(zone, now, now.plus(horizon));
    return ahead.size() == 0 ? Optional.empty() : Optional.of(ahead);
  }

  /** The hours that touch an interval. */
  private static IntensitySeries flat(Zone zone, Instant from, Instant to) {
    Average average = YearlyAverages.loaded().of(zone);
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    int hours = 0;
    if (from.isBefore(to)) {
      Duration length = Duration.between(start, to);
      if (Duration.between(from, to).compareTo(LONGEST.plusNanos(1)) > 0) {
        throw GridException.lasting(
            NAME + ": asked for " + length.toDays() + " days; expected at most 20 years");
      }
      hours = (int) length.plus(STEP).minusNanos(1).dividedBy(STEP);
    }
    double[] values = new double[hours];
    Arrays.fill(values, average.gramsPerKwh());
    return IntensitySeries.of(
        zone, Basis.LIFECYCLE, provenance(zone, average), start, STEP, values);
  }

  private static Provenance provenance(Zone zone, Average average) {
    boolean own = Zones.find(zone).filter(known -> known == average.of()).isPresent();
    return new Provenance(
        average.origin() + ", average of " + average.year() + " for " + average.of()
            + (own ? "" : ", in place of " + zone),
        Provenance.Kind.ASSUMED);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
