package org.carbonaware.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carbonaware.plan.LevelProfile.Level;
import org.carbonaware.plan.tck.Situations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the ranges of the figures end: the ends themselves are allowed, what lies beyond is not.
 */
class RangesTest {
  private static final Duration ZERO = Duration.ZERO;
  private static final Duration LESS = Duration.ofNanos(-1);
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final double LEAST = Double.MIN_VALUE;
  private static final Policy RUN = Policies.runNow();
  private static final List<Level> ONE_LEVEL = List.of(new Level(1, 100));
  private static final LevelProfile PROFILE = LevelProfile.of(0, ONE_LEVEL);

  static Stream<Arguments> allowed() {
    return Stream.<Map.Entry<String, ThrowingCallable>>of(
            Map.entry("free waiting", () -> new Costs(LEAST, 0, ZERO, ZERO, 0, 0, 0)),
            Map.entry("no work", () -> new Job(ZERO, ZERO, Instant.MIN, ZERO)),
            Map.entry("no past", () -> new Past(Instant.MIN, 0, 0)),
            Map.entry("no grams in the last days", () -> new RecentRange(0, 0)),
            Map.entry("no margin", () -> DeadlineGuard.around(RUN, ZERO)),
            Map.entry("no minimum", () -> RUN.withMinimumLengths(ZERO, ZERO)),
            Map.entry("no band", () -> new Threshold(0, 0)),
            Map.entry("no gain", () -> plan(0, 0)),
            Map.entry("no trust", () -> new Blend(0, RUN)),
            Map.entry("the whole day, no wait", () -> new CleanShare(1, Optional.of(ZERO))),
            Map.entry("all of running now", () -> new CarbonBudget(1, OptionalDouble.of(0))),
            Map.entry("free moves", () -> new Migration(0, 0, 0, ZERO)),
            Map.entry("free changes", () -> switching(new double[6], 1, 1)),
            Map.entry("one slot", () -> rule(1, 100, LEAST, 0)),
            Map.entry("nearly too dear changes", () -> rule(1, 100, 10, Math.nextDown(45.0))),
            Map.entry("no paused power", () -> LevelProfile.of(0, ONE_LEVEL)),
            Map.entry("hardly a level", () -> new Level(LEAST, LEAST)),
            Map.entry("as much work as fits", () -> levels(LEAST, LEAST, 0)),
            Map.entry("hardly a placement", () -> placement(LEAST)))
        .map(named -> Arguments.of(named.getKey(), named.getValue()));
  }

  static Stream<Arguments> refused() {
    return Stream.<Map.Entry<String, ThrowingCallable>>of(
            Map.entry("waiting that costs endlessly", () -> paused(INFINITE)),
            Map.entry("waiting that takes grams back", () -> paused(-LEAST)),
            Map.entry("endless paused power", () -> new Costs(1, INFINITE, ZERO, ZERO)),
            Map.entry("endless power", () -> new Costs(INFINITE, 0, ZERO, ZERO, 0, 0)),
            Map.entry("endless stops", () -> new Costs(1, 0, ZERO, ZERO, INFINITE, 0)),
            Map.entry("past beyond figures", () -> new Past(Instant.MIN, 1e308, 1e308)),
            Map.entry("past of nothing known", () -> new Past(Instant.MIN, 0, -LEAST)),
            Map.entry("negative run", () -> RUN.withMinimumLengths(LESS, ZERO)),
            Map.entry("negative pause", () -> RUN.withMinimumLengths(ZERO, LESS)),
            Map.entry("negative resume", () -> new Threshold(1, -LEAST)),
            Map.entry("resume above pause", () -> new Threshold(1, Math.nextUp(1.0))),
            Map.entry("no figure to resume at", () -> new Threshold(1, Double.NaN)),
            Map.entry("all as the least gain", () -> plan(1, 0)),
            Map.entry("endless price of delay", () -> plan(0, INFINITE)),
            Map.entry("endless trust", () -> new Blend(INFINITE, RUN)),
            Map.entry("endless budget", () -> new CarbonBudget(1, OptionalDouble.of(INFINITE))),
            Map.entry("no figure as budget", () -> new CarbonBudget(1, OptionalDouble.of(-0.1))),
            Map.entry("network beyond figures", () -> new Migration(0, 1e308, 1e308, ZERO)),
            Map.entry("negative network", () -> new Migration(0, -LEAST, 0, ZERO)),
            Map.entry("negative restart", () -> new Migration(0, 0, -LEAST, ZERO)),
            Map.entry("no shortest run", () -> switching(new double[6], 0, 1)),
            Map.entry("no shortest pause", () -> switching(new double[6], 1, 0)),
            Map.entry("endless bound", () -> rule(1, INFINITE, 10, 0)),
            Map.entry("bounds without distance", () -> rule(1, 10, 10, 0)),
            Map.entry("endless paused watts", () -> LevelProfile.of(INFINITE, ONE_LEVEL)),
            Map.entry("a level without power", () -> new Level(1, 0)),
            Map.entry("a level beyond figures", () -> new Level(1e308, 1e308)),
            Map.entry("slots without length", () -> levels(0, 0, 0)),
            Map.entry("endless intensity", () -> levels(1, 1, INFINITE)),
            Map.entry("negative intensity", () -> levels(1, 1, -LEAST)),
            Map.entry("endless running power", () -> placement(INFINITE)))
        .map(named -> Arguments.of(named.getKey(), named.getValue()));
  }

  private static Costs paused(double gramsPerHour) {
    return new Costs(1, 0, ZERO, ZERO).withPausedGramsPerHour(gramsPerHour);
  }

  private static Policy plan(double smallestGain, double hourOfDelay) {
    return new RecedingHorizon("plan", smallestGain, ZERO, ZERO, hourOfDelay);
  }

  private static DoubleThreshold rule(int work, double upper, double lower, double change) {
    return DoubleThreshold.of(work, upper, lower, change, DoubleThreshold.Closing.TIGHT);
  }

  private static Switching switching(double[] costs, int minimumRun, int minimumPause) {
    return new Switching(
        costs[0],
        costs[1],
        costs[2],
        costs[3],
        costs[4],
        minimumRun,
        minimumPause,
        true,
        true,
        costs[5]);
  }

  private static LevelPlan levels(double slotHours, double work, double gramsPerKwh) {
    return LevelPlan.of(new double[] {gramsPerKwh}, slotHours, work, PROFILE);
  }

  private static Placement placement(double watts) {
    return Placement.of(
        List.of(Situations.outlook(Situations.NOW, Duration.ofHours(1), 100)), watts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void allowed(String what, ThrowingCallable made) {
    assertThatCode(made).as(what).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, ThrowingCallable made) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(made)
        .withMessageContaining("expected ");
  }

  @Test
  void noCostOfSwitchingIsNegativeOrEndless() {
    for (int i = 0; i < 6; i++) {
      for (double cost : new double[] {-LEAST, INFINITE, Double.NaN}) {
        double[] costs = new double[6];
        costs[i] = cost;
        assertThatIllegalArgumentException()
            .as(Arrays.toString(costs))
            .isThrownBy(() -> switching(costs, 1, 1))
            .withMessageContaining("expected finite figures of 0 or more");
      }
    }
  }

  /** Work that is more than the slots hold by rounding alone is theirs. */
  @Test
  void workMayBeMoreThanTheSlotsByRounding() {
    assertThat(levels(1, 1 + 1e-13, 100).share(0)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> levels(1, 1 + 1e-11, 100));
  }
}
