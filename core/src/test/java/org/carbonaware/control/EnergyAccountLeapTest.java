package org.carbonaware.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent.EnergyUsed;
import org.carbonaware.energy.EnergyMeter;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Costs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy where the clock is set or little of it is drawn; the meter draws 120 W. */
class EnergyAccountLeapTest {
  private static final Instant START = TestClock.START;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Costs ASSUMED = new Costs(500, 50, Duration.ofSeconds(7), MINUTE);

  private final TestClock clock = new TestClock();
  private final SwitchedMeter meter = new SwitchedMeter(clock);
  private final List<EnergyUsed> booked = new ArrayList<>();
  private final EnergyAccount account = of(meter);

  private EnergyAccount of(EnergyMeter any) {
    return new EnergyAccount(
        any,
        Duration.ofMinutes(5),
        event -> {
          if (event instanceof EnergyUsed used) {
            booked.add(used);
          }
        },
        warning -> {});
  }

  private void sample(ControllerState state, long epochs) {
    sample(account, state, epochs);
  }

  private void sample(EnergyAccount to, ControllerState state, long epochs) {
    Intensity intensity = new Intensity(
        300, Basis.LIFECYCLE, START, new Provenance("a test", Provenance.Kind.MEASURED));
    to.sample(clock.instant(), state, Optional.of(intensity), epochs);
  }

  private void leap(Duration by, long epochs) {
    Instant expected = clock.instant();
    clock.set(by);
    account.leap(expected, clock.instant(), epochs);
  }

