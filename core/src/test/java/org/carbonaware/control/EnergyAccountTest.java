package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Costs;
import org.junit.jupiter.api.Test;

/** The meter draws 100 W in its processor and 20 W in its board. */
class EnergyAccountTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Costs ASSUMED = new Costs(500, 50, Duration.ofSeconds(7), MINUTE);

  private final TestClock clock = new TestClock();
  private final SwitchedMeter meter = new SwitchedMeter(clock);
  private final List<EnergyUsed> booked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final EnergyAccount account = new EnergyAccount(
      meter, Duration.ofMinutes(5), event -> booked.add((EnergyUsed) event), warnings::add);

  @Test
  void booksAnIntervalPerIntensity() {
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300);
    pass(MINUTE);
    sample(ControllerState.RUNNING, 600);
    pass(MINUTE);
    account.flush(clock.instant());

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
    account.flush(clock.instant());
    account.flush(clock.instant());

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
    account.flush(clock.instant());

    assertThat(booked)
        .extracting(used -> Duration.between(used.from(), used.at()).toMinutes())
        .containsExactly(5L, 5L, 2L);
  }

  @Test
  void knowsNoGramsWithoutIntensity() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty());
    pass(MINUTE);
    account.flush(clock.instant());

    assertThat(booked).singleElement().matches(used -> used.grams().isEmpty());
  }

  @Test
  void whatIsLearnedOfTheGridHoldsForTheIntervalItCovers() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty());
    pass(MINUTE);
    sample(ControllerState.RUNNING, 300); // since the start, the first look says
    pass(MINUTE);
    account.flush(clock.instant());

    assertThat(booked).singleElement().satisfies(used -> {
      assertThat(used.from()).isEqualTo(TestClock.START);
      assertThat(used.grams().orElseThrow()).isCloseTo(14_400 / 3.6e6 * 300, within(1e-12));
    });
  }

  @Test
  void whatBeganLaterDoesNotHoldForTheTimeBefore() {
    account.sample(clock.instant(), ControllerState.RUNNING, Optional.empty());
    pass(MINUTE);
    account.sample(
        clock.instant(), ControllerState.RUNNING, Optional.of(intensity(300, clock.instant())));
    pass(MINUTE);
    account.flush(clock.instant());

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
    account.flush(clock.instant());

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

  private void pass(Duration time) {
    clock.advance(time);
  }

  private void sample(ControllerState state, double gramsPerKwh) {
    account.sample(clock.instant(), state, Optional.of(intensity(gramsPerKwh, TestClock.START)));
  }

  private static Intensity intensity(double gramsPerKwh, Instant at) {
    return new Intensity(
        gramsPerKwh, Basis.LIFECYCLE, at, new Provenance("a test", Provenance.Kind.MEASURED));
  }
}
