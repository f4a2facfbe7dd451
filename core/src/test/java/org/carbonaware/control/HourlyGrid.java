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
  private volatile boolean presentBroken;
  private volatile boolean forecastsBroken;
  private volatile Basis answers = Basis.LIFECYCLE;
  private volatile double measured = Double.NaN;

  private HourlyGrid(Instant start, double[] gramsPerKwh, boolean forecasts) {
    this.hours = IntensitySeries.of(
        ZONE, Basis.LIFECYCLE, PROVENANCE, start, Duration.ofHours(1), gramsPerKwh);
    this.forecasts = forecasts;
  }

  /** Knows its future. */
  static HourlyGrid foreseeing(double... gramsPerKwh) {
    return new HourlyGrid(TestClock.START, gramsPerKwh, true);
  }

  /** Knows its future, and begins some days earlier. */
  static HourlyGrid foreseeingSince(Instant start, double... gramsPerKwh) {
    return new HourlyGrid(start, gramsPerKwh, true);
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

  void breakPresent(boolean nowBroken) {
    presentBroken = nowBroken;
  }

  void breakForecasts(boolean nowBroken) {
    forecastsBroken = nowBroken;
  }

  /** Counts something else from now on, but does not say so. */
  void answerAs(Basis basis) {
    answers = basis;
  }

  /** From now on the present is another than was foreseen. */
  void measure(double gramsPerKwh) {
    measured = gramsPerKwh;
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
    failIf(broken || presentBroken);
    OptionalDouble value = Double.isNaN(measured) ? hours.at(now) : OptionalDouble.of(measured);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Intensity(
            value.getAsDouble(), answers, hours.startOf(hours.indexOf(now)), PROVENANCE));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    failIf(broken || withoutHistory);
    return answered(hours.between(from, to));
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    failIf(broken || forecastsBroken);
    return forecasts
        ? Optional.of(answered(hours)
            .between(now, now.plus(horizon))
            .withProvenance(new Provenance("a test", Provenance.Kind.FORECAST)))
        : Optional.empty();
  }

  private IntensitySeries answered(IntensitySeries series) {
    return IntensitySeries.of(
        series.zone(),
        answers,
        series.provenance(),
        series.start(),
        series.step(),
        series.toArray());
  }

  private static void failIf(boolean failing) {
    if (failing) {
      throw GridException.passing("the grid is out of reach", null);
    }
  }
}
