package org.carbonaware.simulate;

import java.time.Duration;
import org.carbonaware.plan.Costs;

/**
 * How the replayed controller works.
 *
 * @param costs power, and time and energy of a checkpoint and of a restore
 * @param decideEvery time between two decisions, above 0
 * @param reaction the longest time between two decisions that the deadline guard reckons with, at
 *     least {@code decideEvery}
 * @param margin time the deadline guard keeps in hand, zero or more
 * @param mayWaitFirst whether a training may wait before its first start, which then is free and
 *     takes no time; if not, it starts running, and the first pause is one like any other
 */
public record ReplaySettings(
    Costs costs, Duration decideEvery, Duration reaction, Duration margin, boolean mayWaitFirst) {
  /** Checks the durations. */
  public ReplaySettings {
    if (decideEvery.isNegative() || decideEvery.isZero() || reaction.compareTo(decideEvery) < 0) {
      throw new IllegalArgumentException("decide every " + decideEvery + ", reaction " + reaction
          + ": expected 0 < decide every <= reaction");
    }
    if (margin.isNegative()) {
      throw new IllegalArgumentException("margin " + margin + ": expected a duration of 0 or more");
    }
  }

  /**
   * A controller of a training that starts running.
   *
   * @param costs power, and time and energy of a checkpoint and of a restore
   * @param decideEvery time between two decisions, above 0
   * @param reaction the longest time between two decisions that the deadline guard reckons with
   * @param margin time the deadline guard keeps in hand, zero or more
   */
  public ReplaySettings(Costs costs, Duration decideEvery, Duration reaction, Duration margin) {
    this(costs, decideEvery, reaction, margin, false);
  }

  /**
   * A controller that always looks in time and keeps no margin.
   *
   * @param costs power, and time and energy of a checkpoint and of a restore
   * @param decideEvery time between two decisions, above 0
   * @return the settings
   */
  public static ReplaySettings of(Costs costs, Duration decideEvery) {
    return new ReplaySettings(costs, decideEvery, decideEvery, Duration.ZERO);
  }
}
