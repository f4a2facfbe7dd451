package org.carbonaware.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.carbonaware.grid.zones.Spelling;

/** The policies by the names that people type. */
final class PolicyNames {
  private static final Map<String, Supplier<Policy>> POLICIES = new LinkedHashMap<>();

  static {
    POLICIES.put("run-now", Policies::runNow);
    POLICIES.put("threshold", Policies::threshold);
    POLICIES.put("percentile", Policies::percentile);
    POLICIES.put("lowest-window", Policies::lowestWindow);
    POLICIES.put("online", Policies::online);
    POLICIES.put("plan", Policies::plan);
    POLICIES.put("blend", Policies::blend);
    POLICIES.put("throughput", Policies::throughput);
    POLICIES.put("latency", Policies::latency);
    POLICIES.put("efficiency", Policies::efficiency);
    POLICIES.put("balanced", Policies::balanced);
  }

  private PolicyNames() {}

  static List<String> names() {
    return List.copyOf(POLICIES.keySet());
  }

  static Policy policy(String name) {
    String asked = Spelling.normalized(name).toLowerCase(Locale.ROOT);
    Supplier<Policy> known = POLICIES.get(asked);
    if (known == null) {
      List<String> meant =
          Spelling.closest(name, names(), candidate -> List.of(Spelling.normalized(candidate)), 2);
      throw new IllegalArgumentException("policy " + Spelling.quoted(name) + ": expected one of "
          + String.join(", ", names())
          + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?"));
    }
    return known.get();
  }
}
