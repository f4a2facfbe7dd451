package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A minute of samples at 1 Hz (MLPerf's power rule) against what the GPU was told to draw: within
 * 0.5 percent.
 */
class NvmlAccuracyTest {
  private static final int SECONDS = 60;
  private static final Percentage HALF_A_PERCENT = Percentage.withPercentage(0.5);

  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build().with("DEVICES", 1);
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  @ParameterizedTest(name = "{0}, {1} ± {2} W in {3} s, power averaged: {4}")
  @CsvSource({
    "NVML_ENERGY, 250, 0, 10, false",
    "NVML_POWER, 250, 0, 10, false",
    "NVML_ENERGY, 400, 300, 7.3, false",
    "NVML_POWER, 400, 300, 7.3, false",
    "NVML_POWER, 400, 300, 7.3, true",
    "NVML_ENERGY, 60, 40, 3.7, false",
    "NVML_POWER, 60, 40, 3.7, false",
    "NVML_POWER, 60, 40, 3.7, true",
  })
  void isWithinHalfAPercent(
      Technique technique, double watts, double amplitude, double period, boolean averaged) {
    fake.with("POWER_MW", Math.round(1000 * watts))
        .with("WAVE_MW", Math.round(1000 * amplitude))
        .with("WAVE_MS", Math.round(1000 * period))
        .with("ARCHITECTURE", averaged ? 9 : 5)
        .with("ENERGY_CODE", technique == Technique.NVML_ENERGY ? 0 : NvmlCodes.UNKNOWN);
    double begin = drawn(watts, amplitude, period);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(SECONDS, meter);
      double told = drawn(watts, amplitude, period) - begin;

      assertThat(meter.read().joules()).isCloseTo(told, HALF_A_PERCENT);
      assertThat(meter.read().components().get(0).technique()).isEqualTo(technique);
      assertThat(meter.read().components().get(0).coverage()).isEqualTo(1);
    }
  }

  private double drawn(double watts, double amplitude, double period) {
    double angle = 2 * Math.PI * fake.clockSeconds() / period;
    return watts * fake.clockSeconds() + amplitude * period / (2 * Math.PI) * (1 - Math.cos(angle));
  }
}
