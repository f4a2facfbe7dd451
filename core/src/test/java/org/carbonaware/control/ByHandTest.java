package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;

/** What a person or program can ask for, and what it does not get. */
class ByHandTest {
  private static final Duration BATCH = Duration.ofMinutes(10);

  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);

  @Test
  void pausesUntilResumed() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24));
    run.start();
    run.at(at(3), run.controller()::resume);

    run.controller().pause();
    run.batch(BATCH);

    assertThat(run.clock.instant()).isEqualTo(at(3).plus(BATCH));
    assertThat(run.events.states())
        .containsExactly(
            ControllerState.RUNNING,
            ControllerState.PAUSING,
            ControllerState.PAUSED,
            ControllerState.RESUMING,
            ControllerState.RUNNING);
    assertThat(run.events.decisions()).contains(Reason.Code.BY_HAND);
    run.close();
  }

  @Test
  void aPauseByHandNeverBeatsTheDeadline() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(10));
    run.start();
    run.controller().pause();
    for (int i = 0; i < 12; i++) {
      run.batch(BATCH);
      run.controller().pause(); // and again, and again
    }
    run.close();

    assertThat(run.clock.instant()).isBetween(at(9), at(10));
    assertThat(run.events.decisions()).contains(Reason.Code.DEADLINE);
  }

  @Test
  void aPauseByHandEndsAtTheDeadlineIfTheWorkIsUnknown() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.epochs(3).deadline(Duration.ofHours(5));
    run.start();

    run.controller().pause();
    run.batch(BATCH);
    run.batch(BATCH);

    assertThat(run.clock.instant()).isEqualTo(at(5).plus(BATCH).plus(BATCH));
    assertThat(run.events.states()).endsWith(ControllerState.RUNNING);
    run.close();
  }

  @Test
  void aPauseWithoutTimeToSpareIsRefused() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(2));
    run.start();

    run.controller().pause();

    assertThat(run.controller().state()).isEqualTo(ControllerState.RUNNING);
    run.close();
    assertThat(run.events.warnings()).anyMatch(text -> text.startsWith("not paused by hand"));
  }

  @Test
  void anOverrideRunsThroughADirtyGrid() {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(900));
    run.settings
        .expectedWork(Duration.ofHours(4))
        .deadline(Duration.ofHours(24))
        .policy(Policies.threshold(300, 200).withMinimumLengths(Duration.ZERO, Duration.ZERO));
    run.start();
    run.at(at(5), () -> run.controller().overrideFor(Duration.ofHours(1)));

    run.batches(5, BATCH);

    // it waits at once, until hour five
    assertThat(run.clock.instant()).isBetween(at(5).plus(BATCH.multipliedBy(5)), at(6));
    run.batch(BATCH); // the last of the hour
    run.batch(BATCH);
    assertThat(run.clock.instant()).isAfter(at(10));
    run.close();
  }

  @Test
  void aSuspendByHandOutlivesTheDecisionsUntilTheNextSafePoint() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24)).store(store);
    run.start();

    run.controller().suspend();
    run.pass(Duration.ofMinutes(40)); // a long batch, on a clean grid

    assertThat(run.controller().state()).isEqualTo(ControllerState.PAUSING);
    assertThatThrownBy(() -> run.batch(BATCH))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class,
            left -> assertThat(left.reason().code()).isEqualTo(Reason.Code.BY_HAND));
    run.close();
    assertThat(run.events.states()).endsWith(ControllerState.SUSPENDED);
    assertThat(store.manifests()).hasSize(1);
  }

  @Test
  void aSuspendByHandCanBeTakenBack() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24)).store(store);
    run.start();

    run.controller().suspend();
    run.controller().resume();
    run.batch(BATCH);

    assertThat(run.controller().state()).isEqualTo(ControllerState.RUNNING);
    run.close();
  }

  @Test
  void aSuspendWithoutAStoreHolds() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24));
    run.start();
    run.at(at(1), run.controller()::resume);

    run.controller().suspend();
    run.batch(BATCH);

    assertThat(run.events.states()).contains(ControllerState.PAUSED);
    assertThat(run.events.warnings()).anyMatch(text -> text.contains("stays in memory"));
    run.close();
  }

  @Test
  void aStopStaysWhateverIsDecidedOrAsked() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(2));
    run.start();

    run.controller().stop();
    run.pass(Duration.ofHours(1));
    run.controller().resume();
    run.controller().overrideFor(Duration.ofHours(1));

    assertThatThrownBy(() -> run.batch(BATCH))
        .isInstanceOfSatisfying(TrainingSuspendedException.class, left -> {
          assertThat(left.saved()).isFalse();
          assertThat(left.reason().code()).isEqualTo(Reason.Code.STOP_SIGNAL);
        });
    run.close();
  }

  @Test
  void aStopWithoutAStoreSaysWhatIsLost() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24));
    run.start();
    run.batch(BATCH);

    run.controller().stop();

    assertThatThrownBy(() -> run.batch(BATCH)).isInstanceOf(TrainingSuspendedException.class);
    run.close();
    assertThat(run.events.warnings())
        .singleElement()
        .asString()
        .startsWith("stopped without saving");
  }

  @Test
  void nothingCanBeAskedOfARunThatIsOver() {
    VirtualRun run = clean(Duration.ofHours(2), Duration.ofHours(24));
    run.start();
    run.close();
    int events = run.events.all().size();

    run.controller().pause();
    run.controller().suspend();
    run.controller().stop();
    run.controller().resume();
    run.controller().overrideFor(Duration.ofHours(1));
    run.controller().close();
    run.controller().gate().safePoint(run.training);

    assertThat(run.controller().state()).isEqualTo(ControllerState.FINISHED);
    assertThat(run.events.all()).hasSize(events);
    assertThat(run.events.closed()).isEqualTo(1);
  }

  private static VirtualRun clean(Duration work, Duration time) {
    VirtualRun run = new VirtualRun(HourlyGrid.flat(100));
    run.settings.expectedWork(work).deadline(time);
    return run;
  }

  private static Instant at(int hour) {
    return TestClock.START.plus(Duration.ofHours(hour));
  }
}
