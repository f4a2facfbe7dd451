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
 * @param leaveAloneUntil how long the last failure asked not to come back, with {@code Retry-After}
 *     for example, or empty; it may be past
 * @param quota how much of what it may be asked is used, or empty if that is not limited here
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
    Optional<String> lastFinding,
    Optional<Instant> leaveAloneUntil,
    Optional<Quota> quota) {
  /**
   * How much of what a source may be asked is used. It is this process's own limit, which no
   * provider's answer moves: others may draw on the same account.
   *
   * @param asked the requests in the last interval of the length {@code per}, 0 or more
   * @param allowed the requests allowed in it, 1 or more
   * @param per the interval's length, more than zero
   * @param roomAt when there is room for a request again, or empty if there is
   */
  public record Quota(int asked, int allowed, Duration per, Optional<Instant> roomAt) {
    /**
     * For people.
     *
     * @return such as {@code 12 of 60 per PT1H}, with the time when there is room again if there is
     *     none
     */
    @Override
    public String toString() {
      return asked + " of " + allowed + " per " + per
          + roomAt.map(at -> ", the next from " + at).orElse("");
    }
  }

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
        finding,
        leaveAloneUntil,
        quota);
  }

  /**
   * The same health, with what is known of its quota.
   *
   * @param used how much of what it may be asked is used
   * @return this health with that
   */
  public SourceHealth with(Quota used) {
    return new SourceHealth(
        source,
        state,
        lastSuccess,
        lastFailure,
        lastError,
        answers,
        failures,
        failuresInARow,
        lastFinding,
        leaveAloneUntil,
        Optional.of(used));
  }
}
