package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.IntensitySeries;

/**
 * When jobs start. Immutable.
 *
 * @param from the first start; empty means with the trace. A start before the trace is none
 * @param to the last start, which is included; empty means as late as the trace allows
 * @param every time between two starts, whole seconds above 0
 */
public record Starts(Optional<Instant> from, Optional<Instant> to, Duration every) {
  /** Checks the times. */
  public Starts {
    if (!SimulationSettings.wholeSeconds(every) || every.isZero()) {
      throw new IllegalArgumentException(
          "start every " + every + ": expected whole seconds, more than zero");
    }
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new IllegalArgumentException(
          "starts from " + from.get() + " to " + to.get() + ": expected the other way round");
    }
  }

  /**
   * A single start.
   *
   * @param at when
   * @return the starts
   */
  public static Starts only(Instant at) {
    return new Starts(Optional.of(at), Optional.of(at), Duration.ofDays(1));
  }

  /**
   * The starts that a trace has room for.
   *
   * @param trace the trace
   * @param settings the job
   * @return the starts in order, possibly none
   */
  public List<Instant> within(IntensitySeries trace, SimulationSettings settings) {
    Duration room = settings.tail() == Tail.SKIP ? settings.window() : settings.work();
    Instant last = trace.end().minus(room);
    Instant end = to.filter(wanted -> wanted.isBefore(last)).orElse(last);
    List<Instant> starts = new ArrayList<>();
    for (Instant at = from.orElse(trace.start()); !at.isAfter(end); at = at.plus(every)) {
      if (!at.isBefore(trace.start())) {
        starts.add(at);
      }
    }
    return starts;
  }
}
