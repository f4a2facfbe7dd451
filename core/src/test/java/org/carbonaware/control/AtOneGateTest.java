package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.TrainingState;
import org.carbonaware.control.StandingOrder.Leaving;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One step of the handshake at a time, on the test's own thread where it can be. */
@Timeout(60)
class AtOneGateTest {
  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final RecordingAttendant attendant = new RecordingAttendant();
  private final Standstill standstill = new Standstill(clock, attendant);
  private final TrainingState training = new ToyTraining();

  private void pause(Standstill at, PauseDepth depth, Leaving leaving) {
    at.pause(depth, WHY, clock.instant().plus(HOUR), leaving);
  }

  private void pause(PauseDepth depth) {
    pause(standstill, depth, Leaving.IF_SAVED);
  }

  private void assertOpen() {
    assertThat(standstill.gate().isClosed()).isFalse();
    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
    assertNobodyHoldsTheLock();
  }

  private void assertNobodyHoldsTheLock() {
    assertThat(CompletableFuture.supplyAsync(standstill::state))
        .succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aRunThatIsLeftAloneBeginsWithTheFirstThreadThatComes() {
    AtomicInteger came = new AtomicInteger();
    attendant.whenTrainedOn = () -> {
      came.incrementAndGet();
      assertNobodyHoldsTheLock();
      standstill.begin(WHY);
    };
    standstill.leaveAlone();
    assertNobodyHoldsTheLock();
    assertThat(standstill.gate().isClosed()).isTrue();
    assertThat(standstill.state()).isEqualTo(ControllerState.STARTING);

    standstill.gate().safePoint(null);
    assertOpen();
    standstill.wantSnapshot();
    standstill.gate().safePoint(null);
    assertThat(came).hasValue(1);
  }

  @Test
  void theGateIsOpenOnceAPauseIsWithdrawnOrTheRunOver() {
    standstill.begin(WHY);
    pause(PauseDepth.HOLD);
    assertThat(standstill.gate().isClosed()).isTrue();
    standstill.release(WHY);
    assertOpen();
    pause(PauseDepth.HOLD);
    standstill.finish(WHY);
    assertThat(standstill.gate().isClosed()).isFalse();
  }

  @Test
  void whoStandsIsKnownAndTheFirstIsTold() throws Exception {
    standstill.begin(WHY);
    assertThat(standstill.stands()).isFalse();
    Trainers trainers = new Trainers(standstill.gate());
    trainers.start(training);
    trainers.start(training);
    CountDownLatch paused = attendant.expect(ControllerState.PAUSED);
    pause(PauseDepth.HOLD);
    assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(standstill.stands()).isTrue();
    assertNobodyHoldsTheLock();
    assertThat(standstill.allLeft()).isFalse();
    assertNobodyHoldsTheLock();
    assertThat(attendant.stands).hasValue(1);

    standstill.release(WHY);
    trainers.end();
    assertThat(standstill.stands()).isFalse();
  }

  @Test
  void aSnapshotIsLeftToTheThreadThatCanTakeIt() {
    standstill.begin(WHY);
    standstill.join(new Thread(() -> {}));
    standstill.join(Thread.currentThread());
    standstill.wantSnapshot();
    standstill.gate().safePoint(null);
    assertThat(attendant.snapshots).hasValue(0);
    assertThat(standstill.gate().isClosed()).isTrue();
    standstill.gate().safePoint(training);
    assertThat(attendant.snapshots).hasValue(1);
    assertOpen();
  }

  @Test
  void savingIsWorthItUntilTheOrderHasNoTimeLeft() {
    standstill.begin(WHY);
    pause(PauseDepth.HOLD);
    attendant.whileSaving = () -> {
      assertThat(attendant.worthWaiting.getAsBoolean()).isTrue();
      assertNobodyHoldsTheLock();
      clock.advance(HOUR);
      assertThat(attendant.worthWaiting.getAsBoolean()).isFalse();
    };
    standstill.gate().safePoint(training);
    assertOpen();
    assertThat(attendant.stands).hasValue(1);
    assertThat(attendant.reasons).extracting(Reason::code).contains(Reason.Code.DEADLINE);
  }

  @Test
  void savingIsNotWorthItOnceTheOrderIsWithdrawn() {
    standstill.begin(WHY);
    standstill.wantSnapshot();
    pause(PauseDepth.HOLD);
    attendant.whileSaving = () -> {
      standstill.release(WHY);
      assertThat(attendant.worthWaiting.getAsBoolean()).isFalse();
    };
    standstill.gate().safePoint(training);
    assertOpen(); // what was saved is the snapshot, too
    assertThat(attendant.snapshots).hasValue(0);
  }

  @Test
  void whatIsSavedServesADeeperOrderGivenMeanwhile() {
    standstill.begin(WHY);
    pause(PauseDepth.HOLD);
    attendant.whileSaving = () -> pause(PauseDepth.SUSPEND);
    assertThatThrownBy(() -> standstill.gate().safePoint(training))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class, left -> assertThat(left.saved()).isTrue());
    assertThat(attendant.saves).hasValue(1);
    assertThat(attendant.warnings).isEmpty();
  }

  @Test
  void aStopThatCouldNotSaveSaysWhatIsLost() {
    standstill.begin(WHY);
    attendant.saving = false;
    pause(standstill, PauseDepth.SUSPEND, Leaving.ANYWAY);
    assertThatThrownBy(() -> standstill.gate().safePoint(training))
        .isInstanceOfSatisfying(
            TrainingSuspendedException.class, left -> assertThat(left.saved()).isFalse());
    assertThat(attendant.warnings)
        .containsExactly(
            "stopped without saving: what was trained since the last checkpoint is lost");
  }

  @Test
  void whoeverWaitsForOthersGoesOnWhenThereIsNoTimeLeft() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = absent(never);
    standstill.begin(WHY);
    pause(PauseDepth.SUSPEND);
    clock.whoWaits(time -> clock.advance(HOUR));
    standstill.gate().safePoint(training);
    assertOpen();
    assertThat(attendant.saves).hasValue(0);
    assertThat(attendant.warnings).isEmpty();
    never.countDown();
    absent.join();
  }

  @Test
  void othersAreLookedForEachSecondUntilPatienceEnds() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Thread absent = absent(never);
    standstill.begin(WHY);
    attendant.patience = Duration.ofMillis(2500);
    pause(PauseDepth.SUSPEND);
    List<Duration> waits = new ArrayList<>();
    clock.whoWaits(time -> {
      waits.add(time);
      clock.advance(time);
    });
    assertThatThrownBy(() -> standstill.gate().safePoint(training))
        .isInstanceOf(TrainingSuspendedException.class);
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
    assertThat(attendant.warnings).singleElement().asString().contains("1 of 1").contains("2 s");
    never.countDown();
    absent.join();
  }

  private Thread absent(CountDownLatch latch) {
    Thread thread = IdleThread.until(latch);
    standstill.join(thread);
    return thread;
  }
}
