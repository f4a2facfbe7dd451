package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.grid.tck.LoggedText;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a loop decides, asks and orders, and what disturbs it. */
@Timeout(60)
class ControlLoopTest extends LoopInHand {
  private boolean waits() throws InterruptedException {
    AtomicInteger waits = new AtomicInteger();
    clock.whoWaits(time -> waits.incrementAndGet());
    queue.await(clock, SECOND);
    return waits.get() > 0;
  }

  @Test
  void aDecisionIsMadeWhenItIsTimeOrSomethingIsNew() {
    begin();
    assertThat(decidedOn).hasSize(1);
    tickAfter(SECOND);
    assertThat(decidedOn).as("nothing is new").hasSize(1);
    grid.refresh();
    tickAfter(SECOND);
    assertThat(decidedOn).as("another view of the grid").hasSize(2);
    tickAfter(SECOND);
    assertThat(decidedOn).hasSize(2);
    loop.judgeAgain();
    tickAfter(SECOND);
    assertThat(decidedOn).as("other work").hasSize(3);
    tickAfter(SECOND);
    assertThat(decidedOn).hasSize(3);
    tickAfter(HOUR.minusSeconds(2));
    assertThat(decidedOn).hasSize(3);
    tickAfter(SECOND);
    assertThat(decidedOn).as("an hour later").hasSize(4);
  }

  @Test
  void aHandIsHeardAtTheNextRound() {
    begin();
    hand.set(Decision.run(clock.instant().plus(HOUR), Reason.Code.BY_HAND, "a test"));
    tickAfter(SECOND);
    assertThat(events.decisions()).last().isEqualTo(Reason.Code.BY_HAND);
    hand.set(null);
    tickAfter(SECOND);
    assertThat(events.decisions()).last().isEqualTo(Reason.Code.CLEAN_NOW);
  }

  @Test
  void aHandRulesAsLongAfterALeap() {
    begin();
    hand.set(Decision.run(clock.instant().plus(HOUR), Reason.Code.BY_HAND, "a test"));
    tickAfter(SECOND);
    clock.set(Duration.ofHours(2));
    tickAfter(SECOND);
    assertThat(events.decisions()).last().isEqualTo(Reason.Code.BY_HAND);
    tickAfter(HOUR);
    assertThat(events.decisions()).last().isEqualTo(Reason.Code.CLEAN_NOW);
  }

  @Test
  void theLossIsAskedForAsOftenAfterALeap() {
    begin();
    loss.tell(1);
    clock.set(Duration.ofHours(-2));
    tickAfter(SECOND);
    assertThat(loss.isWanted()).isFalse();
    tickAfter(Duration.ofSeconds(9));
    assertThat(loss.isWanted()).isTrue();
  }

  @Test
  void theLossIsAskedForARoundBeforeACheckpointAndBeforeAPause() {
    begin();
    tickAfter(Duration.ofMinutes(30).minus(SECOND).minusMillis(1));
    loss.tell(1);
    assertThat(standstill.gate().isClosed()).isFalse();
    tickAfter(Duration.ofMillis(1));
    assertThat(loss.isWanted()).isTrue();
    assertThat(standstill.gate().isClosed()).isFalse();
    loss.tell(1);
    tickAfter(SECOND);
    assertThat(standstill.gate().isClosed()).as("a snapshot is wanted").isTrue();
    standstill.gate().safePoint(new ToyTraining());

    loss.tell(1);
    pauses = true;
    loop.judgeAgain();
    loop.tick();
    assertThat(loss.isWanted()).isTrue();
    assertThat(standstill.state()).isEqualTo(ControllerState.PAUSING);
  }

  @Test
  void theMeterIsLookedAtInEachRound() {
    begin();
    int looks = meter.looks();
    for (int i = 0; i < 5; i++) {
      tickAfter(SECOND);
    }
    assertThat(meter.looks()).isEqualTo(looks + 5);
  }

  @Test
  void whatWasWarnedOfIsJudgedAgainWithOtherWork() {
    deadline = TestClock.START.plus(Duration.ofHours(6));
    begin();
    tickAfter(HOUR.plusSeconds(1));
    assertThat(late()).as("six hours, at a pessimistic speed").hasSize(1);
    loop.judgeAgain();
    tickAfter(SECOND);
    assertThat(late()).hasSize(2);
  }

  private List<String> late() {
    return events.warnings().stream()
        .filter(text -> text.startsWith("running straight through"))
        .toList();
  }

  @Test
  void whatEndsARestIsTheEndOtherWorkAndAnEpochThatIsLongEnough() throws Exception {
    begin();
    assertThat(waits()).isFalse(); // what began it
    assertThat(waits()).isTrue();
    loop.judgeAgain();
    assertThat(waits()).isFalse();
    loop.stop();
    assertThat(waits()).isFalse();

    loop.tick();
    loop.epochDone();
    assertThat(waits()).as("the last one was just now").isTrue();
    tickAfter(Duration.ofSeconds(5));
    loop.epochDone();
    assertThat(waits()).isFalse();
  }

