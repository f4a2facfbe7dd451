package org.carbonaware.cli.exec;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** A grid that is clean or dirty as a test wants it. */
class SwitchedGrid implements GridSource {
  static final double CLEAN = 50;
  static final double DIRTY = 500;
  private static final Provenance MEASURED = new Provenance("a switch", Provenance.Kind.MEASURED);

  private volatile double gramsPerKwh;

  SwitchedGrid(double gramsPerKwh) {
    this.gramsPerKwh = gramsPerKwh;
  }

  void turn(double to) {
    gramsPerKwh = to;
  }

  @Override
  public String name() {
    return "a switch";
  }

  @Override
  public Basis basis() {
    return Basis.LIFECYCLE;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return Optional.of(new Intensity(gramsPerKwh, Basis.LIFECYCLE, now, MEASURED));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return IntensitySeries.of(
        zone, Basis.LIFECYCLE, MEASURED, from, Duration.ofHours(1), new double[0]);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return Optional.empty();
  }
}
