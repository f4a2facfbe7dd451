package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads at one gate, in a time that the test moves. */
@Timeout(60)
class StandstillTest {
  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final RecordingAttendant attendant = new RecordingAttendant();
  private final Standstill standstill = new Standstill(clock, attendant);
  private final Trainers trainers = new Trainers(standstill.gate());
  private final TrainingState training = new ToyTraining();

  @BeforeEach
  void begin() {
    standstill.begin(WHY);
  }

  @AfterEach
  void end() throws Exception {
    standstill.finish(WHY);
    trainers.end();
  }

  @Test
  void theGateKnowsItsThreadsUntilTheyLeave() {
    Thread one = new Thread(() -> {});
    Thread other = new Thread(() -> {});
    standstill.gate().join(one);
    standstill.gate().join(other);
    assertThat(standstill.trainingThreads()).containsExactlyInAnyOrder(one, other);
    standstill.gate().leave(one);
    assertThat(standstill.trainingThreads()).containsExactly(other);
    assertThat(standstill.allLeft()).isFalse();
    standstill.gate().leave(other);
    assertThat(standstill.allLeft()).isTrue();
  }

  @Test
  void allThreadsStandWhileOneSaves() throws Exception {
    for (int i = 0; i < 4; i++) {
      trainers.start(training);
    }
    attendant.whileSaving = () -> assertThat(trainers.betweenGates.get()).isZero();
    for (int round = 1; round <= 30; round++) {
      trainers.awaitPasses();

      pauseAndWait(PauseDepth.HOLD);

      assertThat(trainers.betweenGates.get()).isZero();
      assertThat(attendant.saves.get()).isEqualTo(round);
      goOn();
    }
    assertThat(attendant.warnings).isEmpty();
  }

  @Test
  void oneThatNeverComesIsNamedAndWaitedForOnce() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = new Thread(() -> await(never));
    absent.start();
    standstill.join(absent);
    trainers.start(training);

    CountDownLatch paused = attendant.expect(ControllerState.PAUSED);
    pause(PauseDepth.HOLD, Leaving.IF_SAVED);
    while (!paused.await(1, TimeUnit.MILLISECONDS)) {
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(attendant.saves.get()).isEqualTo(1);
    assertThat(attendant.warnings)
        .singleElement()
        .asString()
        .contains("1 of 2 training threads")
        .contains("within 10 s")
        .contains("may not be exact");
    goOn();

    pauseAndWait(PauseDepth.HOLD); // the time stands still: nobody is waited for

    assertThat(attendant.saves.get()).isEqualTo(2);
    assertThat(attendant.warnings).hasSize(1);
    never.countDown();
    absent.join();
  }

  @Test
  void aThreadThatDiesIsNotWaitedFor() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Thread dying = new Thread(() -> await(never));
    dying.start();
    standstill.join(dying);
    trainers.start(training);
    CountDownLatch paused = attendant.expect(ControllerState.PAUSED);
    pause(PauseDepth.HOLD, Leaving.IF_SAVED);

    never.countDown();

    assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(attendant.warnings).isEmpty();
  }

  @Test
  void aWithdrawnPauseLetsThreadsThatWaitForOthersGoOn() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = new Thread(() -> await(never));
    absent.start();
    standstill.join(absent);
    trainers.start(training);
    pause(PauseDepth.HOLD, Leaving.IF_SAVED);

    standstill.release(WHY);

    trainers.awaitPasses(); // although the time stands still
    assertThat(attendant.saves.get()).isZero();
    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
    never.countDown();
    absent.join();
  }

  @Test
  void parkedThreadsGoOnByThemselvesAtTheLatestStart() throws Exception {
    trainers.start(training);
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);
    long before = trainers.passes.get();

    clock.advance(HOUR.minusSeconds(1));
    assertThat(standstill.state()).isEqualTo(ControllerState.PAUSED);
    assertThat(trainers.passes.get()).isEqualTo(before);
    CountDownLatch running = attendant.expect(ControllerState.RUNNING);
    clock.advance(Duration.ofSeconds(1)); // nobody else acts: as if the control thread were dead

    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    trainers.awaitPasses();
    assertThat(attendant.reasons).extracting(Reason::code).contains(Reason.Code.DEADLINE);
  }

  @Test
  void aPauseThatIsOverBeforeAnybodyStandsIsNone() throws Exception {
    pause(PauseDepth.SUSPEND, Leaving.IF_SAVED);
    clock.advance(HOUR); // until then the training was in one long batch

    trainers.start(training);
    trainers.awaitPasses();

    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
    assertThat(attendant.saves.get()).isZero();
    assertThat(attendant.states).doesNotContain(ControllerState.SUSPENDED);
    assertThat(attendant.reasons).extracting(Reason::code).contains(Reason.Code.DEADLINE);
  }

  @Test
  void savingThatTakesAllTheTimeThereIsDoesNotEndInLeaving() throws Exception {
    attendant.whileSaving = () -> clock.advance(HOUR);
    trainers.start(training);
    CountDownLatch running = attendant.expect(ControllerState.RUNNING);

    pause(PauseDepth.SUSPEND, Leaving.IF_SAVED);

    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    trainers.awaitPasses();
    assertThat(attendant.states).doesNotContain(ControllerState.SUSPENDED);
    assertThat(attendant.warnings).isEmpty();
  }

  @Test
  void aStandingPauseEndsEarlierWhenTheWorkTurnsOutToBeMore() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);
    CountDownLatch running = attendant.expect(ControllerState.RUNNING);

    standstill.expectEndBy(clock.instant());

    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void releaseGivesMemoryBackAndSaysWhat() throws Exception {
    trainers.start(training);

    pauseAndWait(PauseDepth.RELEASE);

    assertThat(attendant.releases.get()).isEqualTo(1);
    assertThat(attendant.reasons).last().hasToString("a test; memory: some of it");
  }

  @Test
  void suspendSavesAndTakesAllThreadsOut() {
    trainers.start(training);
    trainers.start(training);

    pause(PauseDepth.SUSPEND, Leaving.IF_SAVED);

    for (int i = 0; i < 2; i++) {
      assertThat(suspension(i).saved()).isTrue();
      assertThat(suspension(i)).hasMessageContaining("start it again to go on");
      assertThat(suspension(i).reason()).isEqualTo(WHY);
    }
    assertThat(attendant.saves.get()).isEqualTo(1);
    assertThat(standstill.state()).isEqualTo(ControllerState.SUSPENDED);
    assertThat(TrainingSuspendedException.EXIT_CODE).isEqualTo(75);
  }

  @Test
  void aSuspendThatCannotSaveHoldsInstead() throws Exception {
    trainers.start(training);
    attendant.saving = false;

    pauseAndWait(PauseDepth.SUSPEND);

    assertThat(attendant.warnings)
        .singleElement()
        .asString()
        .contains("stays in memory instead of leaving the process");
    attendant.saving = true;
    goOn();
    trainers.awaitPasses();
  }

  @Test
  void aDeeperPauseReplacesAShallowerOneAndItsCheckpointCounts() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);

    pause(PauseDepth.SUSPEND, Leaving.IF_SAVED);

    assertThat(suspension(0).saved()).isTrue();
    assertThat(attendant.saves.get()).isEqualTo(1);
  }

  @Test
  void aShallowerPauseDoesNotReplaceADeeperOne() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.RELEASE);

    pause(PauseDepth.HOLD, Leaving.IF_SAVED);
    standstill.release(WHY);

    trainers.awaitPasses();
    assertThat(attendant.saves.get()).isEqualTo(1);
  }

  @Test
  void nobodyWithdrawsAStop() {
    pause(PauseDepth.SUSPEND, Leaving.ANYWAY);
    standstill.release(WHY);

    trainers.start(training);

    assertThat(suspension(0).saved()).isTrue();
  }

  @Test
  void aStopLeavesUnsavedAlsoAfterASuspend() {
    attendant.saving = false;
    pause(PauseDepth.SUSPEND, Leaving.IF_SAVED);
    pause(PauseDepth.SUSPEND, Leaving.ANYWAY);

    trainers.start(training);

    assertThat(suspension(0).saved()).isFalse();
    assertThat(suspension(0)).hasMessageContaining("no checkpoint could be saved");
  }

  @Test
  void aStopTakesOutThreadsThatAreHeld() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);

    pause(PauseDepth.SUSPEND, Leaving.ANYWAY);

    assertThat(suspension(0).saved()).isTrue();
  }

  @Test
  void threadsStandUntilTheProcessIsGone() throws Exception {
    trainers.start(training);
    CountDownLatch suspended = attendant.expect(ControllerState.SUSPENDED);

    pause(PauseDepth.SUSPEND, Leaving.WITH_PROCESS);

    assertThat(suspended.await(20, TimeUnit.SECONDS)).isTrue();
    standstill.release(WHY);
    standstill.finish(WHY);
    clock.advance(Duration.ofDays(9));
    assertThatThrownBy(() -> trainers.end(0).get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    trainers.thread(0).interrupt();
    assertThat(suspension(0).saved()).isTrue();
  }

  @Test
  void anInterruptTakesAPausedThreadOut() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);

    trainers.thread(0).interrupt();

    assertThat(suspension(0)).hasMessageContaining("interrupted while paused");
    assertThat(suspension(0).saved()).isTrue();
    assertThat(standstill.state()).isEqualTo(ControllerState.SUSPENDED);
  }

  @Test
  void anInterruptOfAnUnsavedThreadLeavesARunThatCanGoOn() throws Exception {
    trainers.start(null);
    pauseAndWait(PauseDepth.HOLD);
    trainers.thread(0).interrupt();
    assertThat(suspension(0).saved()).isFalse();

    standstill.release(WHY);

    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
  }

  @Test
  void aThreadThatCannotSaveLeavesItToOneThatCan() throws Exception {
    for (int round = 0; round < 3; round++) {
      trainers.start(null);
    }
    trainers.start(training);

    pauseAndWait(PauseDepth.HOLD);

    assertThat(attendant.saves.get()).isEqualTo(1);
  }

  @Test
  void aTrainingThatCannotBeSavedIsHeldUnsaved() throws Exception {
    trainers.start(null);

    pauseAndWait(PauseDepth.HOLD);

    assertThat(attendant.saves.get()).isZero();
  }

  @Test
  void aPauseThatComesTooLateIsNone() {
    standstill.pause(PauseDepth.HOLD, WHY, clock.instant(), Leaving.IF_SAVED);

    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
  }

  @Test
  void aWantedSnapshotIsTakenOnce() {
    trainers.start(training);
    standstill.wantSnapshot();
    trainers.awaitPasses();
    trainers.awaitPasses();

    assertThat(attendant.snapshots.get()).isEqualTo(1);
    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
  }

  @Test
  void aWantedSnapshotThatNobodyCanTakeDoesNotKeepTheGateClosed() {
    trainers.start(null);
    standstill.wantSnapshot();
    trainers.awaitPasses();
    trainers.awaitPasses();

    assertThat(standstill.gate().isClosed()).isFalse();
    assertThat(attendant.snapshots.get()).isZero();
  }

  @Test
  void aThreadThatLeftIsNotWaitedFor() throws Exception {
    Thread idle = new Thread(() -> {});
    standstill.join(Thread.currentThread()); // alive, and never at the gate
    trainers.start(training);
    standstill.leave(Thread.currentThread());
    standstill.leave(idle);

    pauseAndWait(PauseDepth.HOLD);

    assertThat(attendant.warnings).isEmpty();
    assertThat(standstill.trainingThreads()).doesNotContain(Thread.currentThread());
  }

  @Test
  void nobodyWillComeWhenAllHaveLeft() {
    assertThat(standstill.allLeft()).isFalse(); // unannounced threads may come
    standstill.join(Thread.currentThread());
    assertThat(standstill.allLeft()).isFalse();
    standstill.leave(Thread.currentThread());
    assertThat(standstill.allLeft()).isTrue();
  }

  @Test
  void finishingLetsParkedThreadsGoOn() throws Exception {
    trainers.start(training);
    pauseAndWait(PauseDepth.HOLD);

    standstill.finish(WHY);
    trainers.end();

    assertThat(trainers.end(0).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(standstill.state()).isEqualTo(ControllerState.FINISHED);
  }

  private void pause(PauseDepth depth, Leaving leaving) {
    standstill.pause(depth, WHY, clock.instant().plus(HOUR), leaving);
  }

  private void pauseAndWait(PauseDepth depth) throws InterruptedException {
    CountDownLatch paused = attendant.expect(ControllerState.PAUSED);
    pause(depth, Leaving.IF_SAVED);
    assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private void goOn() throws InterruptedException {
    CountDownLatch running = attendant.expect(ControllerState.RUNNING);
    standstill.release(WHY);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private TrainingSuspendedException suspension(int index) {
    try {
      trainers.end(index).get(20, TimeUnit.SECONDS);
      throw new AssertionError("the thread was not taken out");
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TrainingSuspendedException.class);
      return (TrainingSuspendedException) Objects.requireNonNull(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
