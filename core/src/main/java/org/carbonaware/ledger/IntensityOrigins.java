package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.carbonaware.grid.Freshness;
import org.jspecify.annotations.Nullable;

/** How the intensities were known and where they came from. */
final class IntensityOrigins {
  /** Energy is booked after the next intensity was told: the right one is among the last few. */
  private static final int REMEMBERED = 8;

  /** How many are told apart. */
  private static final int MOST = 100;

  private static final Origin OTHERS = new Origin(FirstTexts.OTHERS, FirstTexts.OTHERS);

  /** Where an intensity came from. */
  record Origin(String kind, String source) {
    static Origin of(ObjectNode fields) {
      boolean stale = fields.path("freshness").asText().equals(Freshness.State.STALE.label());
      return new Origin(
          (stale ? "stale " : "") + fields.path("intensityKind").asText(),
          fields.path("source").asText());
    }
  }

  private record Told(double gramsPerKwh, Origin origin) {}

  private final ArrayDeque<Told> last = new ArrayDeque<>();
  private final Map<Origin, Origin> all = new LinkedHashMap<>();

  void add(double gramsPerKwh, ObjectNode fields) {
    Origin told = Origin.of(fields);
    Origin few = all.size() < MOST || all.containsKey(told) ? told : OTHERS;
    Origin origin = all.computeIfAbsent(few, same -> same);
    if (last.size() == REMEMBERED) {
      last.removeLast();
    }
    last.addFirst(new Told(gramsPerKwh, origin));
  }

  /** The intensity told last; NaN if none was. */
  double current() {
    Told newest = last.peekFirst();
    return newest == null ? Double.NaN : newest.gramsPerKwh();
  }

  /** The origin of an intensity that energy was booked at. */
  @Nullable
  Origin of(double gramsPerKwh) {
    for (Told told : last) {
      if (IntensityTimeline.same(told.gramsPerKwh(), gramsPerKwh)) {
        return told.origin();
      }
    }
    Told newest = last.peekFirst();
    return newest == null ? null : newest.origin();
  }

  Set<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>();
    all.keySet().forEach(origin -> kinds.add(origin.kind()));
    return kinds;
  }

  Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    all.keySet().forEach(origin -> sources.add(origin.source()));
    return sources;
  }
}
