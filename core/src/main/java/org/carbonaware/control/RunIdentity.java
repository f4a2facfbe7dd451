package org.carbonaware.control;

import java.time.Instant;

/**
 * Which run this is, in whichever process.
 *
 * @param id the run's name
 * @param startedAt when it first began
 * @param deadline when it must be done
 */
record RunIdentity(String id, Instant startedAt, Instant deadline) {
  static RunIdentity fresh(Instant now, Deadline deadline) {
    return new RunIdentity(RunIds.fresh(now), now, deadline.from(now));
  }

  static RunIdentity of(RunAttributes earlier, Deadline deadline) {
    return new RunIdentity(
        earlier.runId(), earlier.startedAt(), deadline.from(earlier.startedAt()));
  }
}
