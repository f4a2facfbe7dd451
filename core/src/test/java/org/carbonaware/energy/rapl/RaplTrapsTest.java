package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;

import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters that wrap around, are set back, leap, vanish or hold nonsense, and clocks that step. */
class RaplTrapsTest extends OnFakeCounters {
  @Test
  void eachCounterWrapsAroundAtItsOwnRange() {
    machine
        .withZone("intel-rapl:0", "package-0", 4000 * JOULE, 5000 * JOULE)
        .withZone("intel-rapl:1", "package-1", 8900 * JOULE, 9000 * JOULE);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 500 * JOULE); // 1500 J
    machine.energy("intel-rapl:1", 8950 * JOULE); // 50 J; the sum of the two fell
    assertThat(cpu(meter).joules()).isCloseTo(1550, EXACT);
    after(10);
    machine.energy("intel-rapl:0", 600 * JOULE);
    machine.energy("intel-rapl:1", 100 * JOULE); // 150 J; the sum fell again
    assertThat(cpu(meter).joules()).isCloseTo(1800, EXACT);
  }

  @Test
  void looksBetweenReadingsFindEveryWrap() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    long drawn = 0;
    for (int minute = 0; minute < 600; minute++) { // at 300 W it wraps each quarter of an hour
      after(60);
      drawn += 60 * 300 * JOULE;
      machine.energy("intel-rapl:0", drawn % FakeMachine.RANGE);
      meter.sample();
    }
    assertThat(cpu(meter).joules()).isCloseTo(drawn / 1e6, EXACT);
    assertThat(cpu(meter).coverage()).isEqualTo(1);
  }

  @Test
  void whereTheRangeIsNotToldTheIntervalOfAWrapIsNotCounted() {
    machine.withZone("intel-rapl:0", "package-0", 1000 * JOULE);
    FakeMachine.remove(machine.zone("intel-rapl:0").resolve("max_energy_range_uj"));
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 1100 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    after(1);
    machine.energy("intel-rapl:0", 50 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    after(2);
    machine.energy("intel-rapl:0", 250 * JOULE);
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(300, EXACT);
    assertThat(cpu.coverage()).isCloseTo(0.75, EXACT);
    assertThat(cpu.how()).contains("where package-0 wraps around is not told");
  }

  @Test
  void aCounterSetBackIsNoWrap() {
    machine.withZone("intel-rapl:0", "package-0", 100_000 * JOULE);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 100_080 * JOULE);
    meter.sample();
    after(1); // the machine slept: its counter begins anew, and the time stood still
    machine.energy("intel-rapl:0", 5 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(80, EXACT);
    after(2);
    machine.energy("intel-rapl:0", 165 * JOULE);
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(240, EXACT);
    assertThat(cpu.coverage()).isCloseTo(0.75, EXACT);
    assertThat(cpu.how()).contains("package-0 was set back 1 time, what it drew around");
  }

  @Test
  void aLeapThatNoProcessorCanDrawIsNotCounted() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 200_000 * JOULE); // moved to another host
    assertThat(cpu(meter).joules()).isZero();
    after(1);
    machine.energy("intel-rapl:0", 200_100 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    assertThat(cpu(meter).coverage()).isCloseTo(0.5, EXACT);
  }

  @Test
  void aGapThatMayHoldSeveralWrapsIsALowerBoundAndNotCovered() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    after(100);
    machine.energy("intel-rapl:0", 10_000 * JOULE);
    meter.sample();
    after(900);
    machine.energy("intel-rapl:0", 9_000 * JOULE);
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(9_000 + FakeMachine.RANGE / 1e6, EXACT);
    assertThat(cpu.coverage()).isCloseTo(0.1, EXACT);
  }

  @Test
  void aCounterThatVanishesStandsStillAndIsCaughtUpOn() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "package-1", 0);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 100 * JOULE);
    machine.energy("intel-rapl:1", 300 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(400, EXACT);
    FakeMachine.remove(machine.zone("intel-rapl:1").resolve("energy_uj"));
    after(10);
    machine.energy("intel-rapl:0", 200 * JOULE);
    Component broken = cpu(meter);
    assertThat(broken.joules()).isCloseTo(500, EXACT);
    assertThat(broken.coverage()).isCloseTo(0.75, EXACT);
    assertThat(broken.how()).endsWith("package-1 can't be read now: it is not there");
    after(10);
    machine.energy("intel-rapl:1", 950 * JOULE);
    Component back = cpu(meter);
    assertThat(back.joules()).isCloseTo(1150, EXACT);
    assertThat(back.coverage()).isEqualTo(1);
    assertThat(back.how()).doesNotContain("can't be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "abc", "-5", "12 34", "99999999999999999999", "1e6", "\u0000\n\t"})
  void garbageIsNoReading(String garbage) {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 100 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    after(1);
    FakeMachine.write(machine.zone("intel-rapl:0").resolve("energy_uj"), garbage);
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(100, EXACT);
    assertThat(cpu.coverage()).isCloseTo(0.5, EXACT);
    assertThat(cpu.how()).contains("can't be read now: it holds \"").doesNotContain("\n");
    after(1);
    machine.energy("intel-rapl:0", 150 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(150, EXACT);
  }

  @Test
  void aLongTextInsteadOfAFigureIsCutShort() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    FakeMachine.write(machine.zone("intel-rapl:0").resolve("energy_uj"), "x".repeat(500));
    assertThat(cpu(meter).how())
        .endsWith("it holds \"" + "x".repeat(20) + "\", not a number of 0 or more");
  }

  @Test
  void aFigureAboveTheRangeIsNoReading() {
    machine.withZone("intel-rapl:0", "package-0", 0, 1000 * JOULE);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 1001 * JOULE);
    assertThat(cpu(meter).joules()).isZero();
    assertThat(cpu(meter).how()).contains("above its range of 1000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "false, 6000, true",
    "false, 6000.002, false",
    "true, 90000, true",
    "true, 90000.03, false"
  })
  void whatCanBeDrawnIsBoundedByPowerAndALateLook(
      boolean platform, double joules, boolean counted) { // 2 or 30 kW for 1 s and 2 s of lateness
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "psys", 0);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", platform, () -> nanoTime);
    after(1);
    machine.energy(platform ? "intel-rapl:1" : "intel-rapl:0", Math.round(joules * JOULE));
    assertThat(cpu(meter).joules()).isCloseTo(counted ? joules : 0, EXACT);
  }

  @ParameterizedTest
  @CsvSource({"false, 524, 1", "false, 525, 0", "true, 52, 1", "true, 53, 0"})
  void aGapIsCoveredUnlessAFullRangeCouldBeDrawnInIt(
      boolean platform, double seconds, double coverage) { // at 500 or 5000 W
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "psys", 0);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", platform, () -> nanoTime);
    after(seconds);
    machine.energy(platform ? "intel-rapl:1" : "intel-rapl:0", 100 * JOULE);
    assertThat(cpu(meter).coverage()).isEqualTo(coverage);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
  }

  @Test
  void aCounterMayStandAtItsRange() {
    machine.withZone("intel-rapl:0", "package-0", 900 * JOULE, 1000 * JOULE);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 1000 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    assertThat(cpu(meter).coverage()).isEqualTo(1);
  }

  @Test
  void aClockThatStepsBackLosesNothingAndFindsNothing() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 500 * JOULE);
    meter.sample();
    after(-4);
    machine.energy("intel-rapl:0", 510 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(510, EXACT);
    assertThat(cpu(meter).coverage()).isEqualTo(1);
    after(5);
    machine.energy("intel-rapl:0", 800 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(800, EXACT);
  }

  @Test
  void beforeAnyTimeHasPassedWhatIsNotReadIsNotCovered() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "package-1", 0);
    assertThat(cpu(open()).coverage()).isEqualTo(1);
    FakeMachine.remove(machine.zone("intel-rapl:1").resolve("energy_uj"));
    assertThat(cpu(open()).coverage()).isEqualTo(0.5);
  }

  @Test
  void aCounterSetBackTwiceSaysHowOften() {
    machine.withZone("intel-rapl:0", "package-0", 200_000 * JOULE);
    RaplMeter meter = open();
    for (int time = 0; time < 2; time++) {
      after(1);
      machine.energy("intel-rapl:0", (100_000 - 50_000 * time) * JOULE);
      meter.sample();
    }
    assertThat(cpu(meter).how()).contains("package-0 was set back 2 times, what it drew around");
  }
}
