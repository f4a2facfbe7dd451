package org.carbonaware.grid.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/**
 * Replays a trace as a grid source. Its history ends with the step that contains the clock's
 * present: later rows are not shown to anyone who asks for history, whatever interval they ask for.
 * It makes no forecasts, unless made by {@link #withPerfectForecast}, which answers "what if the
 * future were known". Does not block; immutable and safe for several threads.
 */
public final class TraceGridSource implements GridSource {
  private final String name;
  private final Basis basis;
  private final Map<Zone, IntensitySeries> series;
  private final InstantSource clock;
  private final boolean perfectForecast;

  private TraceGridSource(Trace trace, InstantSource clock, boolean perfectForecast) {
    this.name = "trace " + trace.name();
    this.series = trace.series();
    this.basis = series.values().iterator().next().basis();
    this.clock = clock;
    this.perfectForecast = perfectForecast;
    for (Map.Entry<Zone, IntensitySeries> entry : series.entrySet()) {
      if (entry.getValue().basis() != basis) {
        throw new IllegalArgumentException(name + ": zone " + entry.getKey() + " is "
            + entry.getValue().basis().label() + ", others are " + basis.label()
            + "; expected one basis");
      }
    }
  }

  /**
   * A source without forecasts.
   *
   * @param trace the trace, all of one basis
   * @param clock tells the present, which ends the history; of a simulation, its virtual clock
   * @return the source
   * @throws IllegalArgumentException if series differ in basis
   */
  public static TraceGridSource of(Trace trace, InstantSource clock) {
    return new TraceGridSource(trace, clock, false);
  }

  /**
   * A source whose forecasts are the trace itself, for what-if use. They are of kind FORECAST and
   * their source text says "perfect forecast".
   *
   * @param trace the trace, all of one basis
   * @param clock tells the present, which ends the history; of a simulation, its virtual clock
   * @return the source
   * @throws IllegalArgumentException if series differ in basis
   */
  public static TraceGridSource withPerfectForecast(Trace trace, InstantSource clock) {
    return new TraceGridSource(trace, clock, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Basis basis() {
    return basis;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    IntensitySeries all = of(zone);
    if (all.at(now).isEmpty()) {
      return Optional.empty();
    }
    int index = all.indexOf(now);
    return Optional.of(
        new Intensity(all.gramsPerKwh(index), basis, all.startOf(index), all.provenance()));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    Instant pastPresent = clock.instant().plusNanos(1); // a step that starts now has begun
    return of(zone).between(from, to.isBefore(pastPresent) ? to : pastPresent);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    IntensitySeries all = of(zone);
    if (!perfectForecast || now.isBefore(all.start()) || !now.isBefore(all.end())) {
      return Optional.empty();
    }
    Provenance provenance =
        new Provenance("perfect forecast from " + name, Provenance.Kind.FORECAST);
    IntensitySeries ahead = all.between(now, now.plus(horizon)).withProvenance(provenance);
    return ahead.size() == 0 ? Optional.empty() : Optional.of(ahead);
  }

  private IntensitySeries of(Zone zone) {
    IntensitySeries found = series.get(zone);
    if (found == null) {
      throw Trace.unknownZone(name, zone, series.keySet());
    }
    return found;
  }

  /**
   * The zones that it knows.
   *
   * @return at least one zone
   */
  public List<Zone> zones() {
    return List.copyOf(series.keySet());
  }
}
