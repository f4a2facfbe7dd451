package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.simulate.Course.Stretch;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant START = RandomGrids.START.plus(Duration.ofDays(3));
  private static final SimulationSettings SETTINGS = new SimulationSettings(
      Duration.ofHours(7),
      Duration.ofHours(30),
      new Costs(1000, 100, Duration.ZERO, Duration.ZERO, 180_000, 360_000),
      HOUR,
      Tail.SKIP);

  private static IntensitySeries trace() {
    SplittableRandom random = new SplittableRandom(42);
    return RandomGrids.series(HOUR, random.doubles(24 * 8, 50, 600).toArray());
  }

  private static Simulation simulation() {
    Foresight persistence = Foresight.forecasts("persistence", Persistence::new);
    return Simulation.of(
        SETTINGS,
        List.of(
            Strategy.of("run-now", Foresight.none(), Policies.runNow()),
            Strategy.of("online", Foresight.none(), Policies.online()),
            Strategy.planned("plan", Foresight.perfect(), Policies.plan(), Policies.SHORTEST),
            Strategy.planned("once", persistence.once(), Policies.plan(), Policies.SHORTEST),
            Strategy.planned("again", persistence, Policies.plan(), Policies.SHORTEST),
            Strategy.optimal(),
            Strategy.optimalContiguous(),
            Strategy.optimalSwitching()));
  }

  @Test
  void aCourseIsTheRunThatTheResultIsOf() {
    IntensitySeries trace = trace();
    List<StrategyResult> results =
        simulation().run(List.of(trace), Starts.only(START), (done, all) -> {}).results();
    List<Course> courses = simulation().courses(trace, START);
    assertThat(courses).hasSameSizeAs(results);
    for (int i = 0; i < courses.size(); i++) {
      Course course = courses.get(i);
      StrategyResult result = results.get(i);
      assertThat(course.strategy()).isEqualTo(result.strategy());
      assertThat(course.forecast()).isEqualTo(result.forecast());
      assertThat(course.grams()).isCloseTo(result.grams(), offset(1e-9));
      assertThat(course.runNowGrams()).isCloseTo(result.baselineGrams(), offset(1e-9));
      assertThat(course.savingPercent()).isCloseTo(result.savingPercent(), offset(1e-9));
      double late =
          Duration.between(START, course.finishedAt()).minus(SETTINGS.work()).toSeconds() / 3600.0;
      assertThat(late).isCloseTo(result.meanDelayHours(), offset(1e-9));
      assertThat(2.0 * Math.max(0, runs(course) - 1)).isEqualTo(result.meanSwitches());
    }
  }

  private static long runs(Course course) {
    return course.stretches().stream().filter(Stretch::running).count();
  }

  @Test
  void stretchesFollowOneAnotherByTurnsAndDoTheWork() {
    for (Course course : simulation().courses(trace(), START)) {
      Instant at = START;
      Duration ran = Duration.ZERO;
      for (int i = 0; i < course.stretches().size(); i++) {
        Stretch stretch = course.stretches().get(i);
        assertThat(stretch.from()).isEqualTo(at);
        assertThat(stretch.to()).isAfter(at);
        assertThat(i > 0 && stretch.running() == course.stretches().get(i - 1).running())
            .isFalse();
        ran = stretch.running() ? ran.plus(Duration.between(at, stretch.to())) : ran;
        at = stretch.to();
      }
      assertThat(ran).isEqualTo(SETTINGS.work());
      assertThat(at).isEqualTo(course.finishedAt()).isBeforeOrEqualTo(course.deadline());
      assertThat(course.stretches().get(course.stretches().size() - 1).running())
          .isTrue();
    }
  }

  @Test
  void aStartThatDoesNotFitHasNone() {
    assertThat(simulation().courses(trace(), START.plus(Duration.ofDays(7)))).isEmpty();
  }
}
