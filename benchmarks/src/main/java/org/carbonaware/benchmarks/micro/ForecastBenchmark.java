package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.Forecasters;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a forecast of 96 hours takes from a year of hours: the first of a model, which fits it,
 * and one an hour later; beside the forecast that repeats the last day.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ForecastBenchmark {
  private static final int DAYS = 365;
  private static final Instant START = Instant.parse("2029-01-15T00:00:00Z");
  private static final Duration HORIZON = Duration.ofDays(4);
  private static final int HOURS = 24;

  private IntensitySeries history;
  private Forecaster fitted;
  private Forecaster persistence;
  private int asked;

  /** For JMH. */
  public ForecastBenchmark() {}

  /** Makes a year and fits a model. */
  @Setup
  public void make() {
    history = MadeGrid.hours(START, (DAYS + 1) * HOURS, Provenance.Kind.MEASURED);
    fitted = Forecasters.best();
    persistence = Forecasters.persistence();
    issue();
  }

  private Instant next() {
    asked = (asked + 1) % HOURS; // within the day it was fitted in
    return START.plus(Duration.ofDays(DAYS)).plus(Duration.ofHours(asked));
  }

  /**
   * The first forecast.
   *
   * @return the forecast
   */
  @Benchmark
  public Forecast fitAndIssue() {
    return Forecasters.best().forecast(history, START.plus(Duration.ofDays(DAYS)), HORIZON);
  }

  /**
   * A later one.
   *
   * @return the forecast
   */
  @Benchmark
  public Forecast issue() {
    return fitted.forecast(history, next(), HORIZON);
  }

  /**
   * The last day again.
   *
   * @return the forecast
   */
  @Benchmark
  public Forecast persistence() {
    return persistence.forecast(history, next(), HORIZON);
  }
}
