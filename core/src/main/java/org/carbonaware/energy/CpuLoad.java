package org.carbonaware.energy;

import java.util.function.LongSupplier;

/** How busy processors were. Belongs to one thread. */
@FunctionalInterface
interface CpuLoad {
  /**
   * The load since the call before.
   *
   * @param elapsedNanos the time since then, above 0
   * @return 0 to 1; NaN if unknown
   */
  double since(long elapsedNanos);

  /** All the machine's processors, whoever uses them. */
  static CpuLoad ofMachine(CpuTimes times) {
    boolean[] known = {times.look()};
    return elapsedNanos -> {
      long busy = times.busy();
      long all = times.all();
      boolean before = known[0];
      known[0] = times.look();
      long passed = times.all() - all;
      return before && known[0] && passed > 0
          ? (times.busy() - busy) / (double) passed
          : Double.NaN;
    };
  }

  /**
   * This process's part of some threads.
   *
   * @param cpuNanos processor time it used; negative if unknown
   * @param threads that make up full load
   */
  static CpuLoad ofProcess(LongSupplier cpuNanos, double threads) {
    long[] last = {cpuNanos.getAsLong()};
    return elapsedNanos -> {
      long before = last[0];
      last[0] = cpuNanos.getAsLong();
      return before >= 0 && last[0] >= 0
          ? (last[0] - before) / (elapsedNanos * threads)
          : Double.NaN;
    };
  }
}
