package org.carbonaware.simulate;

import java.time.Duration;
import java.time.Instant;

/**
 * What a replayed training did. Grams are gCO2e at the power of the {@link ReplaySettings#costs()}.
 *
 * @param finishedAt when the work was done
 * @param deadline when it had to be done
 * @param activeGrams emitted while training
 * @param pausedGrams emitted while paused
 * @param switchGrams emitted by checkpoints and restores
 * @param runNowGrams what running straight through from the same start would have emitted
 * @param pauses how often it was paused
 * @param delay how much later it finished than it would have running straight through
 */
public record ReplayResult(
    Instant finishedAt,
    Instant deadline,
    double activeGrams,
    double pausedGrams,
    double switchGrams,
    double runNowGrams,
    int pauses,
    Duration delay) {
  /**
   * Whether it finished in time.
   *
   * @return true if not after the deadline
   */
  public boolean met() {
    return !finishedAt.isAfter(deadline);
  }

  /**
   * All that was emitted.
   *
   * @return gCO2e
   */
  public double grams() {
    return activeGrams + pausedGrams + switchGrams;
  }

  /**
   * What was avoided against running straight through.
   *
   * @return gCO2e, negative if the pauses cost more than they gained
   */
  public double savedGrams() {
    return runNowGrams - grams();
  }
}