  @Test
  void aRoundThatFailsIsLoggedOnceAndTheNextIsMade() {
    begin();
    try (LoggedText logged = new LoggedText()) {
      broken = true;
      tickAfter(HOUR);
      assertThat(logged.text()).contains("the control loop failed; the training goes on", "broken");
      tickAfter(HOUR);
      assertThat(logged.text()).containsOnlyOnce("the control loop failed");
    }
    broken = false;
    int before = decidedOn.size();
    tickAfter(HOUR);
    assertThat(decidedOn).hasSize(before + 1);
  }

  /** The thread is interrupted, so that it does not rest for a second all the same. */
  @Test
  void aRestThatFailsIsLoggedAndEndsNothing() {
    begin();
    AtomicInteger rests = new AtomicInteger();
    clock.whoWaits(time -> {
      assertThat(time).isEqualTo(SECOND);
      if (rests.incrementAndGet() == 3) {
        loop.stop();
        return;
      }
      clock.advance(SECOND);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no memory to wait with");
    });
    try (LoggedText logged = new LoggedText()) {
      loop.run();
      assertThat(logged.text()).containsOnlyOnce("the control loop failed");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(rests).hasValue(3);
  }

  /** What a policy is told of how long a state lasts. */
  @Test
  void aStateLastsSinceItsChangeAndNotIntoTheFuture() {
    begin();
    assertThat(decidedOn.get(0).since()).isEqualTo(TestClock.START);
    clock.advance(HOUR);
    Instant paused = clock.instant().minusSeconds(7);
    queue.add(new StateChanged(paused, ControllerState.RUNNING, ControllerState.PAUSING, WHY));
    loop.tick();
    assertThat(decidedOn.get(1).since()).isEqualTo(paused);
    clock.advance(HOUR);
    queue.add(new StateChanged(
        clock.instant().plusSeconds(7), ControllerState.PAUSING, ControllerState.RUNNING, WHY));
    loop.tick();
    assertThat(decidedOn.get(2).since()).isEqualTo(clock.instant());
  }

  @Test
  void aPausingTrainingDrawsForItsBatchUntilItStands() {
    begin();
    pauses = true;
    loop.judgeAgain();
    loop.tick();
    queue.add(
        new StateChanged(clock.instant(), ControllerState.RUNNING, ControllerState.PAUSING, WHY));
    tickAfter(Duration.ofMinutes(1)); // its batch goes on
    tickAfter(Duration.ofMinutes(1));
    standstill.finish(WHY);
    loop.finish(true, false);
    assertThat(events.of(EnergyUsed.class))
        .extracting(EnergyUsed::state)
        .containsOnly(ControllerState.RUNNING);
    assertThat(events.of(DecisionMade.class))
        .last()
        .matches(made -> made.decision().isPause());
  }

  @Test
  void aPauseByHandIsNoDeeperThanItWasAskedFor() {
    begin();
    hand.set(new Decision(
        Decision.Action.PAUSE, Instant.MAX, new Reason(Reason.Code.BY_HAND, "a test")));
    pauseAt(PauseDepth.HOLD);
    loop.tick();
    clock.whoWaits(time -> standstill.release(WHY));
    standstill.gate().safePoint(new ToyTraining());
    assertThat(attendant.releases).hasValue(0);
    assertThat(attendant.states).contains(ControllerState.PAUSED);
  }

  @Test
  void aLongerPauseOfThePolicyDeepensWhatStands() {
    begin();
    pauseAt(PauseDepth.HOLD);
    pauses = true;
    loop.judgeAgain();
    loop.tick(); // an hour: memory is given back
    clock.whoWaits(time -> standstill.release(WHY));
    standstill.gate().safePoint(new ToyTraining());
    assertThat(attendant.releases).hasValue(1);
  }

  private void pauseAt(PauseDepth depth) {
    standstill.pause(depth, WHY, deadline, StandingOrder.Leaving.IF_SAVED);
    assertThat(standstill.state()).isEqualTo(ControllerState.PAUSING);
  }

  @Test
  void anOrderThatIsNoLongerWantedIsWithdrawnBeforeAnybodyStands() {
    begin();
    hand.set(new Decision(
        Decision.Action.PAUSE, Instant.MAX, new Reason(Reason.Code.BY_HAND, "a test")));
    loop.tick();
    assertThat(standstill.state()).isEqualTo(ControllerState.PAUSING);
    hand.set(null);
    loop.tick();
    assertThat(standstill.state()).isEqualTo(ControllerState.RUNNING);
  }
}
