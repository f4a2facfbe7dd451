package org.carbonaware.grid.carbonawaresdk;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.http.Notes;
import org.carbonaware.grid.http.Span;

/**
 * Carbon intensity from a WebAPI of the Green Software Foundation's Carbon Aware SDK, hosted by the
 * user: gCO2 per kWh in whatever steps its own source has. Documents: the SDK's OpenAPI at
 * {@code /swagger} of the WebAPI and github.com/Green-Software-Foundation/carbon-aware-sdk (MIT).
 *
 * <p>Answers do not say what they count: with WattTime behind it the SDK tells marginal values,
 * with Electricity Maps average ones. Whoever makes the source states the basis. A 0 counts as
 * missing if the basis is lifecycle, since the SDK writes 0 for null.
 *
 * <p>A zone is asked for under the location name that the WebAPI has for it, such as
 * {@code eastus}; {@code GET /locations} lists them. A forecast must be of that location. Rows may
 * bear the name that the SDK's source has for it, such as a WattTime region; it is then named in
 * the provenance.
 *
 * <p>The present may be up to 2 h old, as its time says. Rows are taken to begin on the full 5
 * minutes before their time; a time without offset is UTC, which {@link #notes} say. An SDK without
 * forecasts (HTTP 501, "ForecastDataSource is not configured") gives empty forecasts, and its
 * present and history still count.
 *
 * <p>Each question blocks for one call, a history for one call per 10 days. Safe for several
 * threads.
 */
public final class CarbonAwareSdkGridSource implements GridSource {
  static final String NAME = "Carbon Aware SDK";

  private static final Duration OLDEST_PRESENT = Duration.ofHours(2);
  // What Electricity Maps behind the SDK answers at most; WattTime has 32 days.
  private static final Duration LONGEST_CALL = Duration.ofDays(10);
  private static final Duration LONGEST = Duration.ofDays(93);
  private static final List<String> NO_FORECAST = List.of(
      "ForecastDataSource is not configured",
      "not supported for forecast",
      "EmissionsForecasts data is empty",
      "doesn't contain forecast data");

  private final JsonExchange http;
  private final Basis basis;
  private final Function<Zone, String> locations;
  private final InstantSource clock;
  private final Notes notes = new Notes(NAME);

  private CarbonAwareSdkGridSource(
      JsonExchange http, Basis basis, Function<Zone, String> locations, InstantSource clock) {
    this.http = http;
    this.basis = basis;
    this.locations = locations;
    this.clock = clock;
  }

  /**
   * A source that asks for zones by their keys.
   *
   * @param address where the WebAPI is; paths such as {@code /emissions/bylocation} follow it
   * @param basis what the values of the WebAPI's data source count
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, which ends the history
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   */
  public static CarbonAwareSdkGridSource at(
      URI address, Basis basis, HttpLimits limits, InstantSource clock) {
    return at(address, basis, Zone::key, limits, clock);
  }

  /**
   * A source that asks for zones by other names, such as those of cloud regions.
   *
   * @param address where the WebAPI is; paths such as {@code /emissions/bylocation} follow it
   * @param basis what the values of the WebAPI's data source count
   * @param locations the location name of each zone; safe for several threads; may throw a lasting
   *     {@link GridException} for a zone that has none
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, which ends the history
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   */
  public static CarbonAwareSdkGridSource at(
      URI address,
      Basis basis,
      Function<Zone, String> locations,
      HttpLimits limits,
      InstantSource clock) {
    return new CarbonAwareSdkGridSource(
        JsonExchange.keyless(NAME, address, limits, clock), basis, locations, clock);
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
    SdkRows rows = rows(zone);
    rows.addEmissions(emissions(zone, asked(new Span(now.minus(OLDEST_PRESENT), now))));
    IntensitySeries begun = noted(rows).past().between(Instant.MIN, now.plusNanos(1));
    IntensitySeries past = IntensityRows.trimmedEnd(begun);
    int last = past.size() - 1;
    boolean holds = past.end().isAfter(now);
    if (last < 0 || !(holds || past.startOf(last).plus(OLDEST_PRESENT).isAfter(now))) {
      return Optional.empty();
    }
    return Optional.of(
        new Intensity(past.gramsPerKwh(last), basis, past.startOf(last), past.provenance()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 93 days.
   */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Span begun = Span.begun(from, to, clock.instant()).requireAtMost(LONGEST, NAME);
    SdkRows rows = rows(zone);
    if (!begun.isEmpty()) {
      for (Span part : asked(begun).inPartsOf(LONGEST_CALL)) {
        rows.addEmissions(emissions(zone, part));
      }
    }
    return IntensityRows.trimmed(noted(rows).past().between(from, begun.to()));
  }

  /**
   * Full hours to begin with, for rows that hold so long, and full 5 minutes to end with, since
   * .NET reads 7 digits of a second and its clock may be behind this one. Never without length,
   * which the SDK refuses.
   */
  private static Span asked(Span span) {
    Instant start = span.from().truncatedTo(ChronoUnit.HOURS);
    Instant end = IntensityRows.fullFiveMinutes(span.to());
    return new Span(start.isBefore(end) ? start : start.minus(Duration.ofHours(1)), end);
  }

  private SdkRows noted(SdkRows rows) {
    if (rows.offsetsMissing()) {
      notes.add("times without an offset are taken as UTC");
    }
    return rows;
  }

  private HttpAnswer emissions(Zone zone, Span span) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("location", locations.apply(zone));
    query.put("time", span.from().toString());
    query.put("toTime", span.to().toString());
    return understood(zone, http.get(List.of("emissions", "bylocation"), query));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Its freshness is the time since the SDK's source made it, where the answer says so. Without
   * a forecast data source in the SDK it is empty, not a failure: that is how the SDK is set up,
   * and to ask again does not change it.
   */
  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    HttpAnswer answer = http.get(
        List.of("emissions", "forecasts", "current"), Map.of("location", locations.apply(zone)));
    boolean hasNone = answer.status() == 501
        || (answer.status() >= 400 && NO_FORECAST.stream().anyMatch(answer::mentions));
    if (hasNone) {
      notes.add("the SDK has no data source for forecasts");
      return Optional.empty();
    }
    SdkRows rows = rows(zone).addForecast(understood(zone, answer));
    return IntensityRows.ahead(noted(rows).forecast(now), now, horizon);
  }

  private SdkRows rows(Zone zone) {
    return new SdkRows(zone, locations.apply(zone), basis);
  }

  private HttpAnswer understood(Zone zone, HttpAnswer answer) {
    if (answer.status() == 400) { // most often a location that the SDK does not know
      throw GridException.lasting(answer.failure().getMessage() + "; zone " + zone + " is location "
          + locations.apply(zone) + " there, GET /locations lists its locations");
    }
    return answer;
  }

  /**
   * What readers of its answers should know, as far as it has been asked.
   *
   * @return one sentence each, such as that times are taken as UTC
   */
  public List<String> notes() {
    return notes.all();
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
