package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonaware.checkpoint.tck.InMemoryCheckpointStore;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.tck.LoggedText;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One round after the other, of a loop whose parts the test holds. Decides once an hour. */
@Timeout(60)
class ControlLoopTest {
  private static final Reason WHY = new Reason(Reason.Code.DIRTY_NOW, "a test");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final SwitchedMeter meter = new SwitchedMeter(clock);
  private final EventQueue queue = new EventQueue();
  private final RecordedEvents events = new RecordedEvents();
  private final Listeners listeners = new Listeners(List.of(events));
  private final RecordingAttendant attendant = new RecordingAttendant();
  private final Standstill standstill = new Standstill(clock, attendant);
  private final HourlyGrid source = HourlyGrid.flat(100);
  private final HandOverride hand = new HandOverride();
  private final List<Situation> decidedOn = new ArrayList<>();
  private final WorkProgress progress =
      new WorkProgress(new Work(0, 0, Optional.of(Duration.ofHours(6))));
  private final LossWatch loss = new LossWatch(clock, progress, queue::add, this::warn);
  private final EnergyAccount energy =
      new EnergyAccount(meter, Duration.ofMinutes(5), listeners::tell, this::warn);
  private final PastEmissions past = PastEmissions.none(TestClock.START);
  private final InMemoryCheckpointStore store = new InMemoryCheckpointStore(3);
  private final CheckpointKeeper keeper =
      new CheckpointKeeper(store, clock, Duration.ZERO, Map::of, queue::add, this::warn);
  private Instant deadline = TestClock.START.plus(Duration.ofDays(2));
  private boolean broken;
  private boolean pauses;

  private final GridWatch grid = new GridWatch(
      source,
      HourlyGrid.ZONE,
      new ProfileBlend(),
      () -> deadline,
      Duration.ofMinutes(5),
      clock,
      queue::wake,
      this::warn);
  private final ControlLoop loop = loop();

  private void warn(String text) {
    queue.add(new Warned(clock.instant(), text));
  }

  private Instant deadline() {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return deadline;
  }

  private ControlLoop loop() {
    Policy policy = new Policy() {
      @Override
      public String name() {
        return "a test";
      }

      @Override
      public Decision decide(Situation situation) {
        decidedOn.add(situation);
        Instant until = situation.now().plus(HOUR);
        return pauses
            ? Decision.pause(until, Reason.Code.DIRTY_NOW, "a test")
            : Decision.run(until, Reason.Code.CLEAN_NOW, "a test");
      }
    };
    ControlSettings settings = new ControlSettings(
        clock,
        policy,
        Duration.ZERO,
        SECOND,
        HOUR,
        Duration.ofMinutes(30),
        Optional.empty(),
        Duration.ofMinutes(10),
        Optional.empty(),
        100,
        10,
        "a test",
        1.5,
        60);
    ControlParts parts = new ControlParts(
        queue,
        standstill,
        grid,
        progress,
        loss,
        energy,
        past,
        keeper,
        new ResumeTimes(Duration.ZERO),
        hand,
        listeners);
    return new ControlLoop(settings, parts, this::deadline);
  }

  private void begin() {
    grid.refresh();
    standstill.begin(WHY);
    queue.add(
        new StateChanged(clock.instant(), ControllerState.STARTING, ControllerState.RUNNING, WHY));
    loop.begin(Optional.empty(), clock.instant());
    loop.tick();
  }

  private void tickAfter(Duration time) {
    clock.advance(time);
    loop.tick();
  }

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

  @Test
  void theEndTellsAllThatWasLeftAndNothingAfterIt() {
    begin();
    clock.advance(Duration.ofMinutes(1));
    source.measure(300);
    grid.refresh();
    warn("left");
    standstill.finish(WHY);
    queue.add(
        new StateChanged(clock.instant(), ControllerState.RUNNING, ControllerState.FINISHED, WHY));
    meter.failWith(new IllegalStateException("unplugged"));
    loop.finish(true, false);

    assertThat(events.of(IntensityObserved.class))
        .extracting(observed -> observed.intensity().gramsPerKwh())
        .containsExactly(100.0, 300.0);
    assertThat(events.of(EnergyUsed.class)).isNotEmpty();
    assertThat(events.states()).endsWith(ControllerState.FINISHED);
    assertThat(events.warnings())
        .hasSize(2)
        .contains("left")
        .anyMatch(text -> text.contains("unplugged"));
    assertThat(events.all()).last().isInstanceOf(RunEnded.class);
    assertThat(events.of(RunEnded.class)).singleElement().matches(RunEnded::complete);
    assertThat(events.closed()).isEqualTo(1);

    warn("too late");
    assertThat(queue.poll()).isNull();
    loop.finish(true, false);
    loop.tick();
    assertThat(events.of(RunEnded.class)).hasSize(1);
    assertThat(events.closed()).isEqualTo(1);
    assertThat(loop.endsTheProcess()).isFalse();
  }

