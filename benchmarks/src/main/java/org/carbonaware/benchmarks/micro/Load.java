package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What may disturb figures.
 *
 * @param before how many threads wanted a processor in the last minute, before; negative if unknown
 * @param after the same afterwards, with what the benchmarks themselves wanted
 * @param governor what sets the processor's clock; empty if the system does not say
 */
record Load(double before, double after, String governor) {
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  static double now() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The load now after one before. */
  static Load since(double before) {
    String governor;
    try {
      governor = Files.readString(GOVERNOR).strip();
    } catch (IOException e) {
      governor = "";
    }
    return new Load(before, now(), governor);
  }
}
