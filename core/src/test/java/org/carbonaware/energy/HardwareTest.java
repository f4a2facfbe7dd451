package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.carbonaware.energy.tck.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTest {
  private static final long GB = 1L << 30;

  @TempDir
  private Path directory;

  private FakeMachine machine;

  @BeforeEach
  void makeMachine() {
    machine = new FakeMachine(directory)
        .with("proc/cpuinfo", cpuinfo(64, 2, "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", "fpu vme"))
        .with("proc/meminfo", "MemTotal:       1073741824 kB\nMemFree:  1 kB\n");
  }

  static String cpuinfo(int threads, int sockets, String model, String flags) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < threads; i++) {
      text.append("processor\t: ")
          .append(i)
          .append("\nmodel name\t: ")
          .append(model)
          .append("\nphysical id\t: ")
          .append(i % sockets)
          .append("\nflags\t\t: ")
          .append(flags)
          .append("\n\n");
    }
    return text.toString();
  }

  private Hardware detect(Map<String, String> environment) {
    return Hardware.detect(directory, environment);
  }

  private Hardware detect() {
    return detect(Map.of());
  }

  @Test
  void readsTheMachine() {
    Hardware hardware = detect();
    assertThat(hardware.cpuModel()).isEqualTo("Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz");
    assertThat(hardware.cpuSockets()).isEqualTo(2);
    assertThat(hardware.cpuThreads()).isEqualTo(64);
    assertThat(hardware.allocatedThreads()).isEqualTo(64);
    assertThat(hardware.memoryBytes()).isEqualTo(1024 * GB);
    assertThat(hardware.allocatedMemoryBytes()).isEqualTo(1024 * GB);
    assertThat(hardware.wholeMachine()).isTrue();
    assertThat(hardware.virtual()).isFalse();
    assertThat(hardware.osName()).isEqualTo(System.getProperty("os.name"));
    assertThat(hardware.javaVersion()).isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void aMachineOfOneThreadHasOne() {
    machine.with("proc/cpuinfo", cpuinfo(1, 1, "Some", "fpu"));
    assertThat(detect().cpuThreads()).isEqualTo(1);
  }

  @Test
  void readsThisComputer() {
    Hardware hardware = Hardware.detect();
    assertThat(hardware.cpuThreads()).isPositive();
    assertThat(hardware.memoryBytes()).isPositive();
    assertThat(hardware.allocatedThreads()).isPositive().isLessThanOrEqualTo(hardware.cpuThreads());
    assertThat(hardware.allocatedMemoryBytes())
        .isPositive()
        .isLessThanOrEqualTo(hardware.memoryBytes());
  }

  @Test
  void withoutProcItKnowsWhatJavaKnows() {
    Hardware hardware = Hardware.detect(directory.resolve("nothing"), Map.of());
    assertThat(hardware.cpuModel()).isEmpty();
    assertThat(hardware.cpuThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(hardware.memoryBytes()).isPositive();
    assertThat(hardware.wholeMachine()).isTrue();
  }

  @Test
  void aContainerOfVersionTwoIsChargedItsLimits() {
    machine
        .with("proc/self/cgroup", "0::/\n")
        .with("sys/fs/cgroup/cpu.max", "350000 100000\n")
        .with("sys/fs/cgroup/memory.max", 8 * GB + "\n");
    Hardware hardware = detect();
    assertThat(hardware.allocatedThreads()).isEqualTo(3.5);
    assertThat(hardware.threadsFrom()).isEqualTo("control group");
    assertThat(hardware.allocatedMemoryBytes()).isEqualTo(8 * GB);
    assertThat(hardware.memoryFrom()).isEqualTo("control group");
    assertThat(hardware.memoryBytes()).isEqualTo(1024 * GB);
    assertThat(hardware.wholeMachine()).isFalse();
  }

  @Test
  void theSmallestLimitOnTheWayToTheRootCounts() {
    machine
        .with("proc/self/cgroup", "0::/slurm/job_7/step_0\n")
        .with("sys/fs/cgroup/slurm/job_7/step_0/cpu.max", "max 100000\n")
        .with("sys/fs/cgroup/slurm/job_7/step_0/memory.max", "max\n")
        .with("sys/fs/cgroup/slurm/job_7/cpu.max", "1600000 100000\n")
        .with("sys/fs/cgroup/slurm/job_7/memory.max", 64 * GB + "\n")
        .with("sys/fs/cgroup/slurm/cpu.max", "3200000 100000\n")
        .with("sys/fs/cgroup/slurm/memory.max", 900 * GB + "\n");
    assertThat(detect().allocatedThreads()).isEqualTo(16);
    assertThat(detect().allocatedMemoryBytes()).isEqualTo(64 * GB);
  }

  @Test
  void aContainerOfVersionOneIsChargedItsLimitsThoughItsPathIsTheHosts() {
    machine
        .with("proc/self/cgroup", """
            9:name=systemd:/docker/abc
            4:memory:/docker/abc
            1:cpu,cpuacct:/docker/abc
            0::/
            """)
        .with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n")
        .with("sys/fs/cgroup/cpu/cpu.cfs_period_us", "50000\n")
        .with("sys/fs/cgroup/memory/memory.limit_in_bytes", 4 * GB + "\n");
    assertThat(detect().allocatedThreads()).isEqualTo(4);
    assertThat(detect().allocatedMemoryBytes()).isEqualTo(4 * GB);
  }

  @Test
  void noLimitsAreNoLimits() {
    machine
        .with("proc/self/cgroup", "4:memory:/a\n1:cpu:/a\n0::/../../x\nnonsense\n")
        .with("sys/x/cpu.max", "100000 100000\n")
        .with("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n")
        .with("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n")
        .with("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n")
        .with("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-63\n");
    assertThat(detect().wholeMachine()).isTrue();
  }

  @Test
  void aLimitAboveTheMachineIsNone() {
    machine
        .with("proc/self/cgroup", "0::/\n")
        .with("sys/fs/cgroup/cpu.max", "99900000 100000\n")
        .with("sys/fs/cgroup/memory.max", 2048 * GB + "\n");
    assertThat(detect().wholeMachine()).isTrue();
  }

  @Test
  void aJobOfTheWholeNodeIsNoPart() {
    assertThat(detect(Map.of("SLURM_CPUS_ON_NODE", "64", "SLURM_MEM_PER_NODE", "1048576"))
            .wholeMachine())
        .isTrue();
  }

  @Test
  void ofAnUnknownMemoryALimitTellsAndNoLimitDoesNot() {
    machine.with("proc/self/cgroup", "4:memory:/\n");
    HostFiles files = new HostFiles(directory);
    machine.with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(Allocation.of(files, Map.of(), 4, 0).memoryBytes()).isZero();
    machine.with("sys/fs/cgroup/memory/memory.limit_in_bytes", GB + "\n");
    assertThat(Allocation.of(files, Map.of(), 4, 0).memoryBytes()).isEqualTo(GB);
  }

  @Test
  void processorsThatMayNotBeUsedAreNotCharged() {
    machine.with("proc/self/status", "Cpus_allowed:\tff\nCpus_allowed_list:\t0-3,8,10-12\n");
    assertThat(detect().allocatedThreads()).isEqualTo(8);
    assertThat(detect().threadsFrom()).isEqualTo("processor affinity");
  }

  @Test
  void aSlurmJobIsChargedWhatItWasGivenOnTheNode() {
    machine.with("proc/self/status", "Cpus_allowed_list:\t0-1\n"); // this task's alone
    Hardware perNode = detect(Map.of("SLURM_CPUS_ON_NODE", "16", "SLURM_MEM_PER_NODE", "65536"));
    assertThat(perNode.allocatedThreads()).isEqualTo(16);
    assertThat(perNode.threadsFrom()).isEqualTo("SLURM_CPUS_ON_NODE");
    assertThat(perNode.allocatedMemoryBytes()).isEqualTo(64 * GB);
    assertThat(perNode.memoryFrom()).isEqualTo("SLURM_MEM_PER_NODE");
    Hardware perThread = detect(Map.of("SLURM_CPUS_ON_NODE", "16", "SLURM_MEM_PER_CPU", "2048"));
    assertThat(perThread.allocatedMemoryBytes()).isEqualTo(32 * GB);
    assertThat(perThread.memoryFrom()).isEqualTo("SLURM_MEM_PER_CPU");
  }

  @Test
  void slurmsZeroIsAllMemoryAndNonsenseIsNothing() {
    assertThat(detect(Map.of("SLURM_MEM_PER_NODE", "0")).memoryFrom()).isEmpty();
    assertThat(detect(Map.of("SLURM_MEM_PER_NODE", "lots", "SLURM_CPUS_ON_NODE", "x"))
            .wholeMachine())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0-3, 4", "0, 1", "'0-1,4-5,9', 5", "'', 0", "a-b, 0", "0-, 0", "5-3, 0"})
  void listsOfProcessorsAreCounted(String list, int count) {
    assertThat(Allocation.count(list)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 'fpu hypervisor sse', true",
    "'', '', 'fpu sse', false",
    "Amazon EC2, m6i.xlarge, 'fpu', true",
    "Amazon EC2, m6i.metal, 'fpu hypervisor', false",
    "Microsoft Corporation, Virtual Machine, 'fpu', true",
    "Google, Google Compute Engine, 'fpu', true",
    "Google, Eve, 'fpu', false",
    "XENON, Nitro G8, 'fpu', false",
    "Xen, HVM domU, 'fpu', true",
    "Dell Inc., PowerEdge R750, 'fpu', false"
  })
  void aVirtualMachineIsKnownByItsFlagOrItsMaker(
      String vendor, String product, String flags, boolean virtual) {
    machine
        .with("proc/cpuinfo", cpuinfo(2, 1, "Some", flags))
        .with("sys/class/dmi/id/sys_vendor", vendor + "\n")
        .with("sys/class/dmi/id/product_name", product + "\n");
    assertThat(detect().virtual()).isEqualTo(virtual);
    assertThat(detect().vendor()).isEqualTo(vendor);
  }

  @ParameterizedTest
  @CsvSource({
    "0x41, 0xd08, Amazon EC2, AWS Graviton",
    "0x41, 0xd0c, Amazon EC2, AWS Graviton2",
    "0x41, 0xd4f, Amazon EC2, AWS Graviton4",
    "0x41, 0xd40, Amazon EC2, AWS Graviton3",
    "0x41, 0xd0c, Other, ARM Neoverse N1",
    "0xc0, 0xac3, Other, Ampere One",
    "0x51, 0x001, Other, ARM 0x51 0x001"
  })
  void anArmProcessorIsNamedByItsPart(String maker, String part, String vendor, String name) {
    machine
        .with(
            "proc/cpuinfo",
            "processor\t: 0\nCPU implementer\t: " + maker + "\nCPU part\t: " + part
                + "\n\nprocessor\t: 1\n")
        .with("sys/class/dmi/id/sys_vendor", vendor + "\n");
    assertThat(detect().cpuModel()).isEqualTo(name);
    assertThat(detect().cpuThreads()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1024K, 1048576", "3M, 3145728", "2G, 2147483648", "1T, 1099511627776", "17, 17",
    "'', 0", "G, 0", "-5, 0", "1.5G, 0", "9999999999999, 0"
  })
  void sizesOfMemoryAreInPowersOfTwo(String text, long bytes) {
    assertThat(MemorySize.bytes(text)).isEqualTo(bytes);
    assertThat(MemorySize.gigabytes(bytes)).isCloseTo(bytes / 1073741824.0, within(1e-12));
  }
}
