package org.carbonaware.grid.electricitymaps;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.http.Span;

/**
 * Carbon intensity of about 350 zones from Electricity Maps, with a key: gCO2eq per kWh by the
 * hour, of lifecycle or direct basis, with a forecast of up to 72 h where the plan has it.
 * Documents: app.electricitymaps.com/docs. Its terms forbid publishing the data; free plans are for
 * non-commercial use and have one zone.
 *
 * <p>The service never answers for another zone than the one asked: questions forbid it to look up
 * where they come from, and answers are checked. A refusal says whether the key is wrong, the plan
 * lacks the zone, or the quota is used up, for which the list of zones may be asked once more.
 *
 * <p>The present may be up to 2 h old, as its time says, and is often an estimate. Each question
 * blocks for one call; a history of more than a day needs {@code past-range}, in calls of 10 days,
 * and begins a day ago where the plan lacks that. Safe for several threads.
 */
public final class ElectricityMapsGridSource implements GridSource {
  /** The public address of the service, in its third version; the fourth ends in {@code /v4}. */
  public static final URI ADDRESS = URI.create("https://api.electricitymaps.com/v3");

  static final String NAME = "Electricity Maps";
  private static final Duration OLDEST_PRESENT = Duration.ofHours(2);
  private static final Duration LONGEST_CALL = Duration.ofDays(10);
  private static final Duration LONGEST = Duration.ofDays(93);
  private static final int[] HORIZON_HOURS = {6, 24, 48, 72};

  private final JsonExchange http;
  private final Basis basis;
  private final InstantSource clock;

  private ElectricityMapsGridSource(JsonExchange http, Basis basis, InstantSource clock) {
    this.http = http;
    this.basis = basis;
    this.clock = clock;
  }

  /**
   * A source at any address.
   *
   * @param address where the service is, with its version, such as {@link #ADDRESS}
   * @param key the account's key
   * @param basis lifecycle or direct
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, which ends the history
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   * @throws IllegalArgumentException if the basis is marginal
   */
  public static ElectricityMapsGridSource at(
      URI address, ApiKey key, Basis basis, HttpLimits limits, InstantSource clock) {
    if (basis == Basis.MARGINAL) {
      throw new IllegalArgumentException(
          NAME + ": basis " + basis.label() + "; expected lifecycle or direct");
    }
    return new ElectricityMapsGridSource(
        JsonExchange.withKey(NAME, address, limits, clock, "auth-token", key), basis, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Basis basis() {
    return basis;
  }

  @Override
  public Duration longestHistory() {
    return LONGEST;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    HttpAnswer answer = ask(zone, "latest", Map.of());
    IntensitySeries latest = new Hours(zone, basis)
        .addLatest(admitted(answer, zone, "latest"))
        .past(Instant.MIN, Instant.MAX);
    if (latest.size() == 0
        || latest.start().isAfter(now)
        || !latest.start().plus(OLDEST_PRESENT).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Intensity(latest.gramsPerKwh(0), basis, latest.start(), latest.provenance()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 93 days. It begins where the plan's history does, if that is later.
   */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Instant now = clock.instant();
    Span begun = Span.begun(from, to, now).requireAtMost(LONGEST, NAME);
    Hours known = new Hours(zone, basis);
    if (begun.isEmpty()) {
      return known.past(from, from);
    }
    Instant end = begun.to();
    Instant recent = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(23));
    boolean recentToo = end.isAfter(recent);
    if (recentToo) {
      known.addAll(admitted(ask(zone, "history", Map.of()), zone, "history"), "history");
    }
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    Instant old = recentToo ? recent : end.plus(Hours.STEP).truncatedTo(ChronoUnit.HOURS);
    List<Span> newestFirst = new ArrayList<>(new Span(start, old).inPartsOf(LONGEST_CALL));
    Collections.reverse(newestFirst);
    boolean someIsKnown = recentToo;
    for (Span part : newestFirst) {
      Map<String, String> bounds =
          Map.of("start", part.from().toString(), "end", part.to().toString());
      HttpAnswer answer = ask(zone, "past-range", bounds);
      if (someIsKnown && Refusal.isOfThePlan(answer)) {
        break; // what is newer is better than nothing
      }
      known.addAll(admitted(answer, zone, "past-range"), "data");
      someIsKnown = true;
    }
    return known.past(from, end);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    HttpAnswer answer = ask(zone, "forecast", Map.of("horizonHours", hours(horizon)));
    IntensitySeries all = new Hours(zone, basis)
        .addAll(admitted(answer, zone, "forecast"), "forecast")
        .forecast();
    return IntensityRows.ahead(all, now, horizon);
  }

  private static String hours(Duration horizon) {
    for (int hours : HORIZON_HOURS) {
      if (horizon.compareTo(Duration.ofHours(hours)) <= 0) {
        return Integer.toString(hours);
      }
    }
    return Integer.toString(HORIZON_HOURS[HORIZON_HOURS.length - 1]);
  }

  private HttpAnswer ask(Zone zone, String temporality, Map<String, String> parameters) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("zone", zone.key());
    query.put("disableCallerLookup", "true");
    query.put("emissionFactorType", basis.label());
    query.putAll(parameters);
    return http.get(List.of("carbon-intensity", temporality), query);
  }

  private HttpAnswer admitted(HttpAnswer answer, Zone zone, String temporality) {
    if (Refusal.isOne(answer)) {
      throw Refusal.reason(http, answer, zone, temporality);
    }
    return answer;
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
