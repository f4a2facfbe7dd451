package org.carbonaware.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carbonaware.energy.MeterUnavailableException;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowercapRootTest {
  @TempDir
  private Path directory;

  private static RaplMeter open(Path... roots) {
    return RaplMeter.open(List.of(roots), "", false, () -> 0, CounterReader.ofFiles());
  }

  @Test
  void readsWhatAContainerIsGivenOfTheKindOfControlAlone() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:0", "dram", 0);
    Path devices = directory.resolve("sys/devices/virtual/powercap");
    assertThat(open(devices).read().components()).hasSize(2);
    assertThat(machine.zone("intel-rapl:0")).startsWith(devices);
  }

  @Test
  void takesTheFirstRootThatCanBeRead() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    FakeMachine machine =
        new FakeMachine(directory.resolve("zeus_sys")).withZone("intel-rapl:0", "package-0", 0);
    RaplMeter meter = open(directory.resolve("missing"), empty, machine.powercap());
    assertThat(meter.read().components().get(0).how())
        .endsWith(machine.powercap().toString());
  }

  @Test
  void theSystemPropertyNamesTheRoot() {
    FakeMachine machine = new FakeMachine(directory).withZone("intel-rapl:0", "package-3", 0);
    System.setProperty(RaplMeter.ROOT_PROPERTY, machine.powercap().toString());
    try {
      assertThat(RaplMeter.open("", false, () -> 0).read().components().get(0).how())
          .contains("package-3");
      System.setProperty(RaplMeter.ROOT_PROPERTY, directory.resolve("nowhere").toString());
      assertThatThrownBy(() -> RaplMeter.open("", false, () -> 0))
          .isInstanceOf(MeterUnavailableException.class)
          .hasMessageContaining("nowhere");
    } finally {
      System.clearProperty(RaplMeter.ROOT_PROPERTY);
    }
  }

  @Test
  void aSystemWithoutCountersIsExplained() {
    assertThatThrownBy(() -> open(directory.resolve("powercap"), directory.resolve("zeus")))
        .isInstanceOf(MeterUnavailableException.class)
        .hasMessage("no " + directory.resolve("powercap")
            + ": this system shows no energy counters, as in most virtual machines");
  }

  @Test
  void aRootThatIsThereTellsMoreThanOneThatIsNot() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThatThrownBy(() -> open(directory.resolve("missing"), empty))
        .hasMessageStartingWith("no processor package in " + empty);
  }

  @Test
  void aProcessorWithoutCountersIsExplained() throws IOException {
    Files.createDirectories(directory.resolve("powercap/dtpm"));
    assertThatThrownBy(() -> open(directory.resolve("powercap")))
        .hasMessageStartingWith("no processor package in " + directory.resolve("powercap"));
  }

  @Test
  void countersThatAContainerMasksAreExplained() throws IOException {
    FakeMachine machine = new FakeMachine(directory).withZone("intel-rapl:0", "package-0", 0);
    Files.move(directory.resolve("sys/devices/virtual/powercap"), directory.resolve("masked"));
    assertThatThrownBy(() -> open(machine.powercap()))
        .hasMessageContaining("leads nowhere: the container hides")
        .hasMessageContaining("/zeus_sys/class/powercap/intel-rapl")
        .hasMessageContaining("-Dcarbon.powercap.root");
  }

  @Test
  void aLinkThatLeadsNowhereBesideCountersIsNotTheContainers() throws IOException {
    FakeMachine machine = new FakeMachine(directory).withZone("intel-rapl:1", "psys", 0);
    Files.createSymbolicLink(machine.powercap().resolve("intel-rapl:0"), directory.resolve("gone"));
    assertThatThrownBy(() -> open(machine.powercap()))
        .hasMessageStartingWith("no processor package in " + machine.powercap());
  }

  @Test
  void aCounterThatIsOnlyMappedAndCannotBeReadIsNamed() {
    FakeMachine machine = new FakeMachine(directory).withZone("intel-rapl-mmio:0", "package-0", 0);
    FakeMachine.remove(machine.zone("intel-rapl-mmio:0").resolve("energy_uj"));
    assertThatThrownBy(() -> open(machine.powercap()))
        .hasMessage("can't read " + machine.powercap().resolve("intel-rapl-mmio:0/energy_uj")
            + ": it is not there");
  }

  @Test
  void partsAndWholesAreNotMixedUpByTheirNames() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:0:0", "package-1", 0)
        .withZone("intel-rapl:0:1", "psys", 0)
        .withZone("intel-rapl:1", "dram", 0);
    RaplMeter meter =
        RaplMeter.open(List.of(machine.powercap()), "", true, () -> 0, CounterReader.ofFiles());
    assertThat(meter.read().components())
        .singleElement()
        .satisfies(cpu -> assertThat(cpu.how()).startsWith("RAPL counter of package-0 in"));
  }

  @Test
  void aZoneWithoutANameIsNoPackage() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-0", 0)
        .withZone("intel-rapl:1", "package-x", 0);
    FakeMachine.remove(machine.zone("intel-rapl:1").resolve("name"));
    assertThat(open(machine.powercap()).read().components().get(0).how())
        .startsWith("RAPL counter of package-0 in");
  }

  @Test
  void packagesAndDiesStandInTheOrderOfTheirNumbers() {
    FakeMachine machine = new FakeMachine(directory)
        .withZone("intel-rapl:0", "package-10-die-1", 0)
        .withZone("intel-rapl:1", "package-10-die-0", 0)
        .withZone("intel-rapl:2", "package-2-die-0", 0);
    assertThat(open(machine.powercap()).read().components().get(0).how())
        .startsWith("RAPL counter of package-2-die-0, package-10-die-0, package-10-die-1 in");
  }
}
