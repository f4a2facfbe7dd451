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
   * A forecast issued anew at each decision from the history before it, of which it sees as much as
   * in the live controller: what its {@link Forecaster#memory() memory} holds.
   *
   * @param forecaster the model
   * @return the outlook, empty while there is no history
   */
  static Outlook forecast(Forecaster forecaster) {
    return (trace, now, horizon) -> known(forecaster
        .forecast(trace.between(now.minus(forecaster.memory()), now), now, horizon)
        .mean());
  }

  private static Optional<IntensitySeries> known(IntensitySeries series) {
    return Optional.of(series).filter(some -> some.mean().isPresent());
  }
}
