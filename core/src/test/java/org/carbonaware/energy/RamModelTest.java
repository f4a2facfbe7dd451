package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RamModelTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final long GB = 1L << 30;

  private static Hardware hardware(long bytes, long given, boolean virtual, String architecture) {
    return new Hardware(
        "Linux",
        "6",
        architecture,
        "17",
        "OpenJDK 64-Bit Server VM 17",
        "",
        1,
        8,
        8,
        "",
        bytes,
        given,
        given < bytes ? "SLURM_MEM_PER_NODE" : "",
        virtual,
        "",
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 10",
    "16, 2, 10",
    "17, 4, 20",
    "64, 4, 20",
    "128, 8, 38",
    "256, 8, 38",
    "300, 10, 46",
    "512, 16, 70",
    "1024, 16, 70",
    "2048, 32, 126",
    "9000, 32, 126"
  })
  void modulesAreGuessedFromTheSizeAndDrawFiveWattsOrLess(double gb, int modules, double watts) {
    assertThat(RamModel.modules(gb)).isEqualTo(modules);
    assertThat(RamModel.watts(modules, "amd64")).isCloseTo(watts, EXACT);
  }

  @Test
  void modulesOfArmDrawLess() {
    assertThat(RamModel.watts(2, "aarch64")).isCloseTo(3, EXACT);
    assertThat(RamModel.watts(8, "aarch64")).isCloseTo(6 + 5.4, EXACT);
  }

  @Test
  void aJobOfThirtyTwoGigabytesIsNotChargedTheHostsTerabyte() {
    RamModel model = RamModel.of(hardware(1024 * GB, 32 * GB, false, "amd64"));
    assertThat(model.watts()).isCloseTo(70 / 32.0, EXACT);
    assertThat(model.scope()).isEqualTo(Scope.ALLOCATION);
    assertThat(model.how())
        .isEqualTo("model: 70.0 W for 16 modules guessed from 1024 GB, of which 32.0 GB are given"
            + " (SLURM_MEM_PER_NODE)");
  }

  @Test
  void jobsThatFillTheHostAreChargedTheHost() {
    double one = RamModel.of(hardware(512 * GB, 64 * GB, false, "amd64")).watts();
    RamModel whole = RamModel.of(hardware(512 * GB, 512 * GB, false, "amd64"));
    assertThat(8 * one).isCloseTo(whole.watts(), EXACT);
    assertThat(whole.scope()).isEqualTo(Scope.DEVICE);
  }

  @Test
  void aVirtualMachineHasAPartOfAHostNotModulesOfItsOwn() {
    RamModel guest = RamModel.of(hardware(8 * GB, 8 * GB, true, "amd64"));
    assertThat(guest.watts()).isCloseTo(70 / 64.0, EXACT);
    assertThat(guest.scope()).isEqualTo(Scope.ALLOCATION);
    assertThat(guest.how()).contains("of a host of the virtual machine taken to have 512 GB");
  }

  @Test
  void aVirtualMachineAsLargeAsAHostIsOne() {
    RamModel guest = RamModel.of(hardware(512 * GB, 512 * GB, true, "amd64"));
    assertThat(guest.how()).isEqualTo("model: 70.0 W for 16 modules guessed from 512 GB");
    assertThat(guest.scope()).isEqualTo(Scope.DEVICE);
    assertThat(RamModel.of(hardware(2048 * GB, 2048 * GB, true, "amd64")).watts())
        .isCloseTo(126, EXACT);
  }

  @Test
  void moreThanThereIsIsAll() {
    assertThat(RamModel.of(hardware(64 * GB, 128 * GB, false, "amd64")).watts())
        .isCloseTo(20, EXACT);
  }

  @Test
  void memoryOfUnknownSizeIsAssumedAndSaysSo() {
    RamModel model = RamModel.of(hardware(0, 0, false, "amd64"));
    assertThat(model.watts()).isCloseTo(10, EXACT);
    assertThat(model.how()).endsWith("size unknown");
  }

  @Test
  void drawsTheSameAllTheTime() {
    long[] nanoTime = {5};
    EnergyMeter meter = RamModel.of(hardware(64 * GB, 64 * GB, false, "amd64"))
        .meter("; no counter", () -> nanoTime[0]);
    nanoTime[0] += 30_000_000_000L;
    assertThat(meter.read().components())
        .singleElement()
        .isEqualTo(new Component(
            "ram",
            Kind.RAM,
            "",
            600,
            Technique.SIZE_MODEL,
            Scope.DEVICE,
            1,
            "model: 20.0 W for 4 modules guessed from 64 GB; no counter"));
    nanoTime[0] -= 10_000_000_000L;
    assertThat(meter.read().joules()).isEqualTo(600);
  }
}
