package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** A grid whose hours a test writes down; it can be broken and mended. */
final class HourlyGrid implements GridSource {
  static final Zone ZONE = Zone.of("DE");
  private static final Provenance PROVENANCE = new Provenance("a test", Provenance.Kind.MEASURED);

  private final IntensitySeries hours;
  private final boolean forecasts;
  private volatile boolean broken;
  private volatile boolean withoutHistory;

  private HourlyGrid(Instant start, double[] gramsPerKwh, boolean forecasts) {
    this.hours = IntensitySeries.of(
        ZONE, Basis.LIFECYCLE, PROVENANCE, start, Duration.ofHours(1), gramsPerKwh);
    this.forecasts = forecasts;
  }

  /** Knows its future. */
  static HourlyGrid foreseeing(double... gramsPerKwh) {
    return new HourlyGrid(TestClock.START, gramsPerKwh, true);
  }

  /** Makes no forecast, and begins some days earlier. */
  static HourlyGrid since(Instant start, double... gramsPerKwh) {
    return new HourlyGrid(start, gramsPerKwh, false);
  }

  /** Always the same. */
  static HourlyGrid flat(double gramsPerKwh) {
    double[] values = new double[24 * 40];
    Arrays.fill(values, gramsPerKwh);
    return foreseeing(values);
  }

  void breakDown(boolean nowBroken) {
    broken = nowBroken;
  }

  void withoutHistory(boolean nowWithout) {
    withoutHistory = nowWithout;
  }

  OptionalDouble at(Instant time) {
    return hours.at(time);
  }

  @Override
  public String name() {
    return "a test";
  }

  @Override
  public Basis basis() {
    return Basis.LIFECYCLE;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    failIf(broken);
    OptionalDouble value = hours.at(now);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Intensity(
            value.getAsDouble(), Basis.LIFECYCLE, hours.startOf(hours.indexOf(now)), PROVENANCE));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    failIf(broken || withoutHistory);
    return hours.between(from, to);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    failIf(broken);
    return forecasts
        ? Optional.of(hours
            .between(now, now.plus(horizon))
            .withProvenance(new Provenance("a test", Provenance.Kind.FORECAST)))
        : Optional.empty();
  }

  private static void failIf(boolean failing) {
    if (failing) {
      throw GridException.passing("the grid is out of reach", null);
    }
  }
}
