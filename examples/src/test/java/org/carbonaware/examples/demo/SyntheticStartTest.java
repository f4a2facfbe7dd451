package org.carbonaware.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.trace.Gaps;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.DeadlineGuard;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo shows a pause and a resume by the choice of its start, not by luck. */
class SyntheticStartTest {
  private static final DemoGrid GRID =
      DemoGrid.of(Optional.empty(), "DE", Basis.LIFECYCLE, Gaps.FAIL, 42);
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final Duration DEADLINE = Duration.ofHours(36);

  /** However wrong the speed was that the work was chosen by. */
  @ParameterizedTest
  @ValueSource(doubles = {3.5, 4, 5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 10, 12, 14, 16})
  void everyAmountOfWorkPausesAndResumes(double hours) {
    Replay replay = new Replay(Duration.ofSeconds((long) (hours * 3600)));

    replay.toTheEnd();

    assertThat(replay.runBeforeFirstPause).isGreaterThan(Duration.ofMinutes(30));
    assertThat(replay.pauses).isBetween(1, 3);
    assertThat(replay.now).isBefore(DemoGrid.SYNTHETIC_START.plus(DEADLINE));
    assertThat(replay.grams).isLessThan(replay.straightGrams);
  }

  /** The policy of the demo against the grid of the demo, in steps. */
  private static final class Replay {
    private final GridSource source = GRID.source(() -> this.now);
    private final Policy policy = DeadlineGuard.around(Policies.plan(), Duration.ofHours(1));
    private Duration left;
    private Instant now = DemoGrid.SYNTHETIC_START;
    private Instant since = now;
    private boolean running = true;
    private int pauses;
    private Duration runBeforeFirstPause = Duration.ZERO;
    private double grams;
    private double straightGrams;

    Replay(Duration work) {
      left = work;
    }

    void toTheEnd() {
      for (Instant straight = now; left.compareTo(Duration.ZERO) > 0; now = now.plus(STEP)) {
        decide();
        if (running) {
          grams += at(now);
          straightGrams += at(straight);
          straight = straight.plus(STEP);
          left = left.minus(STEP);
        }
      }
    }

    private void decide() {
      boolean pause = policy.decide(situation()).isPause();
      if (pause == running) {
        pauses += pause ? 1 : 0;
        if (pause && pauses == 1) {
          runBeforeFirstPause = Duration.between(DemoGrid.SYNTHETIC_START, now);
        }
        running = !pause;
        since = now;
      }
    }

    private Situation situation() {
      IntensitySeries history = source.history(GRID.zone(), now.minus(Duration.ofDays(14)), now);
      Instant deadline = DemoGrid.SYNTHETIC_START.plus(DEADLINE);
      return new Situation(
          now,
          running,
          since,
          source.current(GRID.zone(), now),
          Optional.of(new ProfileBlend().forecast(history, now, DEADLINE).mean()),
          new Job(left, left.multipliedBy(11).dividedBy(10), deadline),
          new Costs(8, 0, Duration.ofMinutes(3), Duration.ofMinutes(15)),
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.empty(),
          true);
    }

    private double at(Instant moment) {
      return source.current(GRID.zone(), moment).orElseThrow().gramsPerKwh();
    }
  }
}
