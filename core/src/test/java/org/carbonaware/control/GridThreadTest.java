package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.forecast.Forecast;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.forecast.LogRidge;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.CachedSource;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.grid.resilient.ResilientSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GridThreadTest {
  private final TrainingClock clock = TrainingClock.scaled(TestClock.START, 10_000);
  private final Recording source = new Recording();

  @Test
  void answersAreFetchedOnTheGridThreadNotWhileTraining() {
    Set<Thread> threads =
        threadsOf(CachedSource.of(source, Cadence.every(Duration.ofSeconds(20)), clock));

    assertThat(threads).extracting(Thread::getName).containsOnly("carbon-grid");
  }

  @Test
  void timedOnesOnThreadsOfTheirOwn() {
    Set<Thread> threads = threadsOf(ResilientSource.builder(source)
        .clock(clock)
        .cadence(Cadence.every(Duration.ofSeconds(20)))
        .timeBudget(Duration.ofMinutes(1), 2)
        .build());

    assertThat(threads).allMatch(thread -> thread.getName().startsWith("carbon-aware-grid-"));
  }

  @Test
  void forecastsAreMadeOnTheGridThread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger made = new AtomicInteger();
    Forecaster recording = new Forecaster() {
      private final Forecaster usual = new LogRidge();

      @Override
      public String model() {
        return usual.model();
      }

      @Override
      public Duration memory() {
        return usual.memory();
      }

      @Override
      public Forecast forecast(IntensitySeries history, Instant issuedAt, Duration horizon) {
        threads.add(Thread.currentThread());
        made.incrementAndGet();
        return usual.forecast(history, issuedAt, horizon);
      }
    };
    double[] hours = new double[24 * 400];
    Arrays.fill(hours, 100);
    GridSource grid = HourlyGrid.since(TestClock.START.minus(Duration.ofDays(300)), hours);
    try (CarbonController controller = controller(grid, recording)) {
      while (made.get() < 30 && !Thread.currentThread().isInterrupted()) {
        controller.gate().safePoint(null);
        controller.batchDone();
      }
    }
    assertThat(threads).extracting(Thread::getName).containsOnly("carbon-grid");
  }

  private CarbonController controller(GridSource grid, Forecaster forecaster) {
    return CarbonController.builder()
        .zone("DE")
        .grid(grid)
        .forecaster(forecaster)
        .gridEvery(Duration.ofSeconds(30))
        .clock(clock)
        .expectedWork(Duration.ofDays(10))
        .deadline(Duration.ofDays(20))
        .stopOnSignals(false, Duration.ofSeconds(1))
        .start();
  }

  /** Trains on this thread until the source has been asked many times. */
  private Set<Thread> threadsOf(GridSource around) {
    try (CarbonController controller = controller(around, new LogRidge())) {
      while (source.asked.get() < 30 && !Thread.currentThread().isInterrupted()) {
        controller.gate().safePoint(null);
        controller.batchDone();
      }
      assertThat(controller.batchesDone()).isPositive();
    }
    assertThat(source.asking).isNotEmpty().doesNotContain(Thread.currentThread());
    return source.asking;
  }

  /** Knows who asked. */
  private static final class Recording implements GridSource {
    private final HourlyGrid grid = HourlyGrid.flat(100);
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    private void record() {
      asking.add(Thread.currentThread());
      asked.incrementAndGet();
    }

    @Override
    public String name() {
      return grid.name();
    }

    @Override
    public Basis basis() {
      return grid.basis();
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      record();
      return grid.current(zone, now);
    }

    @Override
    public IntensitySeries history(Zone zone, Instant from, Instant to) {
      record();
      return grid.history(zone, from, to);
    }

    @Override
    public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
      record();
      return grid.forecast(zone, now, horizon);
    }
  }
}
