package org.carbonaware.simulate;

/**
 * One simulated run.
 *
 * @param grams all that was emitted
 * @param switches changes between running and pausing
 * @param delaySeconds how much later it finished than running straight through
 * @param met whether it finished in time
 */
record RunOutcome(double grams, int switches, double delaySeconds, boolean met) {
  static RunOutcome of(ReplayResult result) {
    return new RunOutcome(
        result.grams(), 2 * result.pauses(), result.delay().toNanos() / 1e9, result.met());
  }
}
