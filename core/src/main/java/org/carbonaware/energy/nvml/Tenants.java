package org.carbonaware.energy.nvml;

import org.carbonaware.energy.nvml.NvmlProcesses.Listing;

/** Who else uses a GPU whose whole board is charged to this process. */
final class Tenants {
  private final NvmlGpu gpu;
  private final long pid;
  private final boolean sameNumbers;
  private int others;

  /**
   * Makes one.
   *
   * @param pid this process's number
   * @param sameNumbers whether the driver numbers processes as this process does
   */
  Tenants(NvmlGpu gpu, long pid, boolean sameNumbers) {
    this.gpu = gpu;
    this.pid = pid;
    this.sameNumbers = sameNumbers;
  }

  void look() {
    Listing listing = gpu.processes().running();
    int all = listing.running().size();
    boolean oneIsThis = listing.running().stream().anyMatch(process -> process.pid() == pid);
    others = Math.max(others, oneIsThis || !sameNumbers ? all - 1 : all); // at most one is this
  }

  /** The most other processes seen at once. */
  int others() {
    return others;
  }
}
