package org.carbonaware.plan;

import java.time.Duration;

/** The policies. All are immutable and safe to share. */
public final class Policies {
  private Policies() {}

  /**
   * Never pauses.
   *
   * @return the policy
   */
  public static Policy runNow() {
    return new RunNow();
  }

  /**
   * Pauses above one intensity, runs again at or below another. Changes state at most every 15
   * minutes unless {@link Policy#withMinimumLengths} says otherwise outside.
   *
   * @param pauseAboveGramsPerKwh pause above this intensity
   * @param resumeBelowGramsPerKwh run again at or below this one; not above the first
   * @return the policy
   * @throws IllegalArgumentException if the two are negative or the wrong way round
   */
  public static Policy threshold(double pauseAboveGramsPerKwh, double resumeBelowGramsPerKwh) {
    return new Threshold(pauseAboveGramsPerKwh, resumeBelowGramsPerKwh)
        .withMinimumLengths(Duration.ofMinutes(15), Duration.ofMinutes(15));
  }

  /**
   * Plans anew at each decision: the cheapest way to do the work left before the deadline on the
   * current forecast, with the costs of pausing counted, and acts on the first step of that plan.
   * Begins a pause only if the plan with it is expected to save more than 0.5 % of what running
   * straight through would emit, and goes on as soon as waiting on is expected to save nothing.
   *
   * @return the policy
   */
  public static Policy plan() {
    return plan(0.005);
  }

  /**
   * As {@link #plan()}, with another smallest gain.
   *
   * @param smallestGain the share of the emissions of running straight through that a plan with a
   *     pause must save, 0 to below 1
   * @return the policy
   */
  public static Policy plan(double smallestGain) {
    return plan(smallestGain, Duration.ofMinutes(15), Duration.ofMinutes(15));
  }

  /**
   * As {@link #plan()}, with another smallest gain and other shortest lengths, which the plan
   * counts with: {@link Policy#withMinimumLengths} outside would only overrule it.
   *
   * @param smallestGain the share of the emissions of running straight through that a plan with a
   *     pause must save, 0 to below 1
   * @param minimumRun the shortest run, zero or more
   * @param minimumPause the shortest pause, zero or more
   * @return the policy
   */
  public static Policy plan(double smallestGain, Duration minimumRun, Duration minimumPause) {
    return new RecedingHorizon(smallestGain, minimumRun, minimumPause)
        .withMinimumLengths(minimumRun, minimumPause);
  }
}
