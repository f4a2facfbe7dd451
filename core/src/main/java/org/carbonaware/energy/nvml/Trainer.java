package org.carbonaware.energy.nvml;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Who trains, as the driver may know them.
 *
 * @param pids the numbers of their processes now
 * @param sameNumbers whether the driver numbers processes alike, which in containers it does not
 * @param who what records call them
 */
record Trainer(Supplier<Set<Long>> pids, boolean sameNumbers, String who) {
  /** This process under a number. */
  Trainer(long pid, boolean sameNumbers) {
    this(() -> Set.of(pid), sameNumbers, "this process");
  }

  /** This process, or those that the options name. */
  static Trainer of(NvmlOptions options) {
    boolean sameNumbers = PidNamespace.isFirst();
    return options
        .processes()
        .map(pids -> new Trainer(pids, sameNumbers, "the program"))
        .orElseGet(() -> new Trainer(ProcessHandle.current().pid(), sameNumbers));
  }
}
