package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;

/** GPUs that can't be read for a time, and what that does to coverage. */
class GpuGapTest extends OnOneFakeGpu {
  @Test
  void aGapBetweenSamplesIsFilledWithTheMeanAndNotCovered() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(30, meter);
      fake.pass(30).with("POWER_MW", 300_000);

      Component gpu = gpu(meter);

      assertThat(gpu.joules()).isCloseTo(30 * 100 + 30 * 200, offset(1e-6));
      assertThat(gpu.coverage()).isCloseTo(0.5, offset(1e-9));
      assertThat(gpu.how()).endsWith("; no reading for 30 s, 30 s of it filled in with the mean");
    }
  }

  @Test
  void samplesUpToFiveSecondsApartLeaveNoGap() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(5);
      assertThat(gpu(meter).coverage()).isEqualTo(1);
      fake.pass(5.001);
      assertThat(gpu(meter).coverage()).isCloseTo(5 / 10.001, offset(1e-6));
    }
  }

  @Test
  void aCounterCoversItsGaps() {
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(600);
      assertThat(gpu(meter).joules()).isCloseTo(60_000, offset(1e-6));
      assertThat(gpu(meter).coverage()).isEqualTo(1);
    }
  }

  @Test
  void powerThatIsAwayForAMomentLeavesNoGap() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(10, meter);
      fake.with("POWER_CODE", NvmlCodes.UNKNOWN).pass(3, meter);
      fake.with("POWER_CODE", 0).pass(10, meter);

      Component gpu = gpu(meter);

      assertThat(gpu.joules()).isCloseTo(23 * 100, offset(1e-6));
      assertThat(gpu.coverage()).isEqualTo(1);
      assertThat(gpu.technique()).isEqualTo(Technique.NVML_POWER);
    }
  }

  @Test
  void powerThatStaysAwayIsModelled() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("POWER_CODE", NvmlCodes.UNKNOWN).pass(60, meter);
      assertThat(gpu(meter).technique()).isEqualTo(Technique.LOAD_MODEL);
      assertThat(gpu(meter).joules()).isGreaterThan(60 * 200);
    }
  }

  @Test
  void aLostGpuKeepsItsFigureWhileItsCoverageFallsAndIsTakenUpAgain() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter).with("LOST", 1).pass(60, meter);

      Component lost = gpu(meter);

      assertThat(lost.joules()).isCloseTo(6_000, offset(1e-6));
      assertThat(lost.coverage()).isCloseTo(0.5, offset(1e-9));
      assertThat(lost.technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(lost.how()).endsWith("; no reading for 60 s; not readable now: the GPU is lost");
      fake.with("LOST", 0).pass(60, meter);
      Component back = gpu(meter);
      assertThat(back.joules()).as("the gap too, by the mean").isCloseTo(18_000, offset(1e-6));
      assertThat(back.coverage()).isCloseTo(119 / 180.0, offset(1e-9));
      assertThat(back.how()).endsWith("; no reading for 61 s, 61 s of it filled in with the mean");
    }
  }

  @Test
  void aLostGpuWithACounterMissesNothingOnceItIsBack() {
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      meter.read();
      fake.with("LOST", 1).pass(60, meter);
      assertThat(gpu(meter).joules()).isCloseTo(6_000, offset(1e-6));
      assertThat(gpu(meter).coverage()).isCloseTo(0.5, offset(1e-9));
      assertThat(gpu(meter).technique()).isEqualTo(Technique.NVML_ENERGY);
      fake.with("LOST", 0);
      assertThat(gpu(meter).joules()).as("its counter ran on").isCloseTo(12_000, offset(1e-6));
      assertThat(gpu(meter).coverage()).isEqualTo(1);
    }
  }

  @Test
  void aGpuThatIsLostLaterDoesNotTakeOthersWithIt() {
    fake.with("DEVICES", 2);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter).with("LOST", 1, 1);
      meter.read();
      fake.pass(60, meter);
      List<Component> gpus = meter.read().components();
      assertThat(gpus).extracting(Component::device).containsExactly("Fake GPU 1", "Fake GPU 0");
      assertThat(gpus.get(0).joules()).isCloseTo(60 * 101.0, offset(1e-6));
      assertThat(gpus.get(1).joules()).isCloseTo(120 * 100.0, offset(1e-6));
      assertThat(gpus.get(1).how()).isEqualTo("NVML energy counter");
    }
  }

  @Test
  void aGpuThatWasResetIsOpenedAnew() {
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      meter.read();
      fake.with("GENERATION", 1).with("ENERGY_MJ", 10);
      meter.read();
      fake.with("ENERGY_MJ", 5_010).pass(10, meter);
      Component gpu = gpu(meter);
      assertThat(gpu.joules()).isCloseTo(6_000 + 5, offset(1e-6));
      assertThat(gpu.how()).contains("set back by the driver once").doesNotContain("readable");
    }
  }

  @Test
  void aDriverThatWasUnloadedIsInitialisedAnew() {
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      meter.read();
      fake.reload().pass(60);
      assertThat(gpu(meter).joules()).isCloseTo(12_000, offset(1e-6));
      assertThat(fake.opened()).isEqualTo(1);
    }
    assertThat(fake.opened()).isZero();
  }

  @Test
  void aGpuThatNeverAnswersSaysSo() {
    try (NvmlMeter meter = fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.UNKNOWN)
        .with("UTILISATION_CODE", NvmlCodes.UNKNOWN)
        .openMeter()) {
      assertThat(gpu(meter).coverage()).isZero();
      fake.pass(60, meter);
      Component gpu = gpu(meter);
      assertThat(gpu.joules()).isZero();
      assertThat(gpu.coverage()).isZero();
      assertThat(gpu.how())
          .isEqualTo(
              "NVML, nothing read yet; no reading for 60 s; not readable now: unknown error");
    }
  }

  @Test
  void saysHowItWillReadBeforeAnyTimeHasPassed() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(gpu(meter).technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(gpu(meter).coverage()).isEqualTo(1);
    }
  }
}