  private List<String> spans() {
    return booked.stream()
        .map(used -> Duration.between(START, used.from()).toSeconds() + "-"
            + Duration.between(START, used.at()).toSeconds())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -1, 1, 86_400})
  void whatWasDrawnUntilALeapIsBookedInTheOldTimeAndTheRestInTheNew(long seconds) {
    sample(ControllerState.RUNNING, 0);
    clock.advance(Duration.ofSeconds(30));
    leap(Duration.ofSeconds(seconds), 0);
    clock.advance(MINUTE);
    account.flush(clock.instant(), 0);

    assertThat(spans()).containsExactly("0-30", (seconds + 30) + "-" + (seconds + 90));
    assertThat(booked).extracting(EnergyUsed::state).containsOnly(ControllerState.RUNNING);
    assertThat(booked).extracting(EnergyUsed::joules).containsExactly(3600.0, 7200.0);
    assertThat(booked)
        .extracting(used -> used.grams().orElseThrow())
        .containsExactly(3600 / 3.6e6 * 300, 7200 / 3.6e6 * 300);
  }

  @Test
  void anEpochThatEndedBeforeALeapBelongsToTheTimeBeforeIt() {
    sample(ControllerState.RUNNING, 2);
    clock.advance(MINUTE);
    leap(Duration.ofDays(1), 4);
    clock.advance(MINUTE);
    sample(ControllerState.PAUSED, 4);

    assertThat(booked)
        .extracting(used -> used.firstEpoch() + "-" + used.lastEpoch())
        .containsExactly("2-3", "4-4");
  }

  @Test
  void theTimeBeforeALeapIsCutAtTheFullHourToo() {
    clock.advance(Duration.ofMinutes(58));
    sample(ControllerState.RUNNING, 0);
    clock.advance(Duration.ofMinutes(4));
    leap(Duration.ofDays(1), 0);

    assertThat(spans()).containsExactly("3480-3600", "3600-3720");
  }

  @Test
  void aLeapBeforeAnythingIsDrawnBooksNothing() {
    leap(Duration.ofDays(1), 0);
    assertThat(meter.readings()).isZero();
    sample(ControllerState.RUNNING, 0);
    leap(Duration.ofDays(1), 0);
    assertThat(booked).isEmpty();
  }

  @Test
  void powerIsNotLearnedFromATimeWhoseLastReadingIsMissing() {
    sample(ControllerState.RUNNING, 0);
    clock.advance(MINUTE);
    meter.failWith(new IllegalStateException("unplugged"));
    leap(Duration.ofDays(1), 0);
    meter.failWith(null);
    clock.advance(MINUTE);
    sample(ControllerState.PAUSED, 0); // two minutes' energy in one
    sample(ControllerState.RUNNING, 0);
    clock.advance(MINUTE);
    sample(ControllerState.PAUSED, 0);

    assertThat(account.observed(ASSUMED).runWatts()).isCloseTo(120, within(1e-9));
  }

  @Test
  void aPauseCountsWhileItLastsAndAfterwards() {
    sample(ControllerState.PAUSED, 0);
    assertThat(account.paused(clock.instant())).isZero();
    clock.advance(MINUTE);
    assertThat(account.paused(clock.instant())).isEqualTo(MINUTE);
    sample(ControllerState.RUNNING, 0);
    clock.advance(MINUTE);
    assertThat(account.paused(clock.instant())).isEqualTo(MINUTE);
    sample(ControllerState.PAUSED, 0);
    clock.advance(Duration.ofSeconds(5));
    assertThat(account.paused(clock.instant())).isEqualTo(MINUTE.plusSeconds(5));
    account.flush(clock.instant(), 0);
    assertThat(account.paused(clock.instant())).isEqualTo(MINUTE.plusSeconds(5));
  }

  @Test
  void whatWasEmittedIsKnownAfterTheEndToo() {
    assertThat(account.grams(clock.instant())).isZero();
    sample(ControllerState.RUNNING, 0);
    clock.advance(MINUTE);
    account.flush(clock.instant(), 0);
    clock.advance(MINUTE);
    assertThat(account.grams(clock.instant())).isCloseTo(7200 / 3.6e6 * 300, within(1e-12));
  }

  @Test
  void anEpochOfFiveSecondsIsLongEnough() {
    sample(ControllerState.RUNNING, 0);
    clock.advance(Duration.ofMillis(4999));
    assertThat(account.awaitsEpoch(clock.instant())).isFalse();
    sample(ControllerState.RUNNING, 1);
    assertThat(booked).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(account.awaitsEpoch(clock.instant())).isTrue();
    sample(ControllerState.RUNNING, 2);
    assertThat(booked).hasSize(1);
  }

  /** The power of a state is taken from five seconds on, and holds until it is seen again. */
  @Test
  void fiveSecondsTellAPower() {
    double perSecond = 120 / 3.6e6 * 300;
    for (Duration length : List.of(Duration.ofSeconds(5), Duration.ofMillis(4999))) {
      EnergyAccount each = of(meter);
      sample(each, ControllerState.RUNNING, 0);
      clock.advance(length);
      sample(each, ControllerState.PAUSED, 0);
      sample(each, ControllerState.RUNNING, 0);
      double closed = each.grams(clock.instant());
      clock.advance(Duration.ofSeconds(10));
      double expected = length.toSeconds() < 5 ? 0 : 10 * perSecond;
      assertThat(each.grams(clock.instant()) - closed).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void aMeterThatStandsStillTellsNoPower() {
    EnergyAccount still = of(() -> new EnergyReading(
        List.of(Component.of("wall", Kind.MACHINE, 5, Technique.EXTERNAL, "a test"))));
    sample(still, ControllerState.RUNNING, 0);
    clock.advance(Duration.ofMinutes(2));
    sample(still, ControllerState.PAUSED, 0);

    assertThat(still.observed(ASSUMED)).isEqualTo(ASSUMED);
    assertThat(still.observedBasis("a guess")).startsWith("expected").endsWith("a guess");
    still.close();
  }

  @Test
  void whereThePowerIsFromIsSaid() {
    sample(ControllerState.RUNNING, 0);
    assertThat(account.observedBasis("a guess"))
        .isEqualTo("expected, not metered for a minute yet: a guess");
    clock.advance(MINUTE);
    sample(ControllerState.PAUSED, 0);
    assertThat(account.observedBasis("a guess"))
        .isEqualTo("metered while running; paused by the share expected");
    clock.advance(MINUTE);
    sample(ControllerState.RUNNING, 0);
    assertThat(account.observedBasis("a guess")).isEqualTo("metered");
  }

  @Test
  void closingLetsGoOfTheMeter() {
    sample(ControllerState.RUNNING, 0);
    account.close();
    assertThat(meter.closed()).isTrue();
  }
}
