package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers for one zone with what a source says of another, such as the country around it, and says
 * so in every provenance. Blocks as long as the source does; safe for several threads if the source
 * is.
 */
final class StandIn implements GridSource {
  private final GridSource source;
  private final Zone zone;
  private final Zone other;

  /**
   * A source for one zone.
   *
   * @param source the source to ask
   * @param zone the zone that it does not know
   * @param other the zone to ask for instead
   */
  StandIn(GridSource source, Zone zone, Zone other) {
    this.source = source;
    this.zone = zone;
    this.other = other;
  }

  @Override
  public String name() {
    return source.name() + " for " + other;
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Duration longestHistory() {
    return source.longestHistory();
  }

  @Override
  public List<SourceHealth> health() {
    return source.health();
  }

  @Override
  public Optional<Intensity> current(Zone asked, Instant now) {
    require(asked);
    return source
        .current(other, now)
        .map(value -> value.withProvenance(inPlace(value.provenance())));
  }

  @Override
  public IntensitySeries history(Zone asked, Instant from, Instant to) {
    require(asked);
    return renamed(source.history(other, from, to));
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone asked, Instant now, Duration horizon) {
    require(asked);
    return source.forecast(other, now, horizon).map(this::renamed);
  }

  private void require(Zone asked) {
    if (!asked.equals(zone)) {
      throw GridException.lasting(
          name() + ": stands in for zone " + zone + " only, not for zone " + asked);
    }
  }

  private IntensitySeries renamed(IntensitySeries series) {
    return IntensitySeries.of(
        zone,
        series.basis(),
        inPlace(series.provenance()),
        series.start(),
        series.step(),
        series.toArray());
  }

  private Provenance inPlace(Provenance given) {
    return new Provenance(
        given.source() + " (" + other + " in place of " + zone + ")",
        given.kind(),
        given.freshness());
  }
}
