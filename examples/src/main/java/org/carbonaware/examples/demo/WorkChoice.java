package org.carbonaware.examples.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * How much to train, so that a slow and a fast computer are busy for about as many hours of the
 * demo's grid: long enough to meet its dirty evening, short enough to be watched. A pure function.
 *
 * @param epochs the epochs to train, at least 1
 * @param work how long that takes, in grid time
 * @param deadline the time for it, in grid time
 */
record WorkChoice(int epochs, Duration work, Duration deadline) {
  /** A clean midday is over after about half of this. */
  private static final double WANTED_HOURS = 7;

  private static final int FEWEST_EPOCHS = 2;
  private static final int MOST_EPOCHS = 1_000;
  private static final int USUAL_DEADLINE_HOURS = 36;

  /** On a computer too slow for {@link #FEWEST_EPOCHS} the deadline leaves this much room. */
  private static final double ROOM = 2.5;

  /**
   * Chooses.
   *
   * @param secondsPerEpoch the real time of an epoch, above 0
   * @param hoursPerSecond the grid's hours in a real second, above 0
   * @param epochsWanted what the user wants, if anything
   * @param deadlineWanted what the user wants, if anything
   */
  static WorkChoice of(
      double secondsPerEpoch,
      double hoursPerSecond,
      Optional<Integer> epochsWanted,
      Optional<Duration> deadlineWanted) {
    double hoursPerEpoch = secondsPerEpoch * hoursPerSecond;
    long fitting = Math.round(WANTED_HOURS / hoursPerEpoch);
    int epochs = epochsWanted.orElse((int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, fitting)));
    double workHours = epochs * hoursPerEpoch;
    long deadlineHours = Math.max(USUAL_DEADLINE_HOURS, (long) Math.ceil(ROOM * workHours));
    return new WorkChoice(
        epochs, hours(workHours), deadlineWanted.orElse(Duration.ofHours(deadlineHours)));
  }

  private static Duration hours(double hours) {
    return Duration.ofSeconds(Math.max(1, Math.round(hours * 3600)));
  }
}
