package org.carbonaware.benchmarks.training;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** A grid that is clean or dirty as it is told. Safe for several threads. */
final class SwitchedGrid implements GridSource {
  static final double LIMIT = 300;

  private static final double CLEAN = 100;
  private static final double DIRTY = 500;

  private volatile double gramsPerKwh = CLEAN;

  void turnDirty(boolean dirty) {
    gramsPerKwh = dirty ? DIRTY : CLEAN;
  }

  @Override
  public String name() {
    return "a grid under control";
  }

  @Override
  public Basis basis() {
    return Basis.LIFECYCLE;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return Optional.of(
        new Intensity(gramsPerKwh, basis(), now, new Provenance(name(), Provenance.Kind.MEASURED)));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return hours(zone, from, Duration.between(from, to), Provenance.Kind.MEASURED);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return Optional.of(hours(zone, now, horizon, Provenance.Kind.FORECAST));
  }

  private IntensitySeries hours(Zone zone, Instant from, Duration length, Provenance.Kind kind) {
    double[] values = new double[(int) length.toHours() + 1];
    Arrays.fill(values, gramsPerKwh);
    return IntensitySeries.of(
        zone,
        basis(),
        new Provenance(name(), kind),
        from.truncatedTo(ChronoUnit.HOURS),
        Duration.ofHours(1),
        values);
  }
}
