package org.carbonaware.energy;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.carbonaware.energy.nvml.ShownGpu;

/**
 * What this computer is, as far as that is cheap to know: for models and reports. Where a container
 * or a scheduler gave this process only a part of the machine, that part is told too.
 *
 * @param osName the operating system, such as {@code Linux}
 * @param osVersion its version
 * @param architecture such as {@code amd64}
 * @param javaVersion such as {@code 17.0.15}
 * @param javaVm the virtual machine's name and version
 * @param cpuModel the processor's name as the system gives it; empty if unknown
 * @param cpuSockets how many of it, at least 1
 * @param cpuThreads the machine's processor threads, at least 1
 * @param allocatedThreads the threads that this process may keep busy, above 0, at most all
 * @param threadsFrom what limits them, such as {@code SLURM_CPUS_ON_NODE}; empty if nothing does
 * @param memoryBytes the machine's memory; 0 if unknown
 * @param allocatedMemoryBytes the memory that this process was given, at most all; 0 if unknown
 * @param memoryFrom what limits it; empty if nothing does
 * @param virtual whether it is a virtual machine, as far as it says so
 * @param vendor who made or rents it out, such as {@code Amazon EC2}; empty if unknown
 * @param gpus the models of its NVIDIA GPUs as the driver's files name them, one for each board,
 *     whether this process may use them or not
 */
public record Hardware(
    String osName,
    String osVersion,
    String architecture,
    String javaVersion,
    String javaVm,
    String cpuModel,
    int cpuSockets,
    int cpuThreads,
    double allocatedThreads,
    String threadsFrom,
    long memoryBytes,
    long allocatedMemoryBytes,
    String memoryFrom,
    boolean virtual,
    String vendor,
    List<String> gpus) {
  /** How long the driver's files are waited for: a driver that hangs may block them. */
  private static final Duration LONGEST_GPUS = Duration.ofSeconds(1);

  /** Copies the list. */
  public Hardware {
    gpus = List.copyOf(gpus);
  }

  /**
   * This computer, read anew: some small files on Linux, system properties elsewhere. Never fails;
   * waits at most a second, where a GPU's driver hangs.
   *
   * @return what is known
   */
  public static Hardware detect() {
    return detect(Path.of("/"), System.getenv());
  }

  static Hardware detect(Path root, Map<String, String> environment) {
    HostFiles files = new HostFiles(root);
    CpuInfo cpu = CpuInfo.of(files);
    long memory = files
        .value("proc/meminfo", "MemTotal")
        .map(text -> MemorySize.bytes(text.replace(" kB", "K")))
        .orElseGet(Hardware::memoryOfTheSystem);
    Allocation allocation = Allocation.of(files, environment, cpu.threads(), memory);
    return new Hardware(
        System.getProperty("os.name", ""),
        System.getProperty("os.version", ""),
        System.getProperty("os.arch", ""),
        System.getProperty("java.version", ""),
        (System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.version", ""))
            .strip(),
        cpu.model(),
        cpu.sockets(),
        cpu.threads(),
        allocation.threads(),
        allocation.threadsFrom(),
        memory,
        allocation.memoryBytes(),
        allocation.memoryFrom(),
        cpu.virtual(),
        cpu.vendor(),
        gpus(root));
  }

  private static List<String> gpus(Path root) {
    try {
      return Bounded.call("the NVIDIA driver's files", LONGEST_GPUS, () -> ShownGpu.all(root))
          .stream()
          .map(ShownGpu::model)
          .toList();
    } catch (MeterUnavailableException e) {
      return List.of();
    }
  }

  private static long memoryOfTheSystem() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean known
        ? known.getTotalMemorySize()
        : 0;
  }

  /**
   * Whether this process was given the whole machine.
   *
   * @return true where no limit was found
   */
  public boolean wholeMachine() {
    return threadsFrom.isEmpty() && memoryFrom.isEmpty();
  }
}
