package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonaware.energy.EnergyReading;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Method;
import org.carbonaware.energy.MeterUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real native binding against a stand-in for the driver's library. */
class NvmlMeterTest {
  @TempDir
  private Path directory;

  private final AtomicLong nanoTime = new AtomicLong();
  private FakeNvml fake;

  @BeforeEach
  void build() throws Exception {
    fake = FakeNvml.build(directory);
  }

  @AfterEach
  void forget() {
    fake.close();
  }

  private NvmlMeter open(@Nullable String visible) {
    return NvmlMeter.open(fake.names(), visible, nanoTime::get);
  }

  private void pass(double seconds) {
    nanoTime.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void countsWhatTheEnergyCountersGainFromItsStart() {
    fake.with("FAKE_ENERGY_MJ", 5_000_000_000_000L);
    try (NvmlMeter meter = open(null)) {
      fake.with("FAKE_ENERGY_MJ", 5_000_000_664_400L);

      EnergyReading reading = meter.read();

      assertThat(reading.components()).extracting(Component::name).containsExactly("gpu0", "gpu1");
      assertThat(reading.components())
          .allSatisfy(gpu -> assertThat(gpu.joules()).isCloseTo(664.4, offset(1e-9)))
          .allSatisfy(gpu -> assertThat(gpu.method()).isEqualTo(Method.MEASURED));
      assertThat(reading.components().get(0).how())
          .as("the first GPU by PCI bus is the driver's second")
          .isEqualTo("NVML energy counter of Fake GPU 1");
    }
  }

  @Test
  void sumsUpPowerWhereThereIsNoCounter() {
    fake.with("FAKE_NO_ENERGY", 1).with("FAKE_POWER_MW", 100_000).with("FAKE_DEVICES", 1);
    try (NvmlMeter meter = open(null)) {
      pass(10);
      fake.with("FAKE_POWER_MW", 300_000);

      Component gpu = meter.read().components().get(0);

      assertThat(gpu.joules()).isCloseTo(10 * 200.0, offset(1e-9));
      assertThat(gpu.how()).isEqualTo("NVML power, summed up, of Fake GPU 0");
    }
  }

  @Test
  void aCounterThatWasAwayForAWhileIsNotCountedTwice() {
    fake.with("FAKE_DEVICES", 1).with("FAKE_ENERGY_MJ", 0).with("FAKE_POWER_MW", 100_000);
    try (NvmlMeter meter = open(null)) {
      fake.with("FAKE_NO_ENERGY", 1);
      meter.read();
      pass(5);
      assertThat(meter.read().joules()).isCloseTo(500, offset(1e-9));
      fake.with("FAKE_NO_ENERGY", 0).with("FAKE_ENERGY_MJ", 800_000);
      assertThat(meter.read().joules()).isCloseTo(800, offset(1e-9));
      fake.with("FAKE_ENERGY_MJ", 900_000);
      assertThat(meter.read().joules()).isCloseTo(900, offset(1e-9));
    }
  }

  @Test
  void aDriverOlderThanTheCounterIsSummedUpToo(@TempDir Path other) throws Exception {
    try (FakeNvml old = FakeNvml.build(other, "-DOLD_DRIVER").with("FAKE_POWER_MW", 50_000);
        NvmlMeter meter = NvmlMeter.open(old.names(), "0", nanoTime::get)) {
      pass(60);

      assertThat(meter.read().joules()).isCloseTo(60 * 51.0, offset(1e-9));
    }
  }

  @Test
  void aCounterSetBackByAReloadedDriverLosesOneIntervalAndNeverFalls() {
    fake.with("FAKE_DEVICES", 1).with("FAKE_ENERGY_MJ", 900_000);
    try (NvmlMeter meter = open(null)) {
      fake.with("FAKE_ENERGY_MJ", 1_000_000);
      assertThat(meter.read().joules()).isEqualTo(100);
      fake.with("FAKE_ENERGY_MJ", 5_000);
      assertThat(meter.read().joules()).isEqualTo(100);
      fake.with("FAKE_ENERGY_MJ", 12_000);
      assertThat(meter.read().joules()).isEqualTo(107);
    }
  }

  @Test
  void leavesOutAGpuThatAnswersNothingAndTakesItUpAgain() {
    fake.with("FAKE_DEVICES", 1).with("FAKE_ENERGY_MJ", 1_000);
    try (NvmlMeter meter = open(null)) {
      fake.with("FAKE_LOST", 1);
      assertThat(meter.read().components()).isEmpty();
      fake.with("FAKE_LOST", 0).with("FAKE_ENERGY_MJ", 4_000);
      assertThat(meter.read().joules()).as("its counter ran on").isEqualTo(3);
    }
  }

  @Test
  void metersOnlyWhatTheProcessSees() {
    try (NvmlMeter meter = open("1")) {
      assertThat(meter.read().components())
          .extracting(Component::how)
          .singleElement()
          .asString()
          .contains("Fake GPU 0");
    }
    assertThatThrownBy(() -> open("-1"))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("no NVIDIA GPU for this process: CUDA_VISIBLE_DEVICES is \"-1\"");
  }

  @Test
  void skipsAGpuThatThisUserMayNotOpen() {
    fake.with("FAKE_DENIED", 0);
    try (NvmlMeter meter = open(null)) {
      assertThat(meter.read().components())
          .extracting(Component::how)
          .singleElement()
          .asString()
          .contains("Fake GPU 1");
    }
  }

  @Test
  void saysThatAPartitionedBoardIsChargedWhole() {
    fake.with("FAKE_MIG", 1);
    try (NvmlMeter meter = open("MIG-5f6c")) {
      assertThat(meter.read().components())
          .extracting(Component::how)
          .containsExactly(
              "NVML energy counter of Fake GPU 1, the whole board with all its instances");
    }
  }

  @Test
  void saysWhyNothingCanBeMetered() {
    fake.with("FAKE_INIT", 18);
    assertThatThrownBy(() -> open(null))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessageContaining("Driver/library version mismatch")
        .hasMessageContaining("nvidia-smi");
    assertThatThrownBy(
            () -> NvmlMeter.open(List.of("libno-such-library.so.7"), null, nanoTime::get))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("no NVIDIA driver: found none of the libraries libno-such-library.so.7");
  }
}
