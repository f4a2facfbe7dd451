package org.carbonaware.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The policies. All are immutable and safe to share. */
public final class Policies {
  /** How long a run and a pause last at least unless a policy is told otherwise: 15 minutes. */
  public static final Duration SHORTEST = Duration.ofMinutes(15);

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
    return steady(new Threshold(pauseAboveGramsPerKwh, resumeBelowGramsPerKwh));
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
    return plan(smallestGain, SHORTEST, SHORTEST);
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

  /**
   * Pauses in the upper part of the range that the grid moved in during the last 7 days, so that it
   * fits any grid without figures: above 60 % of the way from the 10th to the 90th percentile; runs
   * again at or below 50 %. Runs while less than a day is known. Changes state at most every 15
   * minutes.
   *
   * @return the policy
   */
  public static Policy threshold() {
    return steady(new RecentThreshold(0.6, 0.5));
  }

  /**
   * Needs no forecast and has a guarantee: a {@link DoubleThreshold} with tight closing, in hours
   * of work. Its bounds are the 10th and 90th percentile of the last 7 days; a pair of changes is
   * charged at the upper bound; what a paused machine would draw if all slack were waited away
   * counts against waiting, since nobody knows for how long it will be. So it always runs where
   * that draws so much that work moved from the upper to the lower bound gains nothing, and while
   * less than a day of the grid's past is known. Changes state at most every 15 minutes.
   *
   * <p>As long as the intensity keeps to the bounds, changes take no time, a paused machine draws
   * nothing and decisions come by the hour, it emits at most {@link DoubleThreshold#guarantee()}
   * times what the cleanest hours before the deadline emit. Without these it is a good rule and no
   * more.
   *
   * @return the policy
   */
  public static Policy online() {
    return steady(new Online());
  }

  /**
   * Waits for the cleanest stretch of the outlook that holds all the work and ends in time, starts
   * once and never pauses after. Looks again while it waits. Reckons with no cost of waiting: a
   * baseline.
   *
   * @return the policy
   */
  public static Policy lowestWindow() {
    return new LowestWindow();
  }

  /**
   * Runs in the cleanest 30 % of the next 24 hours, as long as the deadline lets it wait.
   *
   * @return the policy
   */
  public static Policy percentile() {
    return steady(new CleanShare(0.3, Optional.empty()));
  }

  /**
   * Runs in the cleanest share of the next 24 hours of the outlook, looked at anew at each
   * decision, until it has waited long enough in all; then straight through. Changes state at most
   * every 15 minutes.
   *
   * @param share the share, above 0, at most 1
   * @param longestWait the most that pauses may add up to, zero or more; counts where it is known
   *     when the run began ({@link Situation#past}), the deadline counts always
   * @return the policy
   */
  public static Policy percentile(double share, Duration longestWait) {
    return steady(new CleanShare(share, Optional.of(longestWait)));
  }

  /**
   * {@link #plan} and {@link #online} in one: follows the forecast until following it could cost
   * more than {@code 1.5} times what the online rule's guarantee allows.
   *
   * @return the policy
   */
  public static Policy blend() {
    return blend(0.5);
  }

  /**
   * {@link #plan} and {@link #online} in one. The plan on the forecast decides, but a slot is never
   * taken far above the online rule's threshold nor left far below it: how far follows from the
   * share by which the worst case may grow. The larger, the more of the plan; once it covers the
   * range from the lower to the upper bound the plan is followed whatever it says. Without a
   * forecast it is the online rule, without known bounds the plan.
   *
   * <p>Where the online rule's guarantee holds, this emits at most {@code (1 + epsilon)} times
   * {@link DoubleThreshold#guarantee()} of what the cleanest hours before the deadline emit,
   * whatever the forecast says.
   *
   * @param epsilon by how much the worst case may be worse than without a forecast, 0 or more
   * @return the policy
   */
  public static Policy blend(double epsilon) {
    return steady(new Blend(epsilon, new RecedingHorizon(0.005, SHORTEST, SHORTEST)));
  }

  /**
   * Finishes as soon as it can while emitting at most 90 % of what running straight through would.
   *
   * @return the policy
   */
  public static Policy throughput() {
    return throughput(0.9);
  }

  /**
   * Finishes as soon as a budget allows that is a share of what running straight through from the
   * start would emit. The share is of the whole run where its past is known
   * ({@link Situation#past}), else of the work left at each decision, which pauses more. Where no
   * plan keeps to the budget, emits as little as it can by the deadline.
   *
   * @param shareOfRunNow above 0, at most 1; 1 never pauses
   * @return the policy
   */
  public static Policy throughput(double shareOfRunNow) {
    return steady(new CarbonBudget(shareOfRunNow, OptionalDouble.empty()));
  }

  /**
   * Finishes as soon as a carbon budget allows. Where no plan keeps to it, emits as little as it
   * can by the deadline.
   *
   * @param grams gCO2e for the whole run: what it has emitted, see {@link Past}, and what is ahead
   *     at the powers of its {@link Costs} (for the work left at each decision where its past is
   *     unknown); 0 or more
   * @return the policy
   */
  public static Policy throughputWithin(double grams) {
    return steady(new CarbonBudget(1, OptionalDouble.of(grams)));
  }

  /**
   * Hardly ever late: {@link #balanced(double)} where an hour of delay must save half of what an
   * hour of running emits on average.
   *
   * @return the policy
   */
  public static Policy latency() {
    return delayed("latency", 0.5);
  }

  /**
   * The least carbon by the deadline, however late that is: {@link #plan()}.
   *
   * @return the policy
   */
  public static Policy efficiency() {
    return plan();
  }

  /**
   * Weighs carbon against delay: {@link #balanced(double)} where an hour of delay must save a tenth
   * of what an hour of running emits on average.
   *
   * @return the policy
   */
  public static Policy balanced() {
    return balanced(0.1);
  }

  /**
   * As {@link #plan()}, and each hour until the work is done has a price, so that the last hour of
   * delay is only taken if it saves as much.
   *
   * @param savingPerHourOfDelay what an hour of delay must save, as a share of what an hour of
   *     running emits at the mean intensity before the deadline, 0 or more; 0 is {@link #plan()}
   * @return the policy
   */
  public static Policy balanced(double savingPerHourOfDelay) {
    return delayed("balanced", savingPerHourOfDelay);
  }

  /**
   * A policy with its usual figures, by name: {@code run-now}, {@code threshold},
   * {@code percentile}, {@code lowest-window}, {@code online}, {@code plan}, {@code blend},
   * {@code throughput}, {@code latency}, {@code efficiency} or {@code balanced}.
   *
   * @param name the name; capitals and what is between its words do not matter
   * @return the policy
   * @throws IllegalArgumentException if there is no such policy; the message lists them
   */
  public static Policy named(String name) {
    return PolicyNames.policy(name);
  }

  /**
   * The names that {@link #named} knows.
   *
   * @return the names, simplest policies first
   */
  public static List<String> names() {
    return PolicyNames.names();
  }

  private static Policy delayed(String label, double hourOfDelay) {
    return steady(new RecedingHorizon(label, 0.005, SHORTEST, SHORTEST, hourOfDelay));
  }

  private static Policy steady(Policy policy) {
    return policy.withMinimumLengths(SHORTEST, SHORTEST);
  }
}
