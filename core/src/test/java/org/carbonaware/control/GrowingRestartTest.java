package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.plan.Policies;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that leaves its process at each pause, on a computer where it takes longer and longer to
 * come back than was declared: the deadline is met all the same.
 */
class GrowingRestartTest {
  private static final Duration DECLARED = Duration.ofMinutes(1);
  private static final Duration BATCH = Duration.ofMinutes(5);
  private static final int BATCHES = 120; // ten hours
  private static final Duration DEADLINE = Duration.ofDays(2);

  /** Clean for an hour of three, and dirty for good from the 18th hour on. */
  private static HourlyGrid grid() {
    double[] hours = new double[24 * 20];
    Arrays.fill(hours, 900);
    for (int hour = 0; hour < 18; hour += 3) {
      hours[hour] = 100;
    }
    return HourlyGrid.foreseeing(hours);
  }

  private record Run(Instant end, boolean complete, int processes) {}

  /** Runs in one process after the other, as something that starts it again lets it. */
  private static Run run(IntToDoubleFunction minutesOfRestart) {
    TestClock clock = new TestClock();
    InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
    for (int restart = 0; ; restart++) {
      VirtualRun process = new VirtualRun(grid(), clock).store(store.reopen());
      process
          .settings
          .batches(BATCHES)
          .expectedWork(BATCH.multipliedBy(BATCHES))
          .deadline(DEADLINE)
          .margin(Duration.ofMinutes(15)) // three looks: a batch ends at one
          .depth(PauseDepth.SUSPEND)
          .suspendLongerThan(Duration.ZERO, DECLARED)
          .policy(Policies.threshold(300, 300).withMinimumLengths(Duration.ZERO, Duration.ZERO));
      CarbonController controller = process.start();
      controller.resumePoint(ToyTraining.IDENTITY).ifPresent(process.training::restore);
      if (restart > 0) {
        process.pass(Duration.ofSeconds((long) (60 * minutesOfRestart.applyAsDouble(restart))));
      }
      try {
        while (controller.batchesDone() < BATCHES) {
          process.batch(BATCH);
        }
        process.close();
        return new Run(clock.instant(), last(process, RunEnded.class).complete(), restart + 1);
      } catch (TrainingSuspendedException leaving) {
        assertThat(leaving.saved()).isTrue();
        process.close();
        Instant until = last(process, DecisionMade.class).decision().until();
        clock.advance(Duration.between(clock.instant(), until));
      }
    }
  }

  private static <E extends ControllerEvent> E last(VirtualRun process, Class<E> type) {
    List<E> all = process.events.of(type);
    return all.get(all.size() - 1);
  }

  private static void assertInTime(Run run) {
    assertThat(run.complete()).isTrue();
    assertThat(run.processes()).as("processes").isGreaterThanOrEqualTo(4);
    assertThat(run.end()).isBeforeOrEqualTo(TestClock.START.plus(DEADLINE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.1, 1.25, 1.4})
  void meetsItsDeadlineHoweverSlowlyItComesBack(double growth) {
    assertInTime(run(restart -> Math.min(240, 20 * Math.pow(growth, restart - 1))));
  }

  @Test
  @Tag("slow")
  void meetsItsDeadlineWhereRestartsScatter() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Double> minutes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        minutes.add(20 + random.nextDouble() * 40);
      }
      assertInTime(run(minutes::get));
    }
  }

  @Test
  void costsNothingWhereItComesBackAsDeclared() {
    assertThat(run(restart -> 0.5).end())
        .as("still paused as long as the declared minute and the margin let it")
        .isAfter(TestClock.START.plus(DEADLINE).minus(Duration.ofHours(2)));
  }
}
