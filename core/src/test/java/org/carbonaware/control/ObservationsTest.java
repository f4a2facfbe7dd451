package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.resilient.CachedSource;
import org.carbonaware.grid.resilient.Cadence;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObservationsTest {
  private final TestClock clock = new TestClock();
  private final HourlyGrid grid = HourlyGrid.flat(100);
  private final RecordedEvents events = new RecordedEvents();

  private CarbonController start() {
    return start(Policies.runNow());
  }

  private CarbonController start(Policy policy) {
    return CarbonController.builder()
        .policy(policy)
        .zone("DE")
        .grid(CachedSource.of(grid, Cadence.every(Duration.ofMinutes(15)), clock))
        .clock(clock)
        .meter(new SwitchedMeter(clock))
        .batches(1_000)
        .expectedWork(Duration.ofHours(1))
        .deadline(Duration.ofDays(1))
        .listener(events)
        .stopOnSignals(false, Duration.ofSeconds(1))
        .startWithoutThreads();
  }

  @Test
  void anIntensityThatOnlyGrowsOlderIsOneObservation() {
    try (CarbonController controller = start()) {
      for (int minute = 0; minute < 55; minute += 5) {
        controller.tick();
        clock.advance(Duration.ofMinutes(5));
      }
    }
    assertThat(events.of(IntensityObserved.class)).hasSize(1);
  }

  @Test
  void newsOfTheGridIsDecidedOnAtOnce() {
    List<Instant> decided = new ArrayList<>();
    Policy runNow = Policies.runNow();
    Policy counting = new Policy() {
      @Override
      public String name() {
        return runNow.name();
      }

      @Override
      public Decision decide(Situation situation) {
        decided.add(situation.now());
        return runNow.decide(situation);
      }
    };
    try (CarbonController controller = start(counting)) {
      for (int i = 0; i < 3; i++) {
        clock.advance(Duration.ofSeconds(1));
        controller.tick(); // looks at the grid, too
      }
    }
    assertThat(decided).hasSize(3);
  }

  @Test
  void thatItIsOverdueIsAnotherAndThatItNoLongerIsAThird() {
    try (CarbonController controller = start()) {
      controller.tick();
      grid.breakDown(true);
      for (int minute = 0; minute < 30; minute += 5) {
        clock.advance(Duration.ofMinutes(5));
        controller.tick();
      }
      grid.breakDown(false);
      clock.advance(Duration.ofMinutes(5));
      controller.tick();
    }
    assertThat(events.of(IntensityObserved.class))
        .extracting(event -> event.intensity().provenance().freshness().state())
        .containsExactly(Freshness.State.LIVE, Freshness.State.STALE, Freshness.State.LIVE);
  }
}
