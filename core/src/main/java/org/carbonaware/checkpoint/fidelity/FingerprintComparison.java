package org.carbonaware.checkpoint.fidelity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in words how a resumed training differs from the one that ran straight through. */
final class FingerprintComparison {
  private final TrainingFingerprint straight;
  private final TrainingFingerprint resumed;
  private final List<String> differences = new ArrayList<>();

  private FingerprintComparison(TrainingFingerprint straight, TrainingFingerprint resumed) {
    this.straight = straight;
    this.resumed = resumed;
  }

  /** The differences, empty if there are none; nothing to compare counts as a difference. */
  static List<String> differences(TrainingFingerprint straight, TrainingFingerprint resumed) {
    FingerprintComparison comparison = new FingerprintComparison(straight, resumed);
    if (straight.arrays().isEmpty()) {
      comparison.differences.add("the fingerprint names no array: there is nothing to compare");
    }
    comparison.compare("array", straight.arrays(), resumed.arrays());
    comparison.compare("counter", straight.counters(), resumed.counters());
    comparison.compareLosses();
    return comparison.differences;
  }

  private <V> void compare(String kind, Map<String, V> expected, Map<String, V> actual) {
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      V straightValue = expected.get(name);
      V resumedValue = actual.get(name);
      if (straightValue == null || resumedValue == null) {
        String where = straightValue == null ? "resumed" : "straight";
        differences.add(kind + " " + name + " is only in the " + where + " run");
      } else if (!straightValue.equals(resumedValue)) {
        differences.add(kind + " " + name + " differs: straight " + straightValue + ", resumed "
            + resumedValue);
      }
    }
  }

  /** Only the losses both have: the resumed run may know those after its start only. */
  private void compareLosses() {
    int compared = 0;
    List<String> different = new ArrayList<>();
    for (Map.Entry<Long, Long> loss : straight.lossBits().entrySet()) {
      Long other = resumed.lossBits().get(loss.getKey());
      compared += other == null ? 0 : 1;
      if (other != null && !other.equals(loss.getValue())) {
        different.add("loss of iteration " + loss.getKey() + " differs: straight "
            + inWords(loss.getValue()) + ", resumed " + inWords(other));
      }
    }
    if (!different.isEmpty()) {
      differences.add(different.get(0) + "; the first of " + different.size() + " among " + compared
          + " compared");
    }
    boolean any = !straight.lossBits().isEmpty() || !resumed.lossBits().isEmpty();
    if (any && compared == 0) {
      differences.add("the runs have no iteration with a loss in common: straight "
          + straight.lossBits().keySet() + ", resumed " + resumed.lossBits().keySet());
    }
  }

  private static String inWords(long lossBits) {
    return String.format(Locale.ROOT, "%s (0x%016x)", Double.longBitsToDouble(lossBits), lossBits);
  }
}
