package org.carbonaware.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonaware.config.Config;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.simulate.Foresight;
import org.carbonaware.simulate.Strategy;

/**
 * The strategies of a simulation by the names of {@code --policy}: all policies that control
 * trainings, the plan made once, and the optima.
 */
final class SimulationPolicies {
  private static final String RUN_NOW = "run-now";
  private static final String ONCE = "plan-once";

  /** They go by the past, if by anything. */
  private static final Set<String> WITHOUT_FORECAST = Set.of(RUN_NOW, "threshold", "online");

  /** Their decisions hold as long as the forecast does. */
  private static final Set<String> PLANNED = Set.of("plan", "efficiency");

  private static final Map<String, Maker> STRATEGIES = new LinkedHashMap<>();

  /** Makes a strategy of what is expected of the grid, and of what is set of policies. */
  private interface Maker {
    Strategy make(Foresight foresight, Config config);
  }

  static {
    STRATEGIES.put(RUN_NOW, (foresight, config) -> policy(RUN_NOW, foresight, config));
    for (Strategy optimum :
        List.of(Strategy.optimal(), Strategy.optimalContiguous(), Strategy.optimalSwitching())) {
      STRATEGIES.put(optimum.name(), (foresight, config) -> optimum);
    }
    STRATEGIES.put(
        ONCE,
        (foresight, config) -> planned(ONCE, foresight.once(), config.policy("plan"), config));
    Policies.names()
        .forEach(name ->
            STRATEGIES.putIfAbsent(name, (foresight, config) -> policy(name, foresight, config)));
  }

  private SimulationPolicies() {}

  private static Strategy policy(String name, Foresight foresight, Config config) {
    if (PLANNED.contains(name)) {
      return planned(name, foresight, config.policy(name), config);
    }
    return Strategy.of(
        name, WITHOUT_FORECAST.contains(name) ? Foresight.none() : foresight, config.policy(name));
  }

  private static Strategy planned(String name, Foresight foresight, Policy plan, Config config) {
    boolean lengthsAreSet = config.setting("policy.minimumRun").isSet()
        || config.setting("policy.minimumPause").isSet();
    return lengthsAreSet
        ? Strategy.of(name, foresight, plan) // asked at each look, which is slower and never wrong
        : Strategy.planned(name, foresight, plan, Policies.SHORTEST);
  }

  /** The names there are. */
  static List<String> names() {
    return List.copyOf(STRATEGIES.keySet());
  }

  /**
   * The strategies, each once, with the figures that are set for their policies.
   *
   * @throws IllegalArgumentException naming what there is
   */
  static List<Strategy> named(Collection<String> policies, Foresight foresight, Config config) {
    return policies.stream()
        .map(SimulationPolicies::known)
        .distinct()
        .map(known -> known.getValue().make(foresight, config))
        .toList();
  }

  private static Map.Entry<String, Maker> known(String policy) {
    String asked = Spelling.normalized(policy);
    return STRATEGIES.entrySet().stream()
        .filter(known -> Spelling.normalized(known.getKey()).equals(asked))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(policy)));
  }

  private static String unknown(String policy) {
    List<String> meant =
        Spelling.closest(policy, names(), name -> List.of(Spelling.normalized(name)), 2);
    return "--policy " + Spelling.quoted(policy) + ": no such policy; "
        + (meant.isEmpty() ? "" : "did you mean " + String.join(" or ", meant) + "? ")
        + "expected one or more of " + String.join(", ", names());
  }
}
