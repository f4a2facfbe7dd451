package org.carbonaware.benchmarks.micro;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param rounds how often all is measured, what is compared one after the other
 * @param forks JVMs of its own for each measure and round; 0 measures in this one
 * @param iterations of warming up and of measuring, each
 * @param time of an iteration
 */
record Pace(int rounds, int forks, int iterations, Duration time) {
  static final Pace FULL = new Pace(7, 1, 3, Duration.ofMillis(300));
  static final Pace GUARD = new Pace(3, 1, 2, Duration.ofMillis(200));
  static final Pace SMOKE = new Pace(1, 0, 1, Duration.ofMillis(20));

  Pace rounds(int count) {
    return new Pace(count, forks, iterations, time);
  }
}
