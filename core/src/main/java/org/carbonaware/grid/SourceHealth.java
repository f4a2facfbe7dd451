package org.carbonaware.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source has been doing: a snapshot, immutable.
 *
 * @param source the source's name
 * @param state what to expect of it
 * @param lastSuccess when it last answered, or empty if it never has
 * @param lastFailure when it last failed, or empty if it never has
 * @param lastError what the last failure said, or empty; free of secrets as far as the source's
 *     messages are
 * @param answers how many questions it has answered
 * @param failures how many questions have failed
 * @param failuresInARow how many have failed since the last answer
 * @param lastFinding what was last missing or odd in an answer that was given all the same, or
 *     empty
 */
public record SourceHealth(
    String source,
    State state,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    Optional<String> lastError,
    long answers,
    long failures,
    long failuresInARow,
    Optional<String> lastFinding) {
  /** What to expect of a source. */
  public enum State {
    /** It has not been asked yet. */
    UNASKED,
    /** It answered the last question. */
    UP,
    /** The last question failed in a way that may pass. */
    FAILING,
    /** The last question failed in a way that somebody has to put right. */
    BROKEN,
    /** It is left alone for a while after many failures. */
    RESTING;

    /**
     * The word used in files and reports.
     *
     * @return the lower-case name
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The time since the last answer.
   *
   * @param now the present
   * @return 0 or more, or empty if it never has answered
   */
  public Optional<Duration> age(Instant now) {
    return lastSuccess.map(at -> at.isBefore(now) ? Duration.between(at, now) : Duration.ZERO);
  }

  /**
   * The same counts, with what others know of the source.
   *
   * @param resting whether it is left alone for a while
   * @param finding what was last missing or odd in an answer that was given all the same, or empty
   * @return this health with them
   */
  public SourceHealth with(boolean resting, Optional<String> finding) {
    return new SourceHealth(
        source,
        resting ? State.RESTING : state,
        lastSuccess,
        lastFailure,
        lastError,
        answers,
        failures,
        failuresInARow,
        finding);
  }
}
