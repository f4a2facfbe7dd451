package org.carbonaware.grid.energycharts;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
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
import org.carbonaware.grid.http.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carbon intensity of about 40 European countries from Energy-Charts of Fraunhofer ISE, without a
 * key: gCO2eq per kWh, in steps of 15 minutes or an hour as the country has them, and a forecast
 * that ends between 18 and 53 h ahead. Data: CC BY 4.0, credit "Energy-Charts.info".
 *
 * <p>Zones are countries by their two-letter keys, such as {@code DE}. Energy-Charts does not say
 * which emission factors it uses; "eq" means lifecycle, which is how it is counted here. It has no
 * zeros, since no generation is free of lifecycle emissions: a 0 counts as missing.
 *
 * <p>Each question is one call to {@code GET /co2eq} (api.energy-charts.info), or a call a year,
 * which blocks; about every 15 minutes there is something new. Actual values come late, so that the
 * present is often a forecast, and says so. Actual values and forecasts can differ by 20 % where
 * they meet: compare like with like. Safe for several threads.
 */
public final class EnergyChartsGridSource implements GridSource {
  /** The public address of the service. */
  public static final URI ADDRESS = URI.create("https://api.energy-charts.info");

  private static final Logger LOG = LoggerFactory.getLogger(EnergyChartsGridSource.class);
  private static final String NAME = "Energy-Charts";
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Set<String> SERVED = Set.of(
      "AL", "AM", "AT", "AZ", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "EE", "ES",
      "FI", "FR", "GE", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MD", "ME", "MK", "MT",
      "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "XK");
  private static final Duration LONGEST_CALL = Duration.ofDays(366);
  private static final Duration LONGEST = Duration.ofDays(3 * 366);

  private final JsonExchange http;
  private final InstantSource clock;
  private final AtomicBoolean removalTold = new AtomicBoolean();

  private EnergyChartsGridSource(URI address, HttpLimits limits, InstantSource clock) {
    this.http = JsonExchange.keyless(NAME, address, limits, clock);
    this.clock = clock;
  }

  /**
   * A source at any address.
   *
   * @param address where the service is, {@link #ADDRESS} but for mirrors and tests
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, which ends the history
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   */
  public static EnergyChartsGridSource at(URI address, HttpLimits limits, InstantSource clock) {
    return new EnergyChartsGridSource(address, limits, clock);
  }

  /**
   * Whether it is worth asking for a zone. The service publishes no list; this one is of the
   * countries that its web site offers.
   *
   * @param zone the zone
   * @return true for most countries of Europe, false for parts of countries and for Great Britain,
   *     of which NESO knows more
   */
  public static boolean serves(Zone zone) {
    return SERVED.contains(zone.key());
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
    Co2Equivalent known = ask(zone);
    return intensity(known.actual(zone), now).or(() -> intensity(known.forecast(zone), now));
  }

  private static Optional<Intensity> intensity(IntensitySeries series, Instant now) {
    if (series.at(now).isEmpty()) {
      return Optional.empty();
    }
    int index = series.indexOf(now);
    return Optional.of(new Intensity(
        series.gramsPerKwh(index), series.basis(), series.startOf(index), series.provenance()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 3 years, in one call a year.
   */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    country(zone);
    Span begun = Span.begun(from, to, clock.instant()).requireAtMost(LONGEST, NAME);
    Co2Equivalent known = new Co2Equivalent();
    for (Span part : begun.inPartsOf(LONGEST_CALL)) {
      Map<String, String> interval = new LinkedHashMap<>();
      interval.put("start", seconds(part.from().truncatedTo(ChronoUnit.HOURS)));
      interval.put(
          "end", seconds(part.to().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1))));
      ask(known, zone, interval);
    }
    return IntensityRows.trimmed(known.actual(zone).between(from, begun.to()));
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The provider stops forecasting a step once it has its actual value; where that is so for the
   * running step, the forecast begins with the actual value.
   */
  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    IntensitySeries expected = ask(zone).expected(zone, now);
    return IntensityRows.ahead(expected, now, horizon);
  }

  private Co2Equivalent ask(Zone zone) {
    return ask(new Co2Equivalent(), zone, Map.of());
  }

  private Co2Equivalent ask(Co2Equivalent known, Zone zone, Map<String, String> interval) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("country", country(zone));
    query.putAll(interval);
    HttpAnswer answer = http.get(List.of("co2eq"), query);
    if (answer.status() == 400 && answer.mentions("available country")) {
      throw unknown(zone);
    }
    JsonNode body = answer.json();
    if (body.path("deprecated").asBoolean() && removalTold.compareAndSet(false, true)) {
      LOG.warn(
          "Energy-Charts announces the end of /co2eq; is there a newer version of this library?");
    }
    return known.add(answer, body);
  }

  private static String country(Zone zone) {
    if (!COUNTRY.matcher(zone.key()).matches()) {
      throw unknown(zone);
    }
    return zone.key().equals("GB") ? "uk" : zone.key().toLowerCase(Locale.ROOT);
  }

  private static GridException unknown(Zone zone) {
    return GridException.lasting(
        NAME + ": zone " + zone
            + " is not known; expected a European country by its two capital letters, such as DE or FR");
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
