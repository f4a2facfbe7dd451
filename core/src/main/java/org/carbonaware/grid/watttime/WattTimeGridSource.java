package org.carbonaware.grid.watttime;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.Credentials;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.http.JsonFields;
import org.carbonaware.grid.http.Span;

/**
 * Marginal carbon intensity from WattTime, with an account: what one more kWh causes, in gCO2 per
 * kWh ({@code co2_moer}, lbs/MWh on the wire), in steps of 5 minutes or an hour as the region has
 * them, with a forecast of up to 72 h. Documents: docs.watttime.org, third version. Its terms
 * restrict passing the data on. A free account has the region CAISO_NORTH, and of every region
 * {@link #signalIndex} and {@link #regionAt}.
 *
 * <p>0 is a real value, as when wind or sun is curtailed. Present and forecast count as new until
 * an hour after their step: models run every 5 minutes, in some regions by the hour, so that after
 * it a run is missing everywhere. Then there is no present, and a forecast is stale, of its real
 * age; after a day it is none.
 *
 * <p>A question blocks for one call, and for a login about every 25 minutes; a history for one call
 * per 32 days. After a wrong user name or password it asks again only after 5 minutes. Safe for
 * several threads.
 */
public final class WattTimeGridSource implements GridSource {
  /** The public address of the service. */
  public static final URI ADDRESS = URI.create("https://api.watttime.org");

  static final String NAME = "WattTime";
  private static final Duration OVERDUE = Duration.ofHours(1);
  private static final Duration OUTDATED = Duration.ofDays(1);
  private static final Duration LONGEST_CALL = Duration.ofDays(32);
  private static final Duration LONGEST = Duration.ofDays(3 * 366);
  private static final long MOST_HOURS = 72;

  private final Questions questions;
  private final Function<String, Optional<String>> regions;
  private final InstantSource clock;

  private WattTimeGridSource(
      Questions questions, Function<String, Optional<String>> regions, InstantSource clock) {
    this.questions = questions;
    this.regions = regions;
    this.clock = clock;
  }

  /**
   * A source at any address.
   *
   * @param address where the service is, {@link #ADDRESS} but for proxies and tests
   * @param credentials the account's user name and password
   * @param regions from a zone's key to the key of the service's region, such as {@code PJM_DC};
   *     {@code Optional::of} if zones are named as the service names its regions; empty for a zone
   *     that has none
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, which ends the history and the token's life
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   */
  public static WattTimeGridSource at(
      URI address,
      Credentials credentials,
      Function<String, Optional<String>> regions,
      HttpLimits limits,
      InstantSource clock) {
    JsonExchange door = JsonExchange.withCredentials(NAME, address, limits, clock, credentials);
    return new WattTimeGridSource(new Questions(new Session(door, clock)), regions, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Basis basis() {
    return Basis.MARGINAL;
  }

  @Override
  public Duration longestHistory() {
    return LONGEST;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A model's estimate of the running step, of kind ESTIMATED.
   */
  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Body body = questions.forecast(place(zone), 0);
    IntensitySeries known = IntensityRows.trimmed(
        new Moer(zone).add(body).series(new Provenance(NAME, Kind.ESTIMATED)));
    if (known.size() == 0
        || known.start().isAfter(now)
        || isOverdue(known.start(), body, now)
        || isOverdue(body.generatedAt(), body, now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Intensity(known.gramsPerKwh(0), basis(), known.start(), known.provenance()));
  }

  private static boolean isOverdue(Instant time, Body body, Instant now) {
    return !now.isBefore(time.plus(body.step()).plus(OVERDUE));
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 3 years. The last minutes, at times hours, are not there yet, and values may be
   * revised later. The provenance says how many stand on filled-in data.
   */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Place place = place(zone);
    Span begun = Span.begun(from, to, clock.instant()).requireAtMost(LONGEST, NAME);
    Moer known = new Moer(zone);
    if (begun.isEmpty()) {
      return known.past(from, from);
    }
    Span fromFullHour = new Span(from.truncatedTo(ChronoUnit.HOURS), begun.to());
    for (Span part : fromFullHour.inPartsOf(LONGEST_CALL)) {
      Instant last = IntensityRows.fullFiveMinutes(part.to().minusNanos(1));
      known.add(questions.historical(place, part.from().toString(), last.toString()));
    }
    return known.past(from, begun.to());
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 72 h.
   */
  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    Body body = questions.forecast(place(zone), hours(horizon));
    Duration age = Duration.between(body.generatedAt(), now);
    if (age.compareTo(OUTDATED) >= 0) {
      return Optional.empty();
    }
    Freshness freshness =
        isOverdue(body.generatedAt(), body, now) ? Freshness.stale(age) : Freshness.LIVE;
    IntensitySeries expected =
        new Moer(zone).add(body).series(new Provenance(NAME, Kind.FORECAST, freshness));
    return IntensityRows.ahead(expected, now, horizon);
  }

  private static long hours(Duration horizon) {
    long begun = horizon.plusHours(1).minusNanos(1).toHours();
    return Math.max(0, Math.min(begun, MOST_HOURS));
  }

  /**
   * Where the present stands among the next 24 hours of the region; free with every account. A
   * relative figure, see {@link SignalIndex}. Blocks for one call.
   *
   * @param zone the zone
   * @param now the present
   * @return the rank, or empty if the service has none that is new
   * @throws GridException if the service cannot be asked or does not know the zone
   */
  public Optional<SignalIndex> signalIndex(Zone zone, Instant now) {
    Body body = questions.signalIndex(place(zone));
    for (JsonNode row : body.rows()) {
      Instant at = body.start(row);
      double percentile = JsonFields.number(row.get("value"));
      if (SignalIndex.isPercentile(percentile) && !at.isAfter(now) && !isOverdue(at, body, now)) {
        return Optional.of(new SignalIndex(zone, at, percentile));
      }
    }
    return Optional.empty();
  }

  /**
   * The service's region at a place; free with every account. It changes rarely: ask once a month.
   * Blocks for one call.
   *
   * @param latitude degrees north, -90 to 90; sent with 4 decimals
   * @param longitude degrees east, -180 to 180; sent with 4 decimals
   * @return a zone whose key is the region's, such as {@code CAISO_NORTH}
   * @throws GridException lasting, if no region covers the place; others as for all questions
   * @throws IllegalArgumentException if a coordinate is out of range
   */
  public Zone regionAt(double latitude, double longitude) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("latitude " + latitude + ", longitude " + longitude
          + ": expected -90 to 90 and -180 to 180 degrees");
    }
    return questions.regionAt(latitude, longitude);
  }

  private Place place(Zone zone) {
    String region = regions
        .apply(zone.key())
        .filter(Zone::isKey)
        .orElseThrow(() -> GridException.lasting(NAME + ": zone " + zone
            + " has no region here; expected a region's key, such as CAISO_NORTH"));
    return new Place(zone, region);
  }

  @Override
  public String toString() {
    return questions.toString();
  }
}
