package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.forecast.Forecaster;
import org.carbonaware.grid.IntensitySeries;

/**
 * What a replayed controller expects of the grid. Implementations are pure functions and safe for
 * several threads.
 */
@FunctionalInterface
public interface Outlook {
  /**
   * The expectation at a moment.
   *
   * @param trace what really happens; an honest outlook looks only at steps begun before now
   * @param now the moment of asking
   * @param horizon how far ahead from now, more than zero
   * @return the intensity expected from now on, or empty if nothing is known
   */
  Optional<IntensitySeries> at(IntensitySeries trace, Instant now, Duration horizon);

  /**
   * Knows nothing of the future: what a policy without a forecast lives with.
   *
   * @return the outlook, always empty
   */
  static Outlook none() {
    return (trace, now, horizon) -> Optional.empty();
  }

  /**
   * Knows the future exactly: the best a policy can be served with, never to be had live.
   *
   * @return the outlook, the trace itself
   */
  static Outlook perfect() {
    return (trace, now, horizon) -> known(trace.between(now, now.plus(horizon)));
  }

  /**
   * A forecast issued anew at each decision from the history before it.
   *
   * @param forecaster the model
   * @param history how much of the past it sees, more than zero; the live controller uses 14 days
   * @return the outlook, empty while there is no history
   */
  static Outlook forecast(Forecaster forecaster, Duration history) {
    if (history.isNegative() || history.isZero()) {
      throw new IllegalArgumentException("history " + history + ": expected a duration above 0");
    }
    return (trace, now, horizon) -> known(forecaster
        .forecast(trace.between(now.minus(history), now), now, horizon)
        .mean());
  }

  private static Optional<IntensitySeries> known(IntensitySeries series) {
    return Optional.of(series).filter(some -> some.mean().isPresent());
  }
}
