package org.carbonaware.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;

/**
 * Whether two trained networks are the same, bit for bit: parameters, what the optimizer remembers,
 * and the counters.
 *
 * @param fingerprint of the training under control
 * @param differences what differs, by name; empty if nothing does
 */
public record Verification(TrainingFingerprint fingerprint, List<String> differences) {
  /** Copies the list. */
  public Verification {
    differences = List.copyOf(differences);
  }

  /** Compares; what only one of the two has is a difference. */
  static Verification of(TrainingFingerprint controlled, TrainingFingerprint straight) {
    List<String> differences = new ArrayList<>();
    compare(controlled.arrays(), straight.arrays(), differences);
    compare(controlled.counters(), straight.counters(), differences);
    return new Verification(controlled, differences);
  }

  /**
   * Whether nothing differs.
   *
   * @return true if so
   */
  public boolean identical() {
    return differences.isEmpty();
  }

  private static <V> void compare(
      Map<String, V> controlled, Map<String, V> straight, List<String> differences) {
    controlled.forEach((name, value) -> {
      if (!value.equals(straight.get(name))) {
        differences.add(name);
      }
    });
    Set<String> missing = new TreeSet<>(straight.keySet());
    missing.removeAll(controlled.keySet());
    differences.addAll(missing);
  }
}
