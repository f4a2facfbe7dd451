package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.IntensityObserved;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.grid.tck.LoggedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a loop books and tells, and how it ends. */
@Timeout(60)
class ControlLoopEndTest extends LoopInHand {
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

  /** The end is told once the round is over in which the listener hangs, even if that fails. */
  @Test
  void aRoundThatGoesOnKeepsTheEndForItsOwnEnd() throws Exception {
    begin();
    CountDownLatch inRound = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    listeners.add(event -> {
      if (event instanceof Progressed) {
        inRound.countDown();
        IdleThread.await(goOn);
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
}
