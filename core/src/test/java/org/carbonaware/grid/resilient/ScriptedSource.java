package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;

/**
 * A provider with hourly values for two zones, whose forecast says when it was made, and whose
 * faults are set by the test.
 */
final class ScriptedSource implements GridSource {
  static final Zone ZONE = Zone.of("DE");
  static final Zone OTHER = Zone.of("FR");
  static final Duration STEP = Duration.ofHours(1);

  /** What happens to a question; the default answers it. */
  interface Fault {
    /** Throws, or returns. */
    void strike();
  }

  private final String name;
  private final Basis basis;
  private final InstantSource clock;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Fault fault = () -> {};
  private volatile boolean forecasts = true;

  ScriptedSource(InstantSource clock) {
    this("provider", Basis.LIFECYCLE, clock);
  }

  ScriptedSource(String name, Basis basis, InstantSource clock) {
    this.name = name;
    this.basis = basis;
    this.clock = clock;
  }

  /** The value of the hour that a moment is in; never 0. */
  static double truth(Instant at) {
    return truth(Math.floorDiv(at.getEpochSecond(), 3600L));
  }

  private static double truth(long hour) {
    return 100 + Math.floorMod(hour * 37, 400);
  }

  void does(Fault next) {
    fault = next;
  }

  void failsWith(RuntimeException failure) {
    fault = () -> {
      throw failure;
    };
  }

  void isDown() {
    failsWith(GridException.passing(name + ": HTTP 503", null));
  }

  void works() {
    fault = () -> {};
  }

  void makesForecasts(boolean whether) {
    forecasts = whether;
  }

  int asked() {
    return asked.get();
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
    strike(zone);
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    return Optional.of(
        new Intensity(truth(hour), basis, hour, new Provenance(name, Provenance.Kind.MEASURED)));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    strike(zone);
    Instant past = clock.instant().plusNanos(1);
    return series(zone, from, to.isBefore(past) ? to : past, Provenance.Kind.MEASURED);
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    strike(zone);
    return forecasts
        ? Optional.of(series(zone, now, now.plus(horizon), Provenance.Kind.FORECAST))
        : Optional.empty();
  }

  private void strike(Zone zone) {
    asked.incrementAndGet();
    if (!zone.equals(ZONE) && !zone.equals(OTHER)) {
      throw GridException.lasting(name + ": no zone " + zone + "; there are DE and FR");
    }
    fault.strike();
  }

  private IntensitySeries series(Zone zone, Instant from, Instant to, Provenance.Kind kind) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    int count = from.isBefore(to)
        ? (int) Duration.between(start, to).plus(STEP).minusNanos(1).dividedBy(STEP)
        : 0;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = truth(start.getEpochSecond() / 3600 + i);
    }
    return IntensitySeries.of(zone, basis, new Provenance(name, kind), start, STEP, values);
  }
}
