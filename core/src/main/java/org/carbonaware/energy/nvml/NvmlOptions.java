package org.carbonaware.energy.nvml;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.carbonaware.energy.EnergyReading.Scope;

/**
 * How NVIDIA GPUs are metered.
 *
 * @param scope {@link Scope#DEVICE} charges each board whole, whoever else uses it;
 *     {@link Scope#PROCESS} charges this process's share where the driver tells who uses it how
 *     much, and the whole board with the reason where it does not
 * @param processes the numbers of the processes that train, now; this one if empty
 */
public record NvmlOptions(Scope scope, Optional<Supplier<Set<Long>>> processes) {
  /** Checks the scope. */
  public NvmlOptions {
    if (scope != Scope.DEVICE && scope != Scope.PROCESS) {
      throw new IllegalArgumentException(
          "scope " + scope.label() + " of a GPU: expected device or process");
    }
  }

  /**
   * Whole boards, as most trainings have their GPUs for themselves.
   *
   * @return the defaults
   */
  public static NvmlOptions ofDefaults() {
    return new NvmlOptions(Scope.DEVICE, Optional.empty());
  }

  /**
   * This process's share of boards that it shares with others.
   *
   * @return options with {@link Scope#PROCESS}
   */
  public static NvmlOptions ofProcess() {
    return new NvmlOptions(Scope.PROCESS, Optional.empty());
  }

  /**
   * For a training in processes of its own, not in this one.
   *
   * @param pids their numbers now, possibly none; called from the meter's thread
   * @return options with these processes
   */
  public NvmlOptions of(Supplier<Set<Long>> pids) {
    return new NvmlOptions(scope, Optional.of(pids));
  }
}
