package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import org.carbonaware.plan.Reason;

/** An order to stand still. Guarded by the lock of {@link Standstill}. */
final class StandingOrder {
  /** How a training leaves at depth SUSPEND; later ones are stronger. */
  enum Leaving {
    /** Only if its state is saved, else it is held. */
    IF_SAVED,
    /** By an exception, even if nothing could be saved. Not withdrawn by anybody. */
    ANYWAY,
    /** Together with the process, which is going down: its threads stand until it is gone. */
    WITH_PROCESS
  }

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  final Reason reason;
  final Leaving leaving;

  /** The depth asked for; {@code depth} is less where that could not be reached. */
  private final PauseDepth wanted;

  PauseDepth depth;
  Instant latestStart;
  boolean settled;
  boolean saved;

  StandingOrder(
      PauseDepth depth, Reason reason, Instant latestStart, Leaving leaving, boolean saved) {
    this.wanted = depth;
    this.depth = depth;
    this.reason = reason;
    this.latestStart = latestStart;
    this.leaving = leaving;
    this.saved = saved;
  }

  boolean strongerThan(StandingOrder other) {
    int byDepth = wanted.compareTo(other.wanted);
    return byDepth > 0 || (byDepth == 0 && leaving.compareTo(other.leaving) > 0);
  }

  /** How long a thread that stands may wait until it looks again; its end may come first. */
  Duration longestWait(Instant now) {
    Duration left = Duration.between(now, latestStart);
    return left.isNegative() || left.isZero() || left.compareTo(LONGEST_WAIT) > 0
        ? LONGEST_WAIT
        : left;
  }

  /** Whether the work left must go on by now; never true of one that nobody withdraws. */
  boolean hasNoTimeLeft(Instant now) {
    return mayBeWithdrawn() && !now.isBefore(latestStart);
  }

  boolean mayBeWithdrawn() {
    return leaving == Leaving.IF_SAVED;
  }
}
