package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.rapl.RaplMeter;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is detected where this process has only a part of a machine. */
class SharedMachineTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private FakeMachine machine;
  private boolean gpu;
  private long nanoTime;
  private long cpuNanos;

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory)
        .with("proc/cpuinfo", HardwareTest.cpuinfo(64, 1, "AMD EPYC 7502", "fpu"))
        .with("proc/meminfo", "MemTotal: 67108864 kB\n")
        .with("proc/stat", "cpu  1000 0 0 1000 0 0 0 0\n")
        .with("proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 0 0 0 0\n");
  }

  private Component component(String name) {
    Host host = new Host(
        directory,
        environment,
        (options, time) -> {
          if (gpu) {
            Component board = Component.of("gpu0", Kind.GPU, 100, Technique.NVML_ENERGY, "NVML");
            return () -> new EnergyReading(List.of(board));
          }
          throw new MeterUnavailableException("no GPU");
        },
        (device, platform, time) -> RaplMeter.open(machine.powercap(), device, platform, time),
        () -> cpuNanos);
    EnergyMeter meter = Meters.detect(host, MeterOptions.ofDefaults(), () -> nanoTime);
    nanoTime += 10 * SECOND;
    cpuNanos += 20 * SECOND;
    return meter.read().components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void limitToFourThreads() {
    machine.with("proc/self/cgroup", "0::/\n").with("sys/fs/cgroup/cpu.max", "400000 100000\n");
  }

  @Test
  void aPartOfAMachineIsChargedByThisProcessesLoadNotTheMachines() {
    limitToFourThreads();
    Component cpu = component("cpu"); // half of the four threads; the machine's load stands still
    assertThat(cpu.joules()).isCloseTo(10 * 180 * 4 / 64.0 * (0.1 + 0.9 / 8), EXACT);
    assertThat(cpu.how()).contains("by this process's load, limited by control group");
  }

  @Test
  void theOtherRanksAreTakenToBeAsBusyAsTheFirst() {
    limitToFourThreads();
    environment.put("LOCAL_WORLD_SIZE", "2");
    environment.put("LOCAL_RANK", "0");
    assertThat(component("cpu").joules()).isCloseTo(10 * 180 * 4 / 64.0, EXACT);
  }

  @Test
  void countersOfAWholeMachineAreOnlyCalledThatWhereAPartWasGiven() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    assertThat(component("cpu").how()).doesNotContain("though this process was given");
    limitToFourThreads();
    assertThat(component("cpu").how())
        .endsWith("; the whole machine's, though this process was given 4.0 of 64 threads"
            + " (control group)");
  }

  @Test
  void aRankThatSeesOneGpuHasItForItself() {
    gpu = true; // and a container that does not show the driver's list
    environment.put("LOCAL_WORLD_SIZE", "8");
    environment.put("LOCAL_RANK", "3");
    assertThat(component("gpu0").joules()).isEqualTo(100);
  }

  @Test
  void theFirstOfTheTasksThatSlurmListsIsChargedForAll() {
    environment.put("SLURM_TASKS_PER_NODE", "4(x2)");
    environment.put("SLURM_NODEID", "1");
    environment.put("SLURM_LOCALID", "0");
    assertThat(component("ram").joules()).isCloseTo(10 * 20, EXACT);
    environment.put("SLURM_LOCALID", "1");
    assertThat(component("ram").joules()).isZero();
  }
}
