package org.carbonaware.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.plan.Policies;
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

  private static final Map<String, Function<Foresight, Strategy>> STRATEGIES =
      new LinkedHashMap<>();

  static {
    STRATEGIES.put(RUN_NOW, foresight -> policy(RUN_NOW, foresight));
    for (Strategy optimum :
        List.of(Strategy.optimal(), Strategy.optimalContiguous(), Strategy.optimalSwitching())) {
      STRATEGIES.put(optimum.name(), foresight -> optimum);
    }
    STRATEGIES.put(
        ONCE,
        foresight -> Strategy.planned(ONCE, foresight.once(), Policies.plan(), Policies.SHORTEST));
    Policies.names()
        .forEach(name -> STRATEGIES.putIfAbsent(name, foresight -> policy(name, foresight)));
  }

  private SimulationPolicies() {}

  private static Strategy policy(String name, Foresight foresight) {
    if (PLANNED.contains(name)) {
      return Strategy.planned(name, foresight, Policies.named(name), Policies.SHORTEST);
    }
    return Strategy.of(
        name, WITHOUT_FORECAST.contains(name) ? Foresight.none() : foresight, Policies.named(name));
  }

  /** The names there are. */
  static List<String> names() {
    return List.copyOf(STRATEGIES.keySet());
  }

  /**
   * The strategies, each once.
   *
   * @throws IllegalArgumentException naming what there is
   */
  static List<Strategy> named(Collection<String> policies, Foresight foresight) {
    return policies.stream()
        .map(SimulationPolicies::known)
        .distinct()
        .map(known -> known.getValue().apply(foresight))
        .toList();
  }

  private static Map.Entry<String, Function<Foresight, Strategy>> known(String policy) {
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
