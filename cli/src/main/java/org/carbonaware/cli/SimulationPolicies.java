package org.carbonaware.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.carbonaware.plan.Policies;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.Strategy;

/** The strategies of a simulation by the names of {@code --policy}. */
final class SimulationPolicies {
  private static final String NAMES = "run-now, optimal, optimal-contiguous, optimal-switching,"
      + " plan, plan-once, threshold, online, lowest-window";

  /** The shortest runs and pauses of the plan. */
  private static final Duration SHORTEST = Duration.ofMinutes(15);

  private SimulationPolicies() {}

  /**
   * The strategies, each once.
   *
   * @throws IllegalArgumentException naming what there is
   */
  static List<Strategy> named(Collection<String> policies, Foresight foresight) {
    return new LinkedHashSet<>(policies)
        .stream().map(policy -> strategy(policy, foresight)).toList();
  }

  private static Strategy strategy(String policy, Foresight foresight) {
    return switch (policy) {
      case "run-now" -> Strategy.of(policy, Foresight.none(), Policies.runNow());
      case "optimal" -> Strategy.optimal();
      case "optimal-contiguous" -> Strategy.optimalContiguous();
      case "optimal-switching" -> Strategy.optimalSwitching();
      case "plan" -> Strategy.planned(policy, foresight, Policies.plan(), SHORTEST);
      case "plan-once" -> Strategy.planned(policy, foresight.once(), Policies.plan(), SHORTEST);
      case "threshold" -> Strategy.of(policy, Foresight.none(), Policies.threshold());
      case "online" -> Strategy.of(policy, Foresight.none(), Policies.online());
      case "lowest-window" -> Strategy.of(policy, foresight, Policies.lowestWindow());
      default ->
        throw new IllegalArgumentException(
            "--policy '" + policy + "': no such policy; expected one or more of " + NAMES);
    };
  }
}
