package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the energy counter to power, to a model, to a constant: for each GPU, and never to zero. */
class GpuFallbackTest extends OnOneFakeGpu {
  private FakeNvml withoutPower() {
    return withoutCounter().with("POWER_CODE", NvmlCodes.NOT_SUPPORTED);
  }

  private Component afterAMinute() {
    return afterAMinute(fake);
  }

  private static Component afterAMinute(FakeNvml gpus) {
    try (NvmlMeter meter = gpus.openMeter()) {
      gpus.pass(60, meter);
      return meter.read().components().get(0);
    }
  }

  @Test
  void eachGpuFallsBackAlone() {
    fake.with("DEVICES", 4)
        .with("ENERGY_CODE", 1, NvmlCodes.NOT_SUPPORTED)
        .with("FIELD_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("ENERGY_CODE", 2, NvmlCodes.NOT_SUPPORTED)
        .with("POWER_CODE", 2, NvmlCodes.NOT_SUPPORTED)
        .with("ENERGY_CODE", 3, NvmlCodes.NOT_SUPPORTED)
        .with("POWER_CODE", 3, NvmlCodes.NOT_SUPPORTED)
        .with("UTILISATION_CODE", 3, NvmlCodes.NOT_SUPPORTED);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);

      List<Component> gpus = meter.read().components();

      assertThat(gpus)
          .extracting(Component::technique)
          .as("in PCI order, which is against the driver's")
          .containsExactly(
              Technique.CONSTANT,
              Technique.LOAD_MODEL,
              Technique.NVML_POWER,
              Technique.NVML_ENERGY);
      assertThat(gpus).allSatisfy(gpu -> {
        assertThat(gpu.joules()).isGreaterThan(60 * 50);
        assertThat(gpu.coverage()).isEqualTo(1);
      });
    }
  }

  @Test
  void theEnergyFieldStandsInForTheFunction() {
    fake.with("ENERGY_CODE", NvmlCodes.NOT_SUPPORTED).with("POWER_CODE", NvmlCodes.UNKNOWN);
    Component gpu = afterAMinute();
    assertThat(gpu.technique()).isEqualTo(Technique.NVML_ENERGY);
    assertThat(gpu.joules()).isCloseTo(6_000, offset(1.0));
  }

  @Test
  void thePowerFieldStandsInForTheFunction() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).with("POWER_CODE", NvmlCodes.NOT_SUPPORTED);
    Component gpu = afterAMinute();
    assertThat(gpu.technique()).isEqualTo(Technique.NVML_POWER);
    assertThat(gpu.joules()).isCloseTo(6_000, offset(1.0));
    assertThat(gpu.how())
        .isEqualTo("NVML power, summed up: its energy counter can't be read (unknown error)");
  }

  @ParameterizedTest(name = "type {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void readsAFieldByItsType(int type) {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("FIELD_TYPE", type);
    assertThat(afterAMinute().joules()).isCloseTo(6_000, offset(1.0));
  }

  @Test
  void readsAShortField() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("POWER_MW", 60_000)
        .with("FIELD_TYPE", 6);
    assertThat(afterAMinute().joules()).isCloseTo(60 * 60.0, offset(1.0));
  }

  @Test
  void aFieldOfAnUnknownTypeIsNotRead() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN)
        .with("POWER_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("FIELD_TYPE", 9);
    assertThat(afterAMinute().technique()).isEqualTo(Technique.LOAD_MODEL);
  }

  @Test
  void aFieldWhoseOwnCodeIsAnErrorIsNotReadThoughTheCallWentWell() {
    withoutPower();
    assertThat(afterAMinute().technique()).isEqualTo(Technique.LOAD_MODEL);
  }

  @Test
  void anUnknownGpuIsModelledByItsPowerLimitAndUtilisation() {
    withoutPower().with("UTILISATION", 50);
    Component gpu = afterAMinute();
    double idle = 0.115 * 300;
    assertThat(gpu.joules()).isCloseTo(60 * (idle + (300 - idle) / 2), offset(1e-6));
    assertThat(gpu.technique()).isEqualTo(Technique.LOAD_MODEL);
    assertThat(gpu.method()).isEqualTo(Method.ESTIMATED);
    assertThat(gpu.how())
        .isEqualTo("model by utilisation, 35 W idle and 300 W, its power limit, when busy: this"
            + " GPU's power can't be read (not supported)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Tesla T4, 8, 71",
    "Tesla V100-SXM2-16GB, 35, 306",
    "NVIDIA A100-SXM4-40GB, 46, 407",
    "NVIDIA A10G, 18, 153",
    "Tesla P100-PCIE-16GB, 36, 306",
    "Tesla P4, 9, 76.5",
    "Tesla K80, 35, 306",
    "Tesla M60, 35, 306",
    "NVIDIA GeForce RTX 4090, 35.19, 306",
  })
  void aKnownGpuWithoutALimitIsModelledByWhatIsKnownOfIt(
      String name, double idleWatts, double fullWatts) {
    withoutPower()
        .with("NAME", name)
        .with("LIMIT_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("DEFAULT_LIMIT_CODE", NvmlCodes.NOT_SUPPORTED);
    assertThat(afterAMinute().joules()).isCloseTo(60 * fullWatts, offset(1e-6));
    fake.with("UTILISATION", 0);
    assertThat(afterAMinute().joules()).isCloseTo(60 * idleWatts, offset(1e-6));
  }

  @Test
  void theDefaultLimitStandsInForTheEnforcedOne() {
    withoutPower().with("LIMIT_CODE", NvmlCodes.NOT_SUPPORTED);
    assertThat(afterAMinute().joules()).isCloseTo(60 * 300.0, offset(1e-6));
  }

  @Test
  void aGpuThatTellsNothingOfItsLoadIsTakenForBusy() {
    withoutPower().with("UTILISATION_CODE", NvmlCodes.NO_PERMISSION);
    Component gpu = afterAMinute();
    assertThat(gpu.joules()).isCloseTo(60 * 300.0, offset(1e-6));
    assertThat(gpu.method()).isEqualTo(Method.ASSUMED);
    assertThat(gpu.how())
        .isEqualTo("300 W, its power limit, all the time: this GPU's power can't be read (not"
            + " supported) nor can its utilisation (no permission)");
  }

  @Test
  void aGpuOfWhichNothingIsKnownIsNotZero() throws Exception {
    try (FakeNvml bare = FakeNvml.build(FakeNvml.OLD_DRIVER, FakeNvml.BARE_DRIVER)) {
      Component gpu = afterAMinute(bare);
      assertThat(gpu.joules()).isCloseTo(60 * 306.0, offset(1e-6));
      assertThat(gpu.how())
          .isEqualTo("306 W, assumed, all the time: this GPU's power can't be read (the driver is"
              + " too old) nor can its utilisation (the driver is too old)");
    }
  }

  @Test
  void aConstantHoldsHoweverRarelyItIsRead() {
    withoutPower().with("UTILISATION_CODE", NvmlCodes.NOT_SUPPORTED);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(600);
      Component gpu = meter.read().components().get(0);
      assertThat(gpu.joules()).isCloseTo(600 * 300.0, offset(1e-6));
      assertThat(gpu.coverage()).isEqualTo(1);
    }
  }

  @Test
  void aDriverOlderThanTheCounterIsSummedUp() throws Exception {
    try (FakeNvml old = FakeNvml.build(FakeNvml.OLD_DRIVER).with("POWER_MW", 50_000)) {
      Component gpu = afterAMinute(old.withVisibleDevices("0"));
      assertThat(gpu.joules()).isCloseTo(60 * 50.0, offset(1e-9));
      assertThat(gpu.technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(gpu.how()).isEqualTo("NVML power, summed up: this driver has no energy counter");
    }
  }

  @Test
  void powerThatIsDeniedLaterGoesOnAsAModelAndSaysSo() {
    withoutCounter();
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(60, meter);
      fake.with("POWER_CODE", NvmlCodes.NO_PERMISSION).pass(60, meter);
      Component gpu = meter.read().components().get(0);
      assertThat(gpu.joules()).isCloseTo(60 * 100 + 200 + 59 * 300, offset(1e-6));
      assertThat(gpu.technique()).isEqualTo(Technique.LOAD_MODEL);
      assertThat(gpu.how()).startsWith("in part model by utilisation").contains("no permission");
    }
  }
}
