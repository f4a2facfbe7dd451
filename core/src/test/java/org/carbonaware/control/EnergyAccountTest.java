package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.control.ControllerEvent.MetersDescribed;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Costs;
import org.junit.jupiter.api.Test;

/** The meter draws 100 W in its processor and 20 W in its board. */
class EnergyAccountTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Costs ASSUMED = new Costs(500, 50, Duration.ofSeconds(7), MINUTE);

  private final TestClock clock = new TestClock();
  private final SwitchedMeter meter = new SwitchedMeter(clock);
  private final List<EnergyUsed> booked = new ArrayList<>();
  private final List<MetersDescribed> described = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final EnergyAccount account =
      new EnergyAccount(meter, Duration.ofMinutes(5), this::record, warnings::add);
  private long epochs;

  private void record(ControllerEvent event) {
    if (event instanceof EnergyUsed used) {
      booked.add(used);
    } else {
      described.add((MetersDescribed) event);
    }
  }

  @Test
  void booksAnIntervalPerIntensity() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 600);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).hasSize(2);
    EnergyUsed first = booked.get(0);
    assertThat(first.from()).isEqualTo(TestClock.START);
    assertThat(first.at()).isEqualTo(TestClock.START.plus(Duration.ofMinutes(2)));
    assertThat(first.joulesByComponent()).containsOnlyKeys("cpu", "board");
    assertThat(first.joulesByComponent().get("cpu")).isCloseTo(12_000, within(1e-9));
    assertThat(first.joulesByComponent().get("board")).isCloseTo(2400, within(1e-9));
    assertThat(first.grams().orElseThrow()).isCloseTo(14_400 / 3.6e6 * 300, within(1e-12));
    assertThat(booked.get(1).grams().orElseThrow()).isCloseTo(7200 / 3.6e6 * 600, within(1e-12));
    assertThat(first.method()).isEqualTo(Method.ASSUMED); // the weaker of the two
  }

  @Test
  void booksAnIntervalPerStateAndNoEmptyOnes() {
    sample(ControllerState.STARTING, 300);
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.PAUSING, 300);
    sample(ControllerState.PAUSED, 300);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .extracting(EnergyUsed::state)
        .containsExactly(ControllerState.RUNNING, ControllerState.PAUSED);
    assertThat(booked).allMatch(used -> Math.abs(used.joules() - 7200) < 1e-9);
  }

  @Test
  void cutsLongIntervals() {
    for (int i = 0; i < 12; i++) {
      sample(ControllerState.RUNNING, 300);
      pass(MINUTE);
    }
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .extracting(used -> Duration.between(used.from(), used.at()).toMinutes())
        .containsExactly(5L, 5L, 2L);
  }

  @Test
  void knowsNoGramsWithoutIntensity() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty(), epochs);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).singleElement().matches(used -> used.grams().isEmpty());
  }

  @Test
  void whatIsLearnedOfTheGridHoldsForTheIntervalItCovers() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty(), epochs);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300); // since the start, the first look says
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).singleElement().satisfies(used -> {
      assertThat(used.from()).isEqualTo(TestClock.START);
      assertThat(used.grams().orElseThrow()).isCloseTo(14_400 / 3.6e6 * 300, within(1e-12));
    });
  }

  @Test
  void whatBeganLaterDoesNotHoldForTheTimeBefore() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty(), epochs);
    pass(MINUTE);
    account.sample(
        clock.instant(),
        ControllerState.RUNNING,
        Optional.of(intensity(300, clock.instant())),
        epochs);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).extracting(used -> used.grams().isPresent()).containsExactly(false, true);
  }

  @Test
  void booksWhatAFailingMeterCountedOnceItIsBack() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    meter.failWith(new IllegalStateException("unplugged"));
    sample(ControllerState.PAUSED, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    meter.failWith(null);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).hasSize(3);
    assertThat(booked.get(0).joules()).isZero();
    assertThat(booked.get(2).joules()).isCloseTo(3 * 7200, within(1e-9));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void believesThePowerItSawAfterAMinute() {
    sample(ControllerState.RUNNING, 300);
    assertThat(account.observed(ASSUMED)).isEqualTo(ASSUMED);

    pass(MINUTE);
    sample(ControllerState.PAUSED, 300);
    assertThat(account.observed(ASSUMED).pausedWatts())
        .as("the share that was assumed, of the power that was seen")
        .isCloseTo(120 * ASSUMED.pausedWatts() / ASSUMED.runWatts(), within(1e-9));
    meter.processorWatts(10);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);

    Costs observed = account.observed(ASSUMED);
    assertThat(observed.runWatts()).isCloseTo(120, within(1e-9));
    assertThat(observed.pausedWatts()).isCloseTo(30, within(1e-9));
    assertThat(observed.checkpointTime()).isEqualTo(ASSUMED.checkpointTime());
    assertThat(observed.restoreTime()).isEqualTo(ASSUMED.restoreTime());
  }

  @Test
  void readsWhereAnIntervalEndsAndEachMinuteAndLooksAtEachTick() {
    sample(ControllerState.RUNNING, 300);
    for (int second = 0; second < 150; second++) {
      pass(SECOND);
      account.look(clock.instant());
      sample(ControllerState.RUNNING, 300);
    }
    assertThat(meter.looks()).isEqualTo(150);
    assertThat(meter.readings()).isEqualTo(3);

    sample(ControllerState.PAUSING, 300);
    assertThat(meter.readings()).isEqualTo(4);
    account.flush(clock.instant(), epochs);

    assertThat(meter.readings()).isEqualTo(5);
    assertThat(booked).singleElement().matches(used -> Math.abs(used.joules() - 150 * 120) < 1e-6);
  }

  @Test
  void knowsWhatWasEmittedBetweenReadingsByThePowerLastSeenInTheState() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.PAUSED, 300);
    meter.processorWatts(10);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    meter.processorWatts(100);
    double closed = (7200 + 1800) / 3.6e6 * 300;
    assertThat(account.grams(clock.instant())).isCloseTo(closed, within(1e-12));

    pass(Duration.ofSeconds(30));
    sample(ControllerState.RUNNING, 300);

    assertThat(account.grams(clock.instant()))
        .isCloseTo(closed + 3600 / 3.6e6 * 300, within(1e-12));
    assertThat(meter.readings()).as("it was not read again").isEqualTo(3);
  }

  @Test
  void anEpochEndsAnIntervalThatIsLongEnough() {
    sample(ControllerState.RUNNING, 300);
    epochAfter(Duration.ofSeconds(20));
    epochAfter(Duration.ofSeconds(3));
    assertThat(account.awaitsEpoch(clock.instant())).isFalse();
    epochAfter(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(10));
    assertThat(account.awaitsEpoch(clock.instant())).isTrue();
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .extracting(used -> used.firstEpoch() + "-" + used.lastEpoch())
        .containsExactly("0-0", "1-2", "3-3");
    assertThat(booked)
        .extracting(used -> Math.round(used.joules() / 120))
        .containsExactly(20L, 6L, 10L);
  }

  @Test
  void anEpochDoneByTheEndIsNotCountedOnward() {
    sample(ControllerState.RUNNING, 300);
    pass(Duration.ofSeconds(20));
    epochs = 4;
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .singleElement()
        .matches(used -> used.firstEpoch() == 0 && used.lastEpoch() == 3);
  }

  @Test
  void aStateChangeWithinAnEpochStaysInIt() {
    epochs = 7;
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.PAUSED, 300);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked).allMatch(used -> used.firstEpoch() == 7 && used.lastEpoch() == 7);
  }

  @Test
  void noIntervalSpansAFullHour() {
    pass(Duration.ofMinutes(58));
    sample(ControllerState.RUNNING, 300);
    pass(Duration.ofMinutes(4));
    sample(ControllerState.PAUSED, 300);
    pass(Duration.ofMinutes(130));
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .extracting(used -> used.from() + " " + used.at())
        .containsExactly(
            "2026-03-02T00:58:00Z 2026-03-02T01:00:00Z",
            "2026-03-02T01:00:00Z 2026-03-02T01:02:00Z",
            "2026-03-02T01:02:00Z 2026-03-02T02:00:00Z",
            "2026-03-02T02:00:00Z 2026-03-02T03:00:00Z",
            "2026-03-02T03:00:00Z 2026-03-02T03:12:00Z");
    assertThat(booked.stream().mapToDouble(EnergyUsed::joules).sum())
        .isCloseTo(meter.total() - 58 * 7200, within(1e-9));
    assertThat(booked.get(3).joules()).isCloseTo(60 * 7200, within(1e-6));
  }

  @Test
  void anIntervalMayEndOnTheFullHour() {
    pass(Duration.ofMinutes(58));
    sample(ControllerState.RUNNING, 300);
    pass(Duration.ofMinutes(2));
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked)
        .extracting(used -> used.from() + " " + used.at())
        .containsExactly(
            "2026-03-02T00:58:00Z 2026-03-02T01:00:00Z",
            "2026-03-02T01:00:00Z 2026-03-02T01:01:00Z");
  }

  @Test
  void saysWhatIsMeteredAtFirstWhenItChangesAndAtTheEnd() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    assertThat(described).hasSize(1);
    meter.how("another way");
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    assertThat(described).hasSize(2);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(described)
        .extracting(event -> event.components().get(0).how())
        .containsExactly("a test", "another way", "another way");
    assertThat(described.get(2).components())
        .extracting(EnergyReading.Component::coverage)
        .containsExactly(1.0, 1.0);
  }

  @Test
  void aMeterThatFailsToTheEndCoversWhatItCovered() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.PAUSED, 300);
    meter.failWith(new IllegalStateException("unplugged"));
    pass(MINUTE);
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(described.get(described.size() - 1).components()).allSatisfy(component -> {
      assertThat(component.coverage()).isCloseTo(1.0 / 3, within(1e-12));
      assertThat(component.how())
          .isEqualTo("a test; no reading since 2026-03-02T00:01:00Z: the meter failed");
    });
  }

  @Test
  void aMeterThatHangsIsWaitedForOnceAndItsReadingBookedWhenItComes() {
    CountDownLatch opened = new CountDownLatch(1);
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    meter.hangUntil(opened);
    for (int second = 0; second < 100; second++) { // would take minutes if each were waited for
      account.look(clock.instant());
      sample(ControllerState.RUNNING, 300);
      pass(SECOND);
    }
    sample(ControllerState.PAUSED, 300);
    assertThat(booked).singleElement().matches(used -> used.joules() == 0);
    assertThat(described.get(1).components().get(0).how())
        .isEqualTo("a test; no reading since 2026-03-02T00:00:00Z: the meter does not answer");

    meter.hangUntil(null);
    opened.countDown();
    pass(MINUTE);
    account.flush(clock.instant(), epochs);

    assertThat(booked.get(1).joules()).isCloseTo(220 * 120, within(1e-6));
    assertThat(described.get(described.size() - 1).components().get(0).coverage())
        .isEqualTo(1);
    assertThat(warnings).singleElement().asString().startsWith("the energy meter does not answer");
  }

  @Test
  void powerIsNotLearnedFromIntervalsThatMissReadings() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    meter.failWith(new IllegalStateException("unplugged"));
    sample(ControllerState.PAUSED, 300);
    pass(MINUTE);
    meter.failWith(null);
    sample(ControllerState.RUNNING, 300); // all of it comes here, to the pause
    pass(MINUTE);
    sample(ControllerState.PAUSED, 300);

    Costs observed = account.observed(ASSUMED);
    assertThat(observed.runWatts()).isCloseTo(120, within(1e-9));
    assertThat(observed.pausedWatts())
        .isCloseTo(120 * ASSUMED.pausedWatts() / ASSUMED.runWatts(), within(1e-9));
  }

  private void epochAfter(Duration time) {
    pass(time);
    epochs++;
    sample(ControllerState.RUNNING, 300);
  }

  private void pass(Duration time) {
    clock.advance(time);
  }

  private void sample(ControllerState state, double gramsPerKwh) {
    account.sample(
        clock.instant(), state, Optional.of(intensity(gramsPerKwh, TestClock.START)), epochs);
  }

  private static Intensity intensity(double gramsPerKwh, Instant at) {
    return new Intensity(
        gramsPerKwh, Basis.LIFECYCLE, at, new Provenance("a test", Provenance.Kind.MEASURED));
  }
}
