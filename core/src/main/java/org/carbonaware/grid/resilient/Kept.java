package org.carbonaware.grid.resilient;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.grid.Freshness;
import org.jspecify.annotations.Nullable;

/**
 * An answer kept in memory.
 *
 * @param value the answer, or null if the source had none
 * @param given how new it was when it was given
 * @param at when it was given
 * @param soon from when on it is worth asking again, in the background if there is one
 * @param due from when on it is overdue
 */
record Kept<T>(@Nullable T value, Freshness given, Instant at, Instant soon, Instant due) {
  /** Overdue too if the clock was set back before the answer: its age is not known then. */
  boolean isDue(Instant now) {
    return now.isBefore(at) || !now.isBefore(due);
  }

  Kept<T> notAskedAgainBeforeDue() {
    return new Kept<>(value, given, at, due, due);
  }

  Freshness freshness(Instant now) {
    Duration kept = now.isAfter(at) ? Duration.between(at, now) : Duration.ZERO;
    return given.keptFor(kept, isDue(now));
  }
}
