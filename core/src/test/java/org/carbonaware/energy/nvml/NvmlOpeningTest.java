package org.carbonaware.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.MeterUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvmlOpeningTest {
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
  void initialisesOnceAndNotWithEachReading() {
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(fake.opened()).isEqualTo(1);
      fake.pass(10, meter);
      meter.read();
      assertThat(fake.opened()).isEqualTo(1);
    }
    assertThat(fake.opened()).isZero();
  }

  @Test
  void closingOneLeavesTheOtherOpen() {
    NvmlMeter one = fake.openMeter();
    try (NvmlMeter other = fake.openMeter()) {
      assertThat(fake.opened()).isEqualTo(2);
      one.close();
      one.close();
      assertThat(fake.opened()).as("closing twice counts once").isEqualTo(1);
      fake.pass(10);
      assertThat(other.read().joules()).isEqualTo(2_010);
    }
    assertThat(fake.opened()).isZero();
  }

  @Test
  void whatCannotBeMeteredIsNotLeftOpen() {
    assertThatThrownBy(() -> fake.withVisibleDevices("-1").openMeter())
        .isInstanceOf(MeterUnavailableException.class);
    assertThatThrownBy(() -> fake.withVisibleDevices(null).with("DEVICES", 0).openMeter())
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("no NVIDIA GPU for this process");
    assertThat(fake.opened()).isZero();
  }

  @ParameterizedTest(name = "code {0}")
  @CsvSource({
    "4, no permission, /dev/nvidiactl",
    "9, the driver is not loaded, modprobe nvidia",
    "12, a part of the driver is not found, install the driver anew",
    "15, the GPU is lost, dmesg",
    "17, blocked by the operating system, cgroup",
    "18, driver and library are of different versions, start the computer anew",
    "77, Made-up Trouble, nvidia-smi",
    "999, unknown error, NVRM",
  })
  void saysWhyItDoesNotStartAndWhatToDo(int code, String words, String advice) {
    fake.with("INIT", code);
    assertThatThrownBy(fake::openMeter)
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessageStartingWith(
            "NVIDIA's management library does not start: " + words + " (code " + code + "); ")
        .hasMessageContaining(advice);
  }

  @Test
  void saysWhichLibrariesItLookedFor(@TempDir Path directory) throws Exception {
    assertThatThrownBy(() -> Nvml.open(List.of("libno-such-a.so.7", "no-such-b")))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("no NVIDIA driver: found none of the libraries libno-such-a.so.7, no-such-b");
    Path broken = Files.writeString(directory.resolve("libbroken.so"), "not a library");
    assertThatThrownBy(() -> Nvml.open(List.of(broken.toString())))
        .hasMessageContaining(broken + "; ")
        .hasMessageContaining("file too short");
  }

  @Test
  void triesEachNameInTurn() {
    try (Nvml nvml = Nvml.open(List.of("libno-such-a.so.7", fake.names().get(0)))) {
      assertThat(nvml.gpus().gpus()).hasSize(2);
    }
  }

  @Test
  void looksWhereItIsToldFirstAndThenInTheUsualPlaces() {
    System.setProperty(NvmlMeter.LIBRARY_PROPERTY, fake.names().get(0));
    try {
      assertThat(OpenGpus.libraries())
          .startsWith(fake.names().get(0))
          .containsSubsequence("libnvidia-ml.so.1", "nvidia-ml", "nvml");
      try (NvmlMeter meter = NvmlMeter.open(fake::nanoTime)) {
        assertThat(meter.read().components()).hasSize(2);
      }
    } finally {
      System.clearProperty(NvmlMeter.LIBRARY_PROPERTY);
    }
  }

  @Test
  void leavesOutGpusThatAreDeniedOrLostAndMetersTheRest() {
    fake.with("DEVICES", 4)
        .with("HANDLE_CODE", 0, NvmlCodes.NO_PERMISSION)
        .with("HANDLE_CODE", 2, NvmlCodes.NO_PERMISSION)
        .with("LOST", 1, 1);
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components())
          .extracting(Component::name, Component::device)
          .containsExactly(tuple("gpu0", "Fake GPU 3"));
      assertThat(meter.read().components().get(0).how())
          .isEqualTo("NVML energy counter; left out: GPU 0, 2 (no permission) and GPU 1 (the GPU is"
              + " lost)");
    }
  }

  @Test
  void saysSoIfEveryGpuIsDenied() {
    fake.with("HANDLE_CODE", NvmlCodes.NO_PERMISSION);
    assertThatThrownBy(fake::openMeter)
        .hasMessage("no NVIDIA GPU for this process; left out: GPU 0, 1 (no permission)");
  }

  @Test
  void knowsWhetherProcessNumbersAreTheDrivers(@TempDir Path directory) throws Exception {
    assertThat(PidNamespace.isFirst(directory.resolve("none"))).isTrue();
    assertThat(PidNamespace.isFirst(
            Files.createSymbolicLink(directory.resolve("first"), Path.of("pid:[4026531836]"))))
        .isTrue();
    assertThat(PidNamespace.isFirst(
            Files.createSymbolicLink(directory.resolve("other"), Path.of("pid:[4026532999]"))))
        .isFalse();
  }

  @Test
  void saysOnceWhatIsLeftOut() {
    fake.with("DEVICES", 3).with("HANDLE_CODE", 0, NvmlCodes.NO_PERMISSION);
    try (NvmlMeter meter = fake.openMeter()) {
      assertThat(meter.read().components())
          .extracting(Component::how)
          .containsExactly(
              "NVML energy counter; left out: GPU 0 (no permission)", "NVML energy counter");
    }
  }
}
