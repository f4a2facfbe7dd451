package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.RecentRange;

/**
 * Between which intensities the grid moved in the steps of the last 7 days that are over: as the
 * source's history says, and where that says nothing as was observed. What a table says is neither.
 * For one thread.
 */
final class RecentIntensity {
  private static final Duration HOUR = Duration.ofHours(1);

  private final NavigableMap<Instant, Double> observed = new TreeMap<>();

  void add(Intensity intensity) {
    if (intensity.provenance().kind() != Provenance.Kind.ASSUMED) {
      observed.put(intensity.at(), intensity.gramsPerKwh());
    }
  }

  /**
   * The range as of a moment, in steps as the history has them, else of an hour; what was observed
   * further back is forgotten.
   */
  Optional<RecentRange> range(Instant now, Optional<IntensitySeries> kept) {
    Optional<IntensitySeries> history =
        kept.filter(series -> series.provenance().kind() != Provenance.Kind.ASSUMED);
    Duration step = history.map(IntensitySeries::step).orElse(HOUR);
    Instant end = history
        .map(series -> series.startOf(series.indexOf(now)))
        .orElse(now.truncatedTo(ChronoUnit.HOURS));
    int steps = (int) Math.max(1, RecentRange.SPAN.dividedBy(step));
    observed.headMap(end.minus(step.multipliedBy(steps)), false).clear();
    double[] known = IntStream.rangeClosed(1, steps)
        .mapToObj(i -> end.minus(step.multipliedBy(i)))
        .mapToDouble(start -> history
            .map(series -> series.at(start))
            .filter(OptionalDouble::isPresent)
            .orElseGet(() -> observed(start.plus(step), step))
            .orElse(Double.NaN))
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
    return RecentRange.of(known, known.length, step);
  }

  /** Of several values in a step the last; a value holds for an hour unless another follows. */
  private OptionalDouble observed(Instant end, Duration step) {
    Map.Entry<Instant, Double> last = observed.lowerEntry(end);
    Duration holds = step.compareTo(HOUR) < 0 ? HOUR : step;
    return last == null || last.getKey().isBefore(end.minus(holds))
        ? OptionalDouble.empty()
        : OptionalDouble.of(last.getValue());
  }
}
