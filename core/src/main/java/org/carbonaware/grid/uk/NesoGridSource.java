package org.carbonaware.grid.uk;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.JsonExchange;
import org.carbonaware.grid.http.Span;

/**
 * Carbon intensity of Great Britain and its regions from the National Energy System Operator,
 * without a key: gCO2 per kWh in half hours, with a forecast of 48 h. It counts combustion only.
 * Data: CC BY 4.0, credit "NESO Carbon Intensity"; documents at carbonintensity.org.uk and
 * carbon-intensity.github.io/api-definitions.
 *
 * <p>Zones are {@code GB} and the service's regions, see {@link #zones()}. A region has no actual
 * values: its history is what the service expected last, of kind FORECAST. In regions 0 is a real
 * value, as on windy days in Scotland; for the whole nation it counts as missing.
 *
 * <p>Each question blocks for one call, a history for one call per 13 days. About every half hour
 * there is something new. Safe for several threads.
 */
public final class NesoGridSource implements GridSource {
  /** The public address of the service. */
  public static final URI ADDRESS = URI.create("https://api.carbonintensity.org.uk");

  private static final String NAME = "NESO Carbon Intensity";
  // The service answers 14 days at most.
  private static final Duration LONGEST_CALL = Duration.ofDays(13);
  private static final Duration LONGEST = Duration.ofDays(3 * 366);

  private final JsonExchange http;
  private final InstantSource clock;

  private NesoGridSource(URI address, HttpLimits limits, InstantSource clock) {
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
  public static NesoGridSource at(URI address, HttpLimits limits, InstantSource clock) {
    return new NesoGridSource(address, limits, clock);
  }

  /**
   * The zones that it knows: {@code GB}, 14 regions such as {@code GB-LONDON}, England, Scotland
   * and Wales.
   *
   * @return 18 zones
   */
  public static List<Zone> zones() {
    return NesoArea.zones();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Basis basis() {
    return Basis.DIRECT;
  }

  @Override
  public Duration longestHistory() {
    return LONGEST;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    NesoArea area = area(zone);
    HalfHours known = new HalfHours(area);
    known.add(http.get(area.now(), Map.of()));
    return intensity(known.past(), now).or(() -> intensity(known.forecast(), now));
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
   * <p>At most 3 years, in calls of 13 days that do not cross a New Year, which the service does
   * not answer.
   */
  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    NesoArea area = area(zone);
    HalfHours known = new HalfHours(area);
    Instant end =
        Span.begun(from, to, clock.instant()).requireAtMost(LONGEST, NAME).to();
    Instant start = from;
    while (start.isBefore(end)) {
      Instant past = earliest(start.plus(LONGEST_CALL), nextYear(start), end);
      Instant until =
          past.equals(nextYear(start)) ? past.minusSeconds(60) : past.plus(HalfHours.STEP);
      known.add(http.get(area.between(inside(start), until), Map.of()));
      start = past;
    }
    return IntensityRows.trimmed(known.past().between(from, end));
  }

  private static Instant earliest(Instant... times) {
    return List.of(times).stream().min(Instant::compareTo).orElseThrow();
  }

  private static Instant nextYear(Instant time) {
    return time.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .withDayOfYear(1)
        .plusYears(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    NesoArea area = area(zone);
    HalfHours known = new HalfHours(area);
    boolean oneDay = horizon.compareTo(Duration.ofDays(1).minus(HalfHours.STEP)) <= 0;
    known.add(http.get(area.from(inside(now), oneDay ? "fw24h" : "fw48h"), Map.of()));
    return IntensityRows.ahead(known.forecast(), now, horizon);
  }

  /** A minute into the half hour: on its boundary the service begins with the one before. */
  private static Instant inside(Instant time) {
    long step = HalfHours.STEP.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step) * step + 60);
  }

  private static NesoArea area(Zone zone) {
    return NesoArea.of(zone)
        .orElseThrow(() -> GridException.lasting(NAME + ": zone " + zone
            + " is not known; expected GB or a region such as GB-LONDON or GB-NORTH-SCOTLAND"));
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
