package org.carbonaware.benchmarks.training;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp of each training, at least
 * @param turn of each training, about
 * @param measured of all trainings together, about
 */
record Pace(Duration warmUp, Duration turn, Duration measured) {
  /**
   * How many figures there are of each training: each is a sum over some rounds, long enough for
   * what happens now and then, such as a look at a meter, to happen in each.
   */
  static final int GROUPS = 24;

  /** The rounds in a group that fit, at least one. */
  int roundsPerGroup(int contenders) {
    return (int) Math.max(1, measured.toNanos() / (turn.toNanos() * contenders * GROUPS));
  }

  /** How long the rounds of a group take, about. */
  Duration group(int contenders) {
    return turn.multipliedBy((long) contenders * roundsPerGroup(contenders));
  }
}
