package org.carbonaware.benchmarks.hardware;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.carbonaware.energy.Hardware;

/**
 * Where figures were measured: without it they mean nothing.
 *
 * @param at when the benchmarks began
 * @param commit the commit of the working directory; empty if unknown
 * @param cpu the processor's name; empty if unknown
 * @param cpuThreads how many threads this process may keep busy
 * @param memoryBytes the machine's memory; 0 if unknown
 * @param system name, version and architecture of the operating system
 * @param virtual whether it is a virtual machine
 * @param java the Java runtime and its version
 * @param flags the flags of the virtual machine ({@code -X…}) that Java was started with;
 *     properties are left out, since they may hold a key
 */
public record Environment(
    Instant at,
    String commit,
    String cpu,
    double cpuThreads,
    long memoryBytes,
    String system,
    boolean virtual,
    String java,
    List<String> flags) {
  /** Copies the flags. */
  public Environment {
    flags = List.copyOf(flags);
  }

  /**
   * Looks at this process and its computer.
   *
   * @return what is known
   */
  public static Environment detect() {
    Hardware hardware = Hardware.detect();
    var runtime = ManagementFactory.getRuntimeMXBean();
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        String.join("", Tool.lines(List.of("git", "rev-parse", "--short=12", "HEAD"))),
        hardware.cpuModel(),
        hardware.allocatedThreads(),
        hardware.memoryBytes(),
        hardware.osName() + " " + hardware.osVersion() + " " + hardware.architecture(),
        hardware.virtual(),
        runtime.getVmName() + " " + hardware.javaVersion(),
        runtime.getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X"))
            .toList());
  }
}
