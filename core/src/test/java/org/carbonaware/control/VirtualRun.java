package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.carbonaware.checkpoint.CheckpointStore;
import org.carbonaware.grid.GridSource;
import org.jspecify.annotations.Nullable;

/**
 * A run in virtual time on the test's own thread: the controller has no threads, its rounds are
 * made while the training computes or waits, every {@link #TICK} on the full tick.
 */
final class VirtualRun implements AutoCloseable {
  static final Duration TICK = Duration.ofMinutes(5);
  static final double RUNNING_WATTS = 180;
  static final double WAITING_WATTS = 30;

  final TestClock clock;
  final RecordedEvents events = new RecordedEvents();
  final SwitchedMeter meter;
  final CarbonControllerBuilder settings;
  ToyTraining training = new ToyTraining();
  private final NavigableMap<Instant, Runnable> plans = new TreeMap<>();
  private @Nullable CarbonController controller;

  VirtualRun(GridSource grid) {
    this(grid, new TestClock());
  }

  /** In a time that goes on: as another process of the run would be. */
  VirtualRun(GridSource grid, TestClock clock) {
    this.clock = clock;
    meter = new SwitchedMeter(clock);
    settings = CarbonController.builder()
        .zone("DE")
        .grid(grid)
        .clock(clock)
        .meter(meter)
        .listener(events)
        .stopOnSignals(false, Duration.ofSeconds(1))
        .pace(TICK, TICK)
        .energyEvery(Duration.ofHours(6));
  }

  VirtualRun store(CheckpointStore store) {
    settings.checkpoints(store);
    return this;
  }

  CarbonController start() {
    CarbonController started = settings.startWithoutThreads();
    controller = started;
    clock.whoWaits(atMost -> {
      meter.processorWatts(WAITING_WATTS);
      pass(atMost.compareTo(TICK) < 0 ? atMost : TICK);
    });
    started.tick();
    return started;
  }

  CarbonController controller() {
    if (controller == null) {
      throw new IllegalStateException("not started");
    }
    return controller;
  }

  /** Lets something happen at the first tick at or after a moment. */
  void at(Instant moment, Runnable action) {
    plans.put(moment, action);
  }

  /** Lets time pass, with a round of the controller at each full tick. */
  void pass(Duration time) {
    Instant end = clock.unset().plus(time);
    while (clock.unset().isBefore(end)) {
      long sinceTick = Duration.between(TestClock.START, clock.unset()).toNanos() % TICK.toNanos();
      Duration step = TICK.minusNanos(sinceTick);
      Duration left = Duration.between(clock.unset(), end);
      if (left.compareTo(step) < 0) {
        clock.advance(left);
      } else {
        clock.advance(step);
        while (!plans.isEmpty() && !plans.firstKey().isAfter(clock.unset())) {
          plans.pollFirstEntry().getValue().run();
        }
        controller().tick();
      }
    }
  }

  /** One batch: the gate, then computing. */
  void batch(Duration length) {
    controller().gate().safePoint(training);
    meter.processorWatts(RUNNING_WATTS);
    pass(length);
    training.step();
    controller().batchDone();
  }

  void batches(int count, Duration length) {
    for (int i = 0; i < count; i++) {
      batch(length);
    }
  }

  @Override
  public void close() {
    controller().close();
  }
}
