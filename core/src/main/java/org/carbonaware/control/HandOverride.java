package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonaware.plan.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What a person or program asked for by hand; goes before the policy, never before the deadline.
 */
final class HandOverride {
  private volatile @Nullable Decision decision;
  private final AtomicBoolean changed = new AtomicBoolean();

  synchronized void set(@Nullable Decision byHand) {
    decision = byHand;
    changed.set(true);
  }

  /** The clock leapt: what was asked for lasts as long as it would have. */
  synchronized void leap(Duration by) {
    Decision standing = decision;
    if (standing != null && !standing.until().equals(Instant.MAX)) {
      decision = new Decision(standing.action(), standing.until().plus(by), standing.reason());
    }
  }

  Optional<Decision> at(Instant now) {
    return Optional.ofNullable(decision).filter(standing -> now.isBefore(standing.until()));
  }

  boolean takeChanged() {
    return changed.getAndSet(false);
  }
}
