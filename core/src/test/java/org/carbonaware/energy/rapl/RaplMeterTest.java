package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.MeterUnavailableException;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.Test;

class RaplMeterTest extends OnFakeCounters {
  @Test
  void readsTheCounterOfOnePackageFromZeroOn() {
    machine.withZone("intel-rapl:0", "package-0", 500 * JOULE);
    RaplMeter meter = open();
    assertThat(cpu(meter).joules()).isZero();
    after(10);
    machine.energy("intel-rapl:0", 1500 * JOULE + 7);
    Component cpu = cpu(meter);
    assertThat(cpu)
        .isEqualTo(new Component(
            "cpu",
            Kind.CPU,
            "Some CPU",
            1000.000007,
            Technique.RAPL,
            Scope.DEVICE,
            1,
            "RAPL counter of package-0 in " + machine.powercap()));
  }

  @Test
  void addsTheSecondSocketWhichIsNotThePlatform() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "package-1", 99);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 300 * JOULE);
    machine.energy("intel-rapl:1", 200 * JOULE + 99);
    assertThat(cpu(meter).joules()).isCloseTo(500, EXACT);
    assertThat(meter.read().components()).hasSize(1);
    assertThat(cpu(meter).how()).contains("package-0, package-1");
  }

  @Test
  void countsNeitherCoresNorGraphicsNorThePlatformBesideThePackage() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:0", "core", 0)
        .withZone("intel-rapl:0:1", "uncore", 0)
        .withZone("intel-rapl:1", "psys", 0);
    RaplMeter meter = open();
    after(10);
    for (String id : List.of("intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl:1")) {
      machine.energy(id, 100 * JOULE);
    }
    assertThat(meter.read().joules()).isCloseTo(100, EXACT);
  }

  @Test
  void readsThePlatformAloneWhereThatIsWished() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:0", "dram", 0)
        .withZone("intel-rapl:1", "psys", 0);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", true, () -> nanoTime);
    after(10);
    machine.energy("intel-rapl:0", 100 * JOULE);
    machine.energy("intel-rapl:0:0", 10 * JOULE);
    machine.energy("intel-rapl:1", 170 * JOULE);
    assertThat(meter.read().components()).singleElement().satisfies(component -> {
      assertThat(component.kind()).isEqualTo(Kind.MACHINE);
      assertThat(component.joules()).isCloseTo(170, EXACT);
      assertThat(component.how()).contains("psys").contains("holds processors, memory");
    });
  }

  @Test
  void readsThePackagesWhereThereIsNoPlatform() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = RaplMeter.open(machine.powercap(), "", true, () -> nanoTime);
    assertThat(cpu(meter).kind()).isEqualTo(Kind.CPU);
  }

  @Test
  void readsTheMemoryOfEachPackage() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:0", "dram", 5, 65_712_999_613L)
        .withZone("intel-rapl:1", "package-1", 0)
        .withZone("intel-rapl:1:0", "dram", 65_712_999_613L - 2 * JOULE, 65_712_999_613L);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0:0", 5 + 20 * JOULE);
    machine.energy("intel-rapl:1:0", 8 * JOULE); // wraps by its own range
    Component ram = meter.read().components().get(1);
    assertThat(ram.name()).isEqualTo("ram");
    assertThat(ram.kind()).isEqualTo(Kind.RAM);
    assertThat(ram.device()).isEmpty();
    assertThat(ram.joules()).isCloseTo(30, EXACT);
    assertThat(ram.how()).startsWith("RAPL counter of package-0 dram, package-1 dram in ");
  }

  @Test
  void takesAPackageShownTwiceOnceAndMappedToMemory() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:2", "dram", 0)
        .withZone("intel-rapl-mmio:0", "package-0", 0);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 999 * JOULE);
    machine.energy("intel-rapl:0:2", 50 * JOULE);
    machine.energy("intel-rapl-mmio:0", 1000 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(1000, EXACT);
    assertThat(meter.read().components()).hasSize(2);
    assertThat(meter.read().joules()).isCloseTo(1050, EXACT);
  }

  @Test
  void takesTheRegistersWhereTheMappedCounterCannotBeRead() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl-mmio:0", "package-0", 0);
    FakeMachine.remove(machine.zone("intel-rapl-mmio:0").resolve("energy_uj"));
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:0", 999 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(999, EXACT);
  }

  @Test
  void aDeniedCounterIsExplainedInWords() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    CounterReader denying = file -> {
      throw new AccessDeniedException(file.toString());
    };
    assertThatThrownBy(() -> open(denying))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("can't read " + machine.powercap().resolve("intel-rapl:0/energy_uj")
            + ": permission denied: since CVE-2020-8694 only root may; allow it with:"
            + " sudo chmod a+r " + machine.powercap() + "/intel-rapl*/energy_uj (until the next"
            + " start), or with the capability CAP_DAC_READ_SEARCH");
    CounterReader forbidding = file -> {
      throw new FileSystemException(file.toString(), null, "Operation not permitted");
    };
    assertThatThrownBy(() -> open(forbidding)).hasMessageContaining("permission denied");
  }

  @Test
  void aPermissionTakenAwayLaterStopsTheFigures() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    boolean[] denied = {false};
    RaplMeter meter = open(file -> {
      if (denied[0]) {
        throw new AccessDeniedException(file.toString());
      }
      return CounterReader.ofFiles().read(file);
    });
    after(1);
    machine.energy("intel-rapl:0", 60 * JOULE);
    meter.sample();
    denied[0] = true;
    after(3);
    machine.energy("intel-rapl:0", 260 * JOULE);
    Component cpu = cpu(meter);
    assertThat(cpu.joules()).isCloseTo(60, EXACT);
    assertThat(cpu.coverage()).isCloseTo(0.25, EXACT);
    assertThat(cpu.how()).endsWith("package-0 can't be read now: permission denied");
  }

  @Test
  void memoryThatCannotBeReadIsLeftToAModel() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:0:0", "dram", 0);
    FakeMachine.remove(machine.zone("intel-rapl:0:0").resolve("energy_uj"));
    assertThat(open().read().components()).hasSize(1);
  }

  @Test
  void aPackageThatCannotBeReadAtFirstLowersTheCoverage() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "package-1", 0);
    Path energy = machine.zone("intel-rapl:0").resolve("energy_uj");
    FakeMachine.remove(energy);
    RaplMeter meter = open();
    after(10);
    machine.energy("intel-rapl:1", 100 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(100, EXACT);
    assertThat(cpu(meter).coverage()).isCloseTo(0.5, EXACT);
    machine.energy("intel-rapl:0", 40_000 * JOULE);
    meter.sample();
    after(10);
    machine.energy("intel-rapl:0", 40_050 * JOULE);
    machine.energy("intel-rapl:1", 200 * JOULE);
    assertThat(cpu(meter).joules()).isCloseTo(250, EXACT);
    assertThat(cpu(meter).coverage()).isCloseTo(0.75, EXACT);
  }

  @Test
  void closedItStandsStill() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open();
    after(1);
    machine.energy("intel-rapl:0", 60 * JOULE);
    double before = meter.read().joules();
    meter.close();
    machine.energy("intel-rapl:0", 90 * JOULE);
    meter.sample();
    assertThat(meter.read().joules()).isEqualTo(before);
  }
}
