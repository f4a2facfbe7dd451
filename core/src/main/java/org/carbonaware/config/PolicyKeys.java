package org.carbonaware.config;

import java.time.Duration;
import java.util.List;
import org.carbonaware.plan.Policies;

/** The settings of when to run. */
final class PolicyKeys {
  static final ConfigKey<String> POLICY = ConfigKey.of(
          "policy.name",
          ChoiceKind.of(Policies.names()),
          "online",
          "When to run. The deadline guard always stands around it.")
      .or("plan");

  static final ConfigKey<Double> PAUSE_ABOVE = ConfigKey.of(
          "policy.pauseAboveGramsPerKwh",
          Kinds.gramsPerKwh(),
          "350",
          "threshold: pause above this intensity.")
      .in("gCO2e/kWh")
      .otherwise("what the last 7 days make dirty");

  static final ConfigKey<Double> RESUME_BELOW = ConfigKey.of(
          "policy.resumeBelowGramsPerKwh",
          Kinds.gramsPerKwh(),
          "300",
          "threshold: run again at or below this intensity.")
      .in("gCO2e/kWh")
      .otherwise("policy.pauseAboveGramsPerKwh");

  static final ConfigKey<Double> SMALLEST_GAIN = ConfigKey.of(
          "policy.smallestGain",
          NumberKind.below(0, 1, "0.005"),
          "0.02",
          "plan, efficiency: the share of the emissions of running straight through that a plan"
              + " with a pause must save.")
      .otherwise("0.005");

  static final ConfigKey<Double> SHARE = ConfigKey.of(
          "policy.share",
          NumberKind.above(0, 1, "0.3"),
          "0.4",
          "percentile: the share of the next 24 hours, the cleanest, to run in.")
      .otherwise("0.3");

  static final ConfigKey<Duration> LONGEST_WAIT = ConfigKey.of(
          "policy.longestWait",
          Kinds.durationOrZero("12h"),
          "12h",
          "percentile: the most that pauses may add up to.")
      .otherwise("as long as the deadline allows");

  static final ConfigKey<Double> EPSILON = ConfigKey.of(
          "policy.epsilon",
          NumberKind.between(0, 1000, "0.5"),
          "1",
          "blend: by how much the worst case may be worse than without a forecast.")
      .otherwise("0.5");

  static final ConfigKey<Double> SHARE_OF_RUN_NOW = ConfigKey.of(
          "policy.shareOfRunNow",
          NumberKind.above(0, 1, "0.9"),
          "0.8",
          "throughput: the budget, as a share of what running straight through emits.")
      .otherwise("0.9");

  static final ConfigKey<Double> BUDGET = ConfigKey.of(
          "policy.budgetGrams",
          NumberKind.between(0, 1e15, "5000"),
          "5000",
          "throughput: the budget for the whole run, instead of policy.shareOfRunNow.")
      .in("gCO2e")
      .otherwise("policy.shareOfRunNow");

  static final ConfigKey<Double> SAVING_PER_HOUR = ConfigKey.of(
          "policy.savingPerHourOfDelay",
          NumberKind.between(0, 1000, "0.1"),
          "0.2",
          "balanced: what an hour of delay must save, as a share of what an hour of running emits.")
      .otherwise("0.1");

  static final ConfigKey<Duration> MINIMUM_RUN = ConfigKey.of(
          "policy.minimumRun",
          Kinds.durationOrZero("15m"),
          "30m",
          "The shortest run between two pauses.")
      .otherwise("15m where a policy pauses more than once");

  static final ConfigKey<Duration> MINIMUM_PAUSE = ConfigKey.of(
          "policy.minimumPause", Kinds.durationOrZero("15m"), "30m", "The shortest pause.")
      .otherwise("15m where a policy pauses more than once");

  static final List<ConfigKey<?>> ALL = List.of(
      POLICY,
      PAUSE_ABOVE,
      RESUME_BELOW,
      SMALLEST_GAIN,
      SHARE,
      LONGEST_WAIT,
      EPSILON,
      SHARE_OF_RUN_NOW,
      BUDGET,
      SAVING_PER_HOUR,
      MINIMUM_RUN,
      MINIMUM_PAUSE);

  private PolicyKeys() {}
}
