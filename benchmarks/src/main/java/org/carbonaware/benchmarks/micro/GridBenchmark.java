package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.GridView;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.CachedSource;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.ResilientSource;
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
 * How long "what is the intensity now" takes where the answer is known: from a cache, from a source
 * with all defences, and from the view that the controller decides on. Sampled, so that the slowest
 * of a hundred shows; run it with {@code -prof gc} to see what answers allocate. Sampling itself
 * costs about what {@link #emptyMethod} shows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class GridBenchmark {
  private static final Zone ZONE = Zone.of("DE");
  private static final Instant ASKED = Instant.parse("2030-01-15T12:10:00Z");
  private static final Instant NOW = ASKED.plusSeconds(60);

  private GridSource cached;
  private GridSource resilient;
  private GridView view;

  /** For JMH. */
  public GridBenchmark() {}

  /** Asks each source once, a minute before. */
  @Setup
  public void warm() {
    InstantSource clock = InstantSource.fixed(ASKED);
    GridSource source = new Measuring();
    cached = CachedSource.of(source, Cadence.every(Duration.ofMinutes(15)), clock);
    resilient = ResilientSource.builder(source).clock(clock).build();
    view = GridView.of(
        ASKED, cached.current(ZONE, ASKED), source.forecast(ZONE, ASKED, Duration.ofDays(2)));
    if (resilient.current(ZONE, ASKED).isEmpty() || view.outlook().isEmpty()) {
      throw new IllegalStateException("not warm");
    }
  }

  /**
   * From a cache alone.
   *
   * @return the intensity
   */
  @Benchmark
  public Optional<Intensity> currentFromCache() {
    return cached.current(ZONE, NOW);
  }

  /**
   * From a source with all defences.
   *
   * @return the intensity
   */
  @Benchmark
  public Optional<Intensity> currentFromResilientSource() {
    return resilient.current(ZONE, NOW);
  }

  /**
   * From the view that the controller decides on.
   *
   * @return the intensity
   */
  @Benchmark
  public Optional<Intensity> currentFromView() {
    return view.at(NOW);
  }

  /** What sampling costs. */
  @Benchmark
  public void emptyMethod() {}

  /** Measures the same all the time. */
  private static final class Measuring implements GridSource {
    @Override
    public String name() {
      return "a meter";
    }

    @Override
    public Basis basis() {
      return Basis.LIFECYCLE;
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      return Optional.of(new Intensity(
          300,
          basis(),
          now.truncatedTo(ChronoUnit.HOURS),
          new Provenance(name(), Provenance.Kind.MEASURED)));
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
      Arrays.fill(values, 300);
      return IntensitySeries.of(
          zone,
          basis(),
          new Provenance(name(), kind),
          from.truncatedTo(ChronoUnit.HOURS),
          Duration.ofHours(1),
          values);
    }
  }
}
