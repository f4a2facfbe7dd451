package org.carbonaware.control.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/** A grid that is clean for three hours and dirty for three, for ever, and knows it. */
final class DayAndNightGrid implements GridSource {
  static final double CLEAN_GRAMS_PER_KWH = 100;
  static final double DIRTY_GRAMS_PER_KWH = 500;

  private static final long HALF_DAY_SECONDS = Duration.ofHours(3).toSeconds();
  private static final Duration STEP = Duration.ofHours(1);

  @Override
  public String name() {
    return "day and night";
  }

  @Override
  public Basis basis() {
    return Basis.LIFECYCLE;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    return Optional.of(new Intensity(
        gramsPerKwh(now), basis(), hourOf(now), provenance(Provenance.Kind.MEASURED)));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return series(zone, from, to, Provenance.Kind.MEASURED);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    return Optional.of(series(zone, now, now.plus(horizon), Provenance.Kind.FORECAST));
  }

  private IntensitySeries series(Zone zone, Instant from, Instant to, Provenance.Kind kind) {
    Instant start = hourOf(from);
    int steps = (int) Math.max(1, Duration.between(start, to).plus(STEP).dividedBy(STEP));
    double[] values = new double[steps];
    Arrays.setAll(values, i -> gramsPerKwh(start.plus(STEP.multipliedBy(i))));
    return IntensitySeries.of(zone, basis(), provenance(kind), start, STEP, values);
  }

  private static double gramsPerKwh(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), HALF_DAY_SECONDS) % 2 == 0
        ? CLEAN_GRAMS_PER_KWH
        : DIRTY_GRAMS_PER_KWH;
  }

  private static Instant hourOf(Instant moment) {
    long seconds = STEP.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }

  private Provenance provenance(Provenance.Kind kind) {
    return new Provenance(name(), kind);
  }
}
