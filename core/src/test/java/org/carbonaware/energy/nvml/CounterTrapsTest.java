package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;

/** What befalls energy counters. */
class CounterTrapsTest extends OnOneFakeGpu {
  @Test
  void oneThatWasAwayForAWhileIsNotCountedTwice() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).pass(5, meter);
      assertThat(gpu(meter).joules()).isCloseTo(500, offset(1e-9));
      assertThat(gpu(meter).how())
          .isEqualTo("NVML energy counter and, for a time, power summed up");
      fake.with("ENERGY_CODE", 0).with("ENERGY_MJ", 800_000);
      assertThat(gpu(meter).joules()).isCloseTo(800, offset(1e-9));
      fake.with("ENERGY_MJ", 900_000);
      assertThat(gpu(meter).joules()).isCloseTo(900, offset(1e-9));
      assertThat(gpu(meter).technique())
          .as("the counter has told it all in the end")
          .isEqualTo(Technique.NVML_ENERGY);
      assertThat(gpu(meter).coverage()).isEqualTo(1);
    }
  }

  @Test
  void oneThatWasAwayAndGainedLessThanPowerToldDoesNotFall() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).pass(5, meter);
      assertThat(gpu(meter).joules()).isCloseTo(500, offset(1e-9));
      fake.with("ENERGY_CODE", 0).with("ENERGY_MJ", 480_000);
      assertThat(gpu(meter).joules()).isCloseTo(500, offset(1e-9));
      fake.with("ENERGY_MJ", 580_000);
      assertThat(gpu(meter).joules()).isCloseTo(600, offset(1e-9));
    }
  }

  @Test
  void oneSetBackByAReloadedDriverIsBridgedByPower() {
    fake.with("ENERGY_MJ", 900_000);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("ENERGY_MJ", 1_000_000);
      assertThat(gpu(meter).joules()).isEqualTo(100);
      fake.pass(60, meter).with("ENERGY_MJ", 5_000);

      Component bridged = gpu(meter);

      assertThat(bridged.joules()).isCloseTo(100 + 60 * 100.0, offset(1e-6));
      assertThat(bridged.coverage()).isEqualTo(1);
      assertThat(bridged.technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(bridged.how())
          .isEqualTo("NVML energy counter and, for a time, power summed up; counter set back by the"
              + " driver once, 60 s counted from power");
      fake.with("ENERGY_MJ", 12_000);
      assertThat(gpu(meter).joules()).isCloseTo(100 + 60 * 100.0 + 7, offset(1e-6));
    }
  }

  @Test
  void oneSetBackUnseenLosesAnIntervalThatIsNotCoveredAndNeverFalls() {
    fake.with("UTILISATION_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.UNKNOWN)
        .with("ENERGY_MJ", 900_000);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(30).with("ENERGY_MJ", 1_000_000);
      assertThat(gpu(meter).joules()).isEqualTo(100);
      fake.pass(30).with("ENERGY_MJ", 5_000);

      Component after = gpu(meter);

      assertThat(after.joules()).isEqualTo(100);
      assertThat(after.coverage()).isCloseTo(0.5, offset(1e-9));
      assertThat(after.how())
          .contains("set back by the driver once, 0 s counted from power")
          .contains("no reading for 30 s");
    }
  }

  @Test
  void oneThatStandsStillWhileTheGpuDrawsPowerIsNotBelieved() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);

      Component gpu = gpu(meter);

      assertThat(gpu.joules()).isCloseTo(6_000, offset(1e-6));
      assertThat(gpu.technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(gpu.coverage()).isEqualTo(1);
      assertThat(gpu.how()).contains("counter stood still for a time, power taken instead");
      fake.with("ENERGY_MJ", 7_000_000);
      assertThat(gpu(meter).joules()).as("it had only been late").isCloseTo(7_000, offset(1e-6));
    }
  }

  @Test
  void oneThatIsReadTwiceWithinItsStepHasNotStoodStill() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      for (int i = 0; i < 40; i++) {
        fake.pass(0.05);
        assertThat(gpu(meter).joules()).isZero();
      }
      assertThat(gpu(meter).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void oneThatAppearsLateCountsFromThere() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).with("ENERGY_MJ", 3_000_000);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(10, meter).with("ENERGY_CODE", 0);
      assertThat(gpu(meter).joules()).isCloseTo(1_000, offset(1e-6));
      fake.with("ENERGY_MJ", 3_100_000);
      assertThat(gpu(meter).joules()).isCloseTo(1_100, offset(1e-6));
    }
  }

  @Test
  void twoSensorsThatDifferAreNoticed() {
    fake.with("ENERGY_MJ", 0).with("POWER_MW", 18_700);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(10, meter).with("ENERGY_MJ", 327_000);
      assertThat(gpu(meter).how()).as("too short to tell").isEqualTo("NVML energy counter");
      fake.pass(30, meter).with("ENERGY_MJ", 4 * 327_000);

      assertThat(gpu(meter).joules()).as("the counter counts").isCloseTo(1_308, offset(1e-6));
      assertThat(gpu(meter).how())
          .isEqualTo("NVML energy counter; its power summed up gives 748 J where the counter gives"
              + " 1308 J (43 % apart)");
    }
  }

  @Test
  void twoSensorsThatAgreeAreNotMentioned() {
    fake.with("WAVE_MW", 80_000).with("ARCHITECTURE", 9);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      meter.read();
      fake.pass(60, meter);
      assertThat(gpu(meter).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void oneThatStandsStillWithNothingToCompareIsBelieved() {
    fake.with("ENERGY_MJ", 0)
        .with("POWER_CODE", NvmlCodes.UNKNOWN)
        .with("UTILISATION_CODE", NvmlCodes.UNKNOWN);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      assertThat(gpu(meter).joules()).isZero();
      assertThat(gpu(meter).coverage()).isEqualTo(1);
      assertThat(gpu(meter).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void oneThatIsBackUnchangedDoesNotTakeAwayWhatPowerTold() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).pass(3, meter);
      assertThat(gpu(meter).joules()).isCloseTo(300, offset(1e-9));
      fake.with("ENERGY_CODE", 0);
      assertThat(gpu(meter).joules()).isCloseTo(300, offset(1e-9));
    }
  }

  @Test
  void oneSetBackInAGapIsFilledInAndNotCovered() {
    fake.with("ENERGY_MJ", 900_000);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(30).with("ENERGY_MJ", 5_000);

      Component gpu = gpu(meter);

      assertThat(gpu.joules()).isCloseTo(3_000, offset(1e-6));
      assertThat(gpu.coverage()).isZero();
      assertThat(gpu.how())
          .endsWith("; counter set back by the driver once, 30 s counted from power; no reading for"
              + " 30 s, 30 s of it filled in with the mean");
    }
  }

  @Test
  void sensorsAreNotComparedAcrossAGap() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60).with("ENERGY_MJ", 30_000_000);
      assertThat(gpu(meter).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void sensorsAreNotComparedOverSecondsInWhichACounterMovesInSteps() {
    fake.with("ENERGY_MJ", 0);
    try (NvmlMeter meter = fake.openMeter()) {
      for (int second = 1; second <= 60; second++) {
        fake.pass(1).with("ENERGY_MJ", 150_000L * second);
        meter.read();
      }
      assertThat(gpu(meter).how()).isEqualTo("NVML energy counter");
    }
  }
}
