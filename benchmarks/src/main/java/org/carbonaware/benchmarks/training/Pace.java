package org.carbonaware.benchmarks.training;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp of each training, at least
 * @param turn of each training, about
 * @param measured of all trainings together, about
 * @param pauses how often a training is paused at each depth; 0 for not at all
 * @param processes how often each training's memory is looked at, in a process of its own; 0 for
 *     not at all
 */
record Pace(Duration warmUp, Duration turn, Duration measured, int pauses, int processes) {
  /** How many figures are made of all rounds of turns: few enough to be independent. */
  static final int GROUPS = 40;

  /** This part of the time measured is spent once more, on the listeners' calls alone. */
  static final int CALLS_SHARE = 8;

  /** The rounds in a group that fit, at least one. */
  int roundsPerGroup(long nanosPerRound) {
    return (int) Math.max(1, measured.toNanos() / (nanosPerRound * GROUPS));
  }

  /** How long a group takes, about. */
  Duration group() {
    return measured.dividedBy(GROUPS);
  }
}
