package org.carbonaware.simulate;

import java.util.List;

/**
 * What a {@link Simulation} found. Immutable.
 *
 * @param results each strategy in each zone that had a start: zone by zone, in the order given
 * @param mean each strategy over these zones, in the order given; empty if there were none
 */
public record SimulationResult(List<StrategyResult> results, List<StrategyResult> mean) {
  /** Copies the lists. */
  public SimulationResult {
    results = List.copyOf(results);
    mean = List.copyOf(mean);
  }
}
