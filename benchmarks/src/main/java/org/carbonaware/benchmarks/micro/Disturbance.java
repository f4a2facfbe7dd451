package org.carbonaware.benchmarks.micro;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What may disturb figures: the share of the processors that others use in the second before
 * measuring and in the second after it. The load average of the system would say the same only
 * minutes after a build.
 *
 * @param before 0 to 1; negative if the system does not say
 * @param after the same
 * @param governor what sets the processor's clock; empty if the system does not say
 */
record Disturbance(double before, double after, String governor) {
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final int SECONDS = 1;

  /** What is used now, by all: takes a second in which this program does nothing. */
  static double busy() throws InterruptedException {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      return -1;
    }
    system.getCpuLoad(); // from here on it counts
    TimeUnit.SECONDS.sleep(SECONDS);
    return system.getCpuLoad();
  }

  /** With what is used now, after all was measured. */
  static Disturbance since(double before) throws InterruptedException {
    String governor;
    try {
      governor = Files.readString(GOVERNOR).strip();
    } catch (IOException e) {
      governor = "";
    }
    return new Disturbance(before, busy(), governor);
  }
}
