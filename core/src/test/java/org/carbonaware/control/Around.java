package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;

/** A source that answers as another one does. */
class Around implements GridSource {
  private final GridSource source;

  Around(GridSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return source.current(zone, now);
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return source.history(zone, from, to);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return source.forecast(zone, now, horizon);
  }
}
