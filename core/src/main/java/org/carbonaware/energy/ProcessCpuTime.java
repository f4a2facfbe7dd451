package org.carbonaware.energy;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.function.LongSupplier;

/** The processor time this process has used, in nanoseconds; -1 where the platform does not say. */
public final class ProcessCpuTime implements LongSupplier {
  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

  /** Makes a reader of this process. */
  public ProcessCpuTime() {}

  @Override
  public long getAsLong() {
    return system instanceof com.sun.management.OperatingSystemMXBean known
        ? known.getProcessCpuTime()
        : -1;
  }
}
