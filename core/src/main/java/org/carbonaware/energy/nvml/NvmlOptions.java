package org.carbonaware.energy.nvml;

import org.carbonaware.energy.EnergyReading.Scope;

/**
 * How NVIDIA GPUs are metered.
 *
 * @param scope {@link Scope#DEVICE} charges each board whole, whoever else uses it;
 *     {@link Scope#PROCESS} charges this process's share where the driver tells who uses it how
 *     much, and the whole board with the reason where it does not
 */
public record NvmlOptions(Scope scope) {
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
    return new NvmlOptions(Scope.DEVICE);
  }

  /**
   * This process's share of boards that it shares with others.
   *
   * @return options with {@link Scope#PROCESS}
   */
  public static NvmlOptions ofProcess() {
    return new NvmlOptions(Scope.PROCESS);
  }
}
