package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.RecentRange;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

/** What a replayed policy is told of the past. */
class RememberedTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Pauses in the second and third hour and writes down what it is told. */
  private record Recording(List<Situation> told) implements Policy {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public Decision decide(Situation situation) {
      told.add(situation);
      int hour = told.size() - 1;
      return hour == 1 || hour == 2
          ? Decision.pause(situation.now(), Reason.Code.DIRTY_NOW, "test")
          : Decision.run(situation.now(), Reason.Code.CLEAN_NOW, "test");
    }
  }

  @Test
  void theRangeIsThatOfTheStepsOverByNow() {
    SplittableRandom random = new SplittableRandom(42);
    for (Duration step : List.of(Duration.ofMinutes(30), HOUR, Duration.ofHours(5))) {
      IntensitySeries trace = RandomGrids.random(random, step, Duration.ofDays(25));
      RecentRanges ranges = new RecentRanges(trace);
      for (int i = 0; i < 400; i++) {
        Instant now = RandomGrids.START.plusSeconds(random.nextLong(-100_000, 26 * 86_400L));
        int over = Math.max(0, Math.min(trace.size(), trace.indexOf(now)));
        int span = (int) RecentRange.SPAN.dividedBy(step);
        IntensitySeries past =
            trace.between(trace.startOf(Math.max(0, over - span)), trace.startOf(over));
        assertThat(ranges.at(now)).as("%s at %s", trace, now).isEqualTo(RecentRange.of(past));
      }
    }
  }

  @Test
  void theWorkDoneAndTheEmissionsAreCounted() {
    IntensitySeries trace = RandomGrids.series(HOUR, 100, 400, 400, 200, 50, 50);
    List<Situation> told = new ArrayList<>();
    ReplayJob job = ReplayJob.of(RandomGrids.START, HOUR.multipliedBy(3), HOUR.multipliedBy(5));
    Costs costs = new Costs(1000, 100, Duration.ZERO, Duration.ofMinutes(15));
    Replay.of(trace, Outlook.none(), ReplaySettings.of(costs, HOUR)).run(new Recording(told), job);
    assertThat(told.stream().map(s -> s.job().workDone().toMinutes()))
        .containsExactly(0L, 60L, 60L, 60L, 105L, 165L);
    assertPast(told.get(0), 0, 0);
    assertPast(told.get(1), 100, 100);
    assertPast(told.get(2), 100 + 40, 500);
    assertPast(told.get(3), 100 + 80, 900); // running straight through is done by now
    assertPast(told.get(4), 100 + 80 + 200, 900);
  }

  private static void assertPast(Situation situation, double grams, double runNowGrams) {
    Past past = situation.past().orElseThrow();
    assertThat(past.begun()).isEqualTo(RandomGrids.START);
    assertThat(past.grams()).isCloseTo(grams, offset(1e-9));
    assertThat(past.runNowGrams()).isCloseTo(runNowGrams, offset(1e-9));
  }
}
