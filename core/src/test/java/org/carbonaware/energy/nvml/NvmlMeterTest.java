package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real native binding against a stand-in for the driver's library: GPUs as they should be. */
class NvmlMeterTest {
  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build();
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  @Test
  void countsWhatTheEnergyCountersGainFromItsStart() {
    fake.with("ENERGY_MJ", 5_000_000_000_000L);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.with("ENERGY_MJ", 5_000_000_664_400L);

      EnergyReading reading = meter.read();

      assertThat(reading.components()).extracting(Component::name).containsExactly("gpu0", "gpu1");
      assertThat(reading.components())
          .extracting(Component::device)
          .as("the first GPU by PCI bus is the driver's second")
          .containsExactly("Fake GPU 1", "Fake GPU 0");
      assertThat(reading.components()).allSatisfy(gpu -> {
        assertThat(gpu.joules()).isCloseTo(664.4, offset(1e-9));
        assertThat(gpu.kind()).isEqualTo(Kind.GPU);
        assertThat(gpu.technique()).isEqualTo(Technique.NVML_ENERGY);
        assertThat(gpu.scope()).isEqualTo(Scope.DEVICE);
        assertThat(gpu.coverage()).isEqualTo(1);
        assertThat(gpu.how()).isEqualTo("NVML energy counter");
      });
    }
  }

  @Test
  void looksOnlyAtThePowerBetweenReadings() {
    try (NvmlMeter meter = fake.openMeter()) {
      int before = fake.energyReads();
      fake.pass(60, meter);
      assertThat(fake.energyReads()).as("reading a counter costs milliseconds").isEqualTo(before);
      meter.read();
      assertThat(fake.energyReads()).isEqualTo(before + 2);
    }
  }

  @Test
  void sumsUpPowerWhereThereIsNoCounter() {
    fake.with("ENERGY_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("FIELD_CODE", NvmlCodes.NOT_SUPPORTED)
        .with("POWER_MW", 100_000)
        .with("DEVICES", 1);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(4).with("POWER_MW", 300_000);

      Component gpu = meter.read().components().get(0);

      assertThat(gpu.joules()).isCloseTo(4 * 200.0, offset(1e-9));
      assertThat(gpu.technique()).isEqualTo(Technique.NVML_POWER);
      assertThat(gpu.coverage()).isEqualTo(1);
      assertThat(gpu.how()).isEqualTo("NVML power, summed up: this GPU has no energy counter");
    }
  }

  @Test
  void standsStillAfterClosing() {
    NvmlMeter meter = fake.openMeter();
    fake.pass(10, meter);
    double joules = meter.read().joules();
    meter.close();
    fake.pass(10, meter);
    assertThat(meter.read().joules()).isEqualTo(joules);
  }

  @Test
  void tellsTheMeanUtilisation() {
    fake.with("UTILISATION", 0, 100).with("UTILISATION", 1, 40);
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.meanUtilisationPercent()).isEmpty();
      fake.pass(30, meter);
      fake.with("UTILISATION", 0, 0);
      fake.pass(30, meter);

      assertThat(meter.meanUtilisationPercent().orElseThrow())
          .isCloseTo((50.8 + 40) / 2, offset(.1));
      fake.with("UTILISATION_CODE", NvmlCodes.NOT_SUPPORTED);
      fake.pass(30, meter);
      assertThat(meter.meanUtilisationPercent().orElseThrow())
          .as("only what was seen counts")
          .isCloseTo((50.8 + 40) / 2, offset(.1));
    }
  }

  @Test
  void metersTheSameGpuTwiceWithoutHarm() {
    try (NvmlMeter one = fake.openMeter();
        NvmlMeter other = fake.openMeter()) {
      fake.pass(10);
      assertThat(List.of(one.read().joules(), other.read().joules()))
          .containsExactly(10 * 201.0, 10 * 201.0);
    }
  }

  @Test
  void powerThatIsAMeanOfTheLastSecondIsTakenAsOne() {
    fake.with("ENERGY_CODE", NvmlCodes.UNKNOWN).with("DEVICES", 1).with("ARCHITECTURE", 7);
    assertThat(afterAStepOfTwoSeconds())
        .as("300 W for a second, before that a line")
        .isEqualTo(500);
    fake.with("NAME", "NVIDIA A30");
    assertThat(afterAStepOfTwoSeconds()).as("one Ampere chip does not average").isEqualTo(400);
    fake.with("NAME", "Tesla V100").with("ARCHITECTURE", 5);
    assertThat(afterAStepOfTwoSeconds()).isEqualTo(400);
  }

  private double afterAStepOfTwoSeconds() {
    fake.with("POWER_MW", 100_000);
    try (NvmlMeter meter = fake.openMeter()) {
      fake.pass(2).with("POWER_MW", 300_000);
      return Math.rint(meter.read().joules());
    }
  }
}
