package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.carbonaware.energy.EnergyReading.Component;
import org.carbonaware.energy.EnergyReading.Kind;
import org.carbonaware.energy.EnergyReading.Scope;
import org.carbonaware.energy.EnergyReading.Technique;
import org.carbonaware.energy.nvml.NvmlOptions;
import org.carbonaware.energy.rapl.RaplMeter;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Offset<Double> EXACT = within(1e-9);

  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private FakeMachine machine;
  private long nanoTime = 99;
  private long cpuNanos = 5;
  private Host.GpuOpener gpus = (options, time) -> {
    throw new MeterUnavailableException("no NVIDIA driver");
  };

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory)
        .with(
            "proc/cpuinfo",
            HardwareTest.cpuinfo(64, 1, "AMD EPYC 7502 32-Core Processor", "fpu sse"))
        .with("proc/meminfo", "MemTotal:       536870912 kB\n");
  }

  private Host host() {
    return new Host(
        directory,
        environment,
        gpus,
        (device, platform, time) -> RaplMeter.open(machine.powercap(), device, platform, time),
        () -> cpuNanos);
  }

  private EnergyMeter detect(MeterOptions options) {
    return Meters.detect(host(), options, () -> nanoTime);
  }

  private EnergyMeter detect() {
    return detect(MeterOptions.ofDefaults());
  }

  private static Component component(EnergyMeter meter, String name) {
    return meter.read().components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(EnergyMeter meter) {
    return meter.read().components().stream().map(Component::name).toList();
  }

  private static EnergyMeter gpusOf(int count) {
    List<Component> boards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boards.add(Component.of("gpu" + i, Kind.GPU, 100, Technique.NVML_ENERGY, "NVML"));
    }
    return () -> new EnergyReading(boards);
  }

  private MeterCheck check(String name) {
    return Meters.explain(host(), MeterOptions.ofDefaults()).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesCountersWhereThereAreAny() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:0:0", "dram", 0);
    gpus = (options, time) -> gpusOf(2);
    EnergyMeter meter = detect();
    assertThat(names(meter)).containsExactly("gpu0", "gpu1", "cpu", "ram");
    assertThat(component(meter, "cpu").technique()).isEqualTo(Technique.RAPL);
    assertThat(component(meter, "cpu").device()).isEqualTo("AMD EPYC 7502 32-Core Processor");
    assertThat(component(meter, "ram").technique()).isEqualTo(Technique.RAPL);
    assertThat(check("NVML").text()).isEqualTo("gpu0 by nvml-energy, gpu1 by nvml-energy");
    assertThat(check("RAPL")).isEqualTo(new MeterCheck("RAPL", true, "cpu by rapl, ram by rapl"));
  }

  @Test
  void modelsTheMemoryWhereOnlyProcessorsAreCounted() {
    machine.withZone("intel-rapl:0", "package-0", 0);
    EnergyMeter meter = detect();
    nanoTime += 10 * SECOND;
    assertThat(names(meter)).containsExactly("cpu", "ram");
    assertThat(component(meter, "ram").technique()).isEqualTo(Technique.SIZE_MODEL);
    assertThat(component(meter, "ram").joules()).isCloseTo(700, EXACT);
    assertThat(component(meter, "ram").how()).endsWith("; no counter of the memory");
  }

  @Test
  void modelsProcessorsByTheMachinesLoadWhereNothingCountsThem() {
    machine
        .with("proc/stat", "cpu  1000 0 0 1000 0 0 0 0\n")
        .with("proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 7 7 0 0\n");
    EnergyMeter meter = detect();
    nanoTime += 10 * SECOND;
    machine.with("proc/stat", "cpu  4200 0 0 4200 0 0 0 0\n");
    Component cpu = component(meter, "cpu");
    assertThat(cpu.joules()).isCloseTo(10 * 180 * (0.1 + 0.9 / 8), EXACT);
    assertThat(cpu.technique()).isEqualTo(Technique.LOAD_MODEL);
    assertThat(cpu.scope()).isEqualTo(Scope.DEVICE);
    assertThat(cpu.how())
        .isEqualTo("model: 180 W by design, by the machine's load; no RAPL: no "
            + machine.powercap()
            + ": this system shows no energy counters, as in most virtual machines");
    assertThat(check("RAPL").available()).isFalse();
    assertThat(check("CPU model").text())
        .isEqualTo("model: 180 W by design, by the machine's load");
  }

  @Test
  void aContainerIsChargedItsPartByThisProcessesLoad() {
    machine
        .with("proc/self/cgroup", "0::/\n")
        .with("sys/fs/cgroup/cpu.max", "400000 100000\n")
        .with("sys/fs/cgroup/memory.max", (16L << 30) + "\n")
        .with("proc/stat", "cpu  1000 0 0 1000 0 0 0 0\n");
    EnergyMeter meter = detect();
    nanoTime += 10 * SECOND;
    cpuNanos += 20 * SECOND; // half of four threads
    assertThat(component(meter, "cpu").joules())
        .isCloseTo(10 * 180 * 4 / 64.0 * (0.1 + 0.9 / 8), EXACT);
    assertThat(component(meter, "cpu").scope()).isEqualTo(Scope.ALLOCATION);
    assertThat(component(meter, "cpu").how()).contains("limited by control group");
    assertThat(component(meter, "ram").joules()).isCloseTo(10 * 70 / 32.0, EXACT);
    assertThat(component(meter, "ram").scope()).isEqualTo(Scope.ALLOCATION);
    assertThat(check("allocation").text())
        .isEqualTo("4.0 of 64 threads (control group), 16.0 of 512.0 GB (control group)");
  }

  @Test
  void aContainerWithCountersIsToldThatTheyAreTheWholeMachines() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .with("proc/self/cgroup", "0::/\n")
        .with("sys/fs/cgroup/cpu.max", "400000 100000\n");
    assertThat(component(detect(), "cpu").how())
        .endsWith("; the whole machine's, though this process was given 4.0 of 64 threads"
            + " (control group)");
  }

  @Test
  void chargesThisProcessesShareWhereThatIsWished() {
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .with("proc/stat", "cpu  1000 0 0 1000 0 0 0 0\n")
        .with("proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 0 0 0 0\n");
    EnergyMeter counted = detect(MeterOptions.ofDefaults().processShare(true));
    nanoTime += 10 * SECOND;
    machine.energy("intel-rapl:0", 800_000_000);
    machine
        .with("proc/stat", "cpu  2000 0 0 2000 0 0 0 0\n")
        .with("proc/self/stat", "1 (java) S 1 2 3 4 5 6 7 8 9 10 250 0 0 0\n");
    assertThat(component(counted, "cpu").joules()).isCloseTo(200, EXACT);
    assertThat(component(counted, "cpu").scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void chargesTheShareOfTheProcessesThatAreToldOf() {
    long[] nanos = {5 * SECOND};
    machine
        .withZone("intel-rapl:0", "package-0", 0)
        .with("proc/stat", "cpu  1000 0 0 1000 0 0 0 0\n");
    EnergyMeter counted =
        detect(MeterOptions.ofDefaults().processorTime(() -> nanos[0]).processShare(true));
    nanoTime += 10 * SECOND;
    nanos[0] += 5 * SECOND; // half of what all processors did in 1000 hundredths of a second
    machine.energy("intel-rapl:0", 800_000_000);
    machine.with("proc/stat", "cpu  2000 0 0 2000 0 0 0 0\n");
    assertThat(component(counted, "cpu").joules()).isCloseTo(400, EXACT);
    nanos[0] = -1;
    machine.energy("intel-rapl:0", 900_000_000);
    assertThat(component(counted, "cpu").how()).endsWith("which can't be read now");
  }

  @Test
  void chargesTheProcessesThatAreToldOfByTheModel() {
    long[] nanos = {0};
    EnergyMeter modelled =
        detect(MeterOptions.ofDefaults().processShare(true).processorTime(() -> nanos[0]));
    nanoTime += 10 * SECOND;
    nanos[0] += 160 * SECOND;
    assertThat(component(modelled, "cpu").joules()).isCloseTo(450, EXACT);
  }

  @Test
  void chargesThisProcessesShareOfTheModel() {
    EnergyMeter modelled = detect(MeterOptions.ofDefaults().processShare(true));
    nanoTime += 10 * SECOND;
    cpuNanos += 160 * SECOND; // a quarter of 64 threads
    assertThat(component(modelled, "cpu").joules()).isCloseTo(450, EXACT);
    assertThat(component(modelled, "cpu").scope()).isEqualTo(Scope.PROCESS);
  }

  @Test
  void thePlatformStandsForProcessorsAndMemory() {
    machine.withZone("intel-rapl:0", "package-0", 0).withZone("intel-rapl:1", "psys", 0);
    assertThat(names(detect(MeterOptions.ofDefaults().wholePlatform(true))))
        .containsExactly("machine");
    assertThat(names(detect())).containsExactly("cpu", "ram");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void eightRanksTogetherAreChargedTheNodeOnce(int rank) {
    environment.put("LOCAL_WORLD_SIZE", "8");
    environment.put("LOCAL_RANK", Integer.toString(rank));
    machine.withZone("intel-rapl:0", "package-0", 0);
    gpus = (options, time) -> gpusOf(8);
    EnergyMeter meter = detect();
    nanoTime += 10 * SECOND;
    machine.energy("intel-rapl:0", 500_000_000);
    double whole = rank == 0 ? 800 + 500 + 700 : 0;
    assertThat(meter.read().joules()).isCloseTo(whole, EXACT);
    assertThat(meter.read().components())
        .hasSize(10)
        .allSatisfy(component -> assertThat(component.how())
            .contains("local rank " + rank + " of 8 (LOCAL_WORLD_SIZE)"));
  }

  @Test
  void ranksWithGpusOfTheirOwnAreChargedThose() {
    environment.put("LOCAL_WORLD_SIZE", "4");
    environment.put("LOCAL_RANK", "2");
    gpus = (options, time) -> gpusOf(2);
    for (int i = 0; i < 8; i++) {
      machine.with("proc/driver/nvidia/gpus/0000:0" + i + ":00.0/information", "Model: H100\n");
    }
    assertThat(component(detect(), "gpu1").joules()).isEqualTo(100);
    gpus = (options, time) -> gpusOf(1);
    assertThat(component(detect(), "gpu0").joules()).isEqualTo(100);
  }

  @Test
  void ranksMayDivideTheNode() {
    environment.put("SLURM_NTASKS_PER_NODE", "4");
    environment.put("SLURM_LOCALID", "3");
    EnergyMeter meter = detect(MeterOptions.ofDefaults().ranks(RankCharge.DIVIDED));
    nanoTime += 10 * SECOND;
    assertThat(component(meter, "ram").joules()).isCloseTo(700 / 4.0, EXACT);
  }

  @Test
  void addsACalibrationAndSaysWhetherThereIsOne() {
    Calibration calibration = new Calibration(30, 0.9, "a wall meter");
    EnergyMeter meter = detect(MeterOptions.ofDefaults().calibration(calibration));
    nanoTime += 10 * SECOND;
    assertThat(names(meter)).containsExactly("cpu", "ram", "base", "supply");
    assertThat(component(meter, "base").joules()).isCloseTo(300, EXACT);
    assertThat(check("calibration").available()).isFalse();
    assertThat(Meters.explain(host(), MeterOptions.ofDefaults().calibration(calibration)))
        .contains(new MeterCheck(
            "calibration", true, "base 30.0 W, power supply 90.0 % efficient (a wall meter)"));
  }

  @Test
  void whatTheMachineIsKnownToDrawIsChargedByTheSameRules() {
    environment.put("SLURM_NTASKS_PER_NODE", "4");
    environment.put("SLURM_LOCALID", "3");
    long[] nanos = {0};
    MeterOptions options = MeterOptions.ofDefaults()
        .ranks(RankCharge.DIVIDED)
        .processorTime(() -> nanos[0])
        .calibration(new Calibration(40, 1, "a wall meter"));
    PowerModel power = new PowerModel(100, 300);
    EnergyMeter meter = Meters.detect(host(), power, options, () -> nanoTime);
    nanoTime += 10 * SECOND;
    nanos[0] = 10 * SECOND * Runtime.getRuntime().availableProcessors(); // full load
    assertThat(component(meter, "machine").joules()).isCloseTo(3000 / 4.0, EXACT);
    assertThat(component(meter, "base").joules()).isCloseTo(400 / 4.0, EXACT);
    EnergyMeter alone =
        Meters.detect(host(), power, options.ranks(RankCharge.EACH), () -> nanoTime);
    nanoTime += 10 * SECOND;
    assertThat(component(alone, "machine").joules())
        .as("the program does nothing, whatever this process does")
        .isCloseTo(1000, EXACT);
  }

  @Test
  void gpusAreToldWhichProcessesTrain() {
    List<NvmlOptions> told = new ArrayList<>();
    gpus = (options, time) -> {
      told.add(options);
      return gpusOf(1);
    };
    detect().close();
    detect(MeterOptions.ofDefaults().processes(() -> Set.of(7L))).close();
    assertThat(told.get(0).processes()).isEmpty();
    assertThat(told.get(1).processes().orElseThrow().get()).containsExactly(7L);
    assertThat(told).extracting(NvmlOptions::scope).containsOnly(EnergyReading.Scope.DEVICE);
  }

  @Test
  void aProgramsShareIsCalledItsOwn() {
    EnergyMeter meter =
        detect(MeterOptions.ofDefaults().processorTime(() -> 0L).processShare(true));
    assertThat(meter.read().components().get(0).how())
        .contains("the program's")
        .doesNotContain("this process");
  }

  static List<Throwable> failures() {
    return List.of(
        new MeterUnavailableException("no NVIDIA driver"),
        new UnsatisfiedLinkError("no libc"),
        new NoClassDefFoundError("com/sun/jna/Library"),
        new ExceptionInInitializerError(new IllegalStateException("broken")),
        new IllegalStateException("two\nlines"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> EnergyMeter fail(Throwable failure) throws T {
    throw (T) failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void noFailureEscapes(Throwable failure) {
    gpus = (options, time) -> DetectionTest.<RuntimeException>fail(failure);
    Host broken = new Host(
        directory,
        environment,
        gpus,
        (device, platform, time) -> DetectionTest.<RuntimeException>fail(failure),
        () -> -1);
    try (EnergyMeter meter = Meters.detect(broken, MeterOptions.ofDefaults(), () -> nanoTime)) {
      nanoTime += 10 * SECOND;
      assertThat(names(meter)).containsExactly("cpu", "ram");
      assertThat(meter.read().joules()).isPositive();
    }
    assertThat(Meters.explain(broken, MeterOptions.ofDefaults()))
        .extracting(MeterCheck::text)
        .allSatisfy(text -> assertThat(text).isNotBlank().hasLineCount(1));
  }

  @Test
  void aMeterThatFailsLaterKeepsItsFiguresAndTakesNoOtherWithIt() {
    boolean[] broken = {false};
    EnergyMeter failing = new EnergyMeter() {
      @Override
      public EnergyReading read() {
        sample();
        return gpusOf(1).read();
      }

      @Override
      public void sample() {
        if (broken[0]) {
          throw new UnsatisfiedLinkError("gone");
        }
      }

      @Override
      public void close() {
        sample();
      }
    };
    gpus = (options, time) -> failing;
    EnergyMeter meter = detect();
    double before = meter.read().joules();
    broken[0] = true;
    nanoTime += 10 * SECOND;
    meter.sample();
    assertThat(component(meter, "gpu0").joules()).isEqualTo(100);
    assertThat(meter.read().joules()).isGreaterThan(before);
    meter.close();
    assertThat(broken[0]).isTrue();
  }

  @Test
  void thisComputerIsMeteredWhateverItIs() {
    try (EnergyMeter meter = Meters.detect(() -> nanoTime)) {
      nanoTime += 10 * SECOND;
      assertThat(meter.read().joules()).isPositive();
    }
    assertThat(Meters.explain(MeterOptions.ofDefaults())).hasSizeGreaterThan(3);
  }

  @Test
  void aUsersOwnPowerIsTheWholeMachineWithoutItsGpus() {
    try (EnergyMeter meter = Meters.detect(new PowerModel(50, 50), () -> nanoTime)) {
      nanoTime += 10 * SECOND;
      assertThat(component(meter, "machine").joules()).isCloseTo(500, EXACT);
      assertThat(meter.read().components())
          .extracting(Component::kind)
          .isSubsetOf(Kind.GPU, Kind.MACHINE);
    }
  }
}