  @Test
  void anEndThatIsEarlyOrNoEndIsNotComplete() {
    begin();
    standstill.finish(WHY);
    loop.finish(true, true);
    assertThat(events.of(RunEnded.class)).singleElement().matches(end -> !end.complete());
  }

  @Test
  void whatLeapsBeforeTheEndIsBookedInTwoTimes() {
    begin();
    clock.advance(Duration.ofMinutes(1));
    clock.set(Duration.ofDays(1));
    standstill.finish(WHY);
    loop.finish(true, false);
    assertThat(events.of(EnergyUsed.class))
        .first()
        .matches(used -> used.at().equals(TestClock.START.plusSeconds(60)))
        .matches(used -> Math.abs(used.joules() - 7200) < 1e-6);
    assertThat(events.warnings()).singleElement().asString().contains("clock leapt by PT24H");
  }

  @Test
  void aRunThatNeverBeganTellsOnlyWhatWasLeft() {
    warn("left");
    loop.finish(false, false);
    assertThat(events.all()).singleElement().isInstanceOf(Warned.class);
    assertThat(events.closed()).isEqualTo(1);
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
  void energyCountsFromTheBeginAndItsLastTimeAsTraining() {
    standstill.begin(WHY);
    loop.begin(Optional.empty(), clock.instant());
    clock.advance(Duration.ofMinutes(1));
    meter.failWith(new IllegalStateException("unplugged"));
    loop.finish(true, false);
    assertThat(events.warnings()).singleElement().asString().contains("unplugged");
    assertThat(progress.activeSeconds()).isEqualTo(60);

    assertThat(events.of(EnergyUsed.class))
        .singleElement()
        .matches(used -> used.from().equals(TestClock.START))
        .matches(used -> used.state() == ControllerState.RUNNING);
  }

  @Test
  void theTimeUntilAChangeIsThatOfTheStateBefore() {
    begin();
    clock.advance(Duration.ofMinutes(1));
    queue.add(
        new StateChanged(clock.instant(), ControllerState.RUNNING, ControllerState.PAUSED, WHY));
    loop.tick();
    tickAfter(Duration.ofMinutes(1));
    assertThat(progress.activeSeconds()).isEqualTo(60);
  }

  /** A facility that draws half as much again, and hardware whose making is 60 g an hour. */
  @Test
  void theFacilityAndTheHardwareOfAPauseCountInWhatWasEmitted() {
    begin();
    tickAfter(HOUR);
    queue.add(
        new StateChanged(clock.instant(), ControllerState.RUNNING, ControllerState.PAUSED, WHY));
    loop.tick();
    double running = 1.5 * 0.12 * 100;
    assertThat(past.grams()).isCloseTo(running, within(1e-9));
    tickAfter(HOUR);
    assertThat(past.grams()).isCloseTo(2 * running + 60, within(1e-9));
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

  /** The end is told once the round is over in which the listener hangs, even if that fails. */
  @Test
  void aRoundThatGoesOnKeepsTheEndForItsOwnEnd() throws Exception {
    begin();
    CountDownLatch inRound = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    listeners.add(event -> {
      if (event instanceof Progressed) {
        inRound.countDown();
        await(goOn);
      }
    });
    Thread round = new Thread(loop::tick);
    try (LoggedText logged = new LoggedText()) {
      round.start();
      assertThat(inRound.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(loop.endsTheProcess()).isFalse();
      loop.finish(true, false);
      assertThat(logged.text()).contains("a controller listener hangs");
      assertThat(events.closed()).isZero();
      broken = true; // what tells of the leap fails
      clock.set(HOUR);
      goOn.countDown();
      round.join();
      assertThat(logged.text()).contains("the control loop failed");
      assertThat(events.closed()).isZero();
    }
    broken = false;
    loop.tick();
    assertThat(events.closed()).isEqualTo(1);
    assertThat(events.of(RunEnded.class)).hasSize(1);
  }

  @Test
  void anEndThatNobodyHoldsUpIsNotSaidToHangAndHoldsUpNobody() {
    begin();
    try (LoggedText logged = new LoggedText()) {
      loop.finish(true, false);
      assertThat(logged.text()).doesNotContain("hangs");
    }
    assertThat(CompletableFuture.runAsync(loop::tick)).succeedsWithin(Duration.ofSeconds(30));
    assertThat(events.closed()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
