package org.carbonaware.control;

import java.time.Duration;
import java.util.Optional;

/**
 * The work of a whole run as its user declares it. At least one of the three is given.
 *
 * @param epochs the epochs to train, 0 if not declared
 * @param batches the batches to train, 0 if not declared; goes before epochs
 * @param runningTime the running time expected without pauses, if declared; used until the speed
 *     has been measured
 */
record Work(long epochs, long batches, Optional<Duration> runningTime) {
  /** Whether it can be counted when all is done; an expected running time is a guess. */
  boolean counted() {
    return epochs > 0 || batches > 0;
  }

  boolean declared() {
    return epochs > 0 || batches > 0 || runningTime.isPresent();
  }
}
