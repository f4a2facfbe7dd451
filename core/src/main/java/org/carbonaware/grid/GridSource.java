package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.resilient.FallbackSource;

/**
 * Knows the carbon intensity of grid zones. Implementations may block on network or disk and are
 * called from the grid thread only, never from a training thread; they must be safe to call from
 * several threads.
 *
 * <p>"No answer" has two forms: an empty result means the source works and has nothing for that
 * time; a {@link GridException} means it could not be asked. Neither ever stops a training: unknown
 * intensity means run.
 */
public interface GridSource {
  /**
   * The source's name for people, such as {@code "Electricity Maps"}.
   *
   * @return a short name without secrets
   */
  String name();

  /**
   * What this source's values count.
   *
   * @return the basis of everything it returns
   */
  Basis basis();

  /**
   * The intensity that holds at a moment.
   *
   * @param zone the zone
   * @param now the moment
   * @return the intensity, or empty if the source has none for that moment
   * @throws GridException if the source cannot be asked or does not know the zone
   */
  Optional<Intensity> current(Zone zone, Instant now);

  /**
   * What was.
   *
   * @param zone the zone
   * @param from start of the interval
   * @param to end of the interval, exclusive
   * @return the steps known in it, possibly empty; values missing inside are NaN
   * @throws GridException if the source cannot be asked or does not know the zone; lasting, if this
   *     is more than {@link #longestHistory} and more than it answers
   */
  IntensitySeries history(Zone zone, Instant from, Instant to);

  /**
   * What the source itself says will be.
   *
   * @param zone the zone
   * @param now the moment of asking; the first step of the answer contains it
   * @param horizon how far ahead is wanted; the answer may be shorter
   * @return the forecast, or empty if the source makes none
   * @throws GridException if the source cannot be asked or does not know the zone
   */
  Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon);

  /**
   * How far back from the present this source may be asked for {@link #history history}, and so how
   * long one question may be. A source may refuse to be asked for more, with a lasting
   * {@link GridException}. It says nothing of how much there is: a shorter history, or an empty
   * one, is an answer. Does not block and asks nothing.
   *
   * @return more than zero; by default 10 years, which is more than any forecaster wants
   */
  default Duration longestHistory() {
    return Duration.ofDays(3653);
  }

  /**
   * How the providers behind this source have been doing. Does not block and asks nothing.
   *
   * @return one for each provider that is watched; none by default
   */
  default List<SourceHealth> health() {
    return List.of();
  }

  /**
   * This source, and another where this one has no present answer.
   *
   * @param next the source to ask then, of the same basis
   * @return one source of both
   * @throws IllegalArgumentException if the other has another basis: figures of different basis
   *     must not meet in one decision
   */
  default GridSource orElse(GridSource next) {
    return FallbackSource.of(List.of(this, next));
  }
}
