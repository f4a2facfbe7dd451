package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.resilient.ChaosGrid;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;

/**
 * A training with a controller and no threads, over a grid that does everything wrong. All that a
 * policy is told and all that listeners are told is checked at once; a first fault is kept, because
 * the controller catches what policies and listeners throw.
 */
final class ChaoticRun implements AutoCloseable {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ChaosGrid grid;
  private final TestClock clock;
  private final SplittableRandom random;
  private final ToyTraining training = new ToyTraining();
  private final CarbonController controller;
  private final Map<ControllerState, Long> ticks = new EnumMap<>(ControllerState.class);
  private Instant asked;
  private Optional<AssertionError> fault = Optional.empty();
  private long decisions;
  private long observations;
  private long unknown;
  private long batches;

  ChaoticRun(ChaosGrid grid, TestClock clock, SplittableRandom random) {
    this.grid = grid;
    this.clock = clock;
    this.random = random;
    this.asked = clock.instant();
    controller = CarbonController.builder()
        .zone(ChaosGrid.ZONE.key())
        .grid(new Dated(grid.source()))
        .clock(clock)
        .meter(new SwitchedMeter(clock))
        .policy(new Checked(Policies.threshold(350, 300)))
        .batches(2_000_000)
        .deadline(Duration.ofDays(365L * 200))
        .listener(this::check)
        .stopOnSignals(false, Duration.ofSeconds(1))
        .energyEvery(Duration.ofHours(6))
        .startWithoutThreads();
    clock.whoWaits(atMost -> pass());
    controller.tick();
  }

  /** Trains until the providers have been asked so often. */
  void until(long requests) {
    while (grid.requests() < requests && fault.isEmpty()) {
      controller.gate().safePoint(training);
      pass();
      training.step();
      controller.batchDone();
      batches++;
    }
  }

  private void pass() {
    clock.advance(
        Duration.ofMillis(1 + random.nextInt((int) MINUTE.multipliedBy(25).toMillis())));
    if (random.nextInt(5_000) == 0) {
      clock.advance(Duration.ofHours(random.nextInt(30)));
    }
    ticks.merge(controller.state(), 1L, Long::sum);
    controller.tick();
  }

  /** Nothing untrue was told, and there was something to tell. */
  void check() {
    fault.ifPresent(found -> {
      throw found;
    });
    assertThat(controller.batchesDone()).isEqualTo(batches).isGreaterThan(500);
    assertThat(ticks.getOrDefault(ControllerState.PAUSED, 0L)).as("paused").isGreaterThan(500);
    assertThat(decisions).isGreaterThan(500);
    assertThat(observations).isGreaterThan(500);
  }

  /** How many decisions were made. */
  long decisions() {
    return decisions;
  }

  /** How many decisions were made without knowing the present. */
  long unknown() {
    return unknown;
  }

  private void check(ControllerEvent event) {
    guarded(() -> {
      if (event instanceof IntensityObserved observed) {
        observations++;
        grid.check(observed.intensity(), asked);
      } else if (event instanceof DecisionMade made) {
        made.intensity().ifPresent(value -> grid.check(value, asked));
      }
    });
  }

  private void guarded(Runnable check) {
    try {
      check.run();
    } catch (AssertionError e) {
      fault = fault.or(() -> Optional.of(e));
    }
  }

  @Override
  public String toString() {
    return decisions + " decisions, " + unknown + " of them on nothing, " + observations
        + " observations, " + batches + " batches, ticks by state " + ticks + ", until "
        + clock.instant();
  }

  @Override
  public void close() {
    controller.close();
  }

  /** Looks at all that a policy is told. */
  private final class Checked implements Policy {
    private final Policy policy;

    Checked(Policy policy) {
      this.policy = policy;
    }

    @Override
    public String name() {
      return policy.name();
    }

    @Override
    public Decision decide(Situation situation) {
      decisions++;
      unknown += situation.current().isEmpty() ? 1 : 0;
      guarded(() -> {
        situation.current().ifPresent(value -> grid.check(value, asked));
        situation.outlook().ifPresent(this::checkOutlook);
      });
      return policy.decide(situation);
    }

    /** One of our own making has no provider to be asked about it. */
    private void checkOutlook(IntensitySeries outlook) {
      assertThat(outlook.basis()).isEqualTo(Basis.LIFECYCLE);
      if (!outlook.provenance().source().contains("of the days before")) {
        grid.check(outlook, asked);
      }
    }
  }

  /** Knows when the controller looked at the grid: that is what ages are counted to. */
  private final class Dated extends Around {
    Dated(GridSource source) {
      super(source);
    }

    @Override
    public Optional<Intensity> current(Zone zone, Instant now) {
      asked = now;
      return super.current(zone, now);
    }
  }
}
