package org.carbonaware.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.carbonaware.grid.zones.Spelling;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;

/** Makes the policy that settings name. */
final class PolicySetup {
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(36_500);

  private static final Set<String> PAUSES_ONCE = Set.of("run-now", "lowest-window");

  private final Settings settings;

  PolicySetup(Settings settings) {
    this.settings = settings;
  }

  /** The one that is set. */
  Policy policy() {
    return policy(settings.value(PolicyKeys.POLICY));
  }

  /** One by its name, however it is typed, with the figures that are set for it. */
  Policy policy(String typed) {
    String asked = Spelling.normalized(typed);
    String name = Policies.names().stream()
        .filter(known -> Spelling.normalized(known).equals(asked))
        .findFirst()
        .orElse(typed); // whoever looks for it says what there is
    Optional<Duration> run = settings.get(PolicyKeys.MINIMUM_RUN);
    Optional<Duration> pause = settings.get(PolicyKeys.MINIMUM_PAUSE);
    boolean plans = name.equals("plan") || name.equals("efficiency");
    if (plans) {
      return Policies.plan(
          settings.get(PolicyKeys.SMALLEST_GAIN).orElse(0.005),
          run.orElse(Policies.SHORTEST),
          pause.orElse(Policies.SHORTEST));
    }
    Policy policy = plain(name);
    Duration usual = PAUSES_ONCE.contains(name) ? Duration.ZERO : Policies.SHORTEST;
    return run.isEmpty() && pause.isEmpty()
        ? policy
        : policy.withMinimumLengths(run.orElse(usual), pause.orElse(usual));
  }

  private Policy plain(String name) {
    return switch (name) {
      case "threshold" -> threshold();
      case "percentile" ->
        settings.isSet(PolicyKeys.SHARE) || settings.isSet(PolicyKeys.LONGEST_WAIT)
            ? Policies.percentile(
                settings.get(PolicyKeys.SHARE).orElse(0.3),
                settings.get(PolicyKeys.LONGEST_WAIT).orElse(AS_LONG_AS_IT_TAKES))
            : Policies.percentile();
      case "blend" ->
        settings.get(PolicyKeys.EPSILON).map(Policies::blend).orElseGet(Policies::blend);
      case "throughput" -> throughput();
      case "balanced" ->
        settings
            .get(PolicyKeys.SAVING_PER_HOUR)
            .map(Policies::balanced)
            .orElseGet(Policies::balanced);
      default -> Policies.named(name);
    };
  }

  private Policy threshold() {
    return settings
        .get(PolicyKeys.PAUSE_ABOVE)
        .map(above ->
            Policies.threshold(above, settings.get(PolicyKeys.RESUME_BELOW).orElse(above)))
        .orElseGet(Policies::threshold);
  }

  private Policy throughput() {
    return settings
        .get(PolicyKeys.BUDGET)
        .map(Policies::throughputWithin)
        .or(() -> settings.get(PolicyKeys.SHARE_OF_RUN_NOW).map(Policies::throughput))
        .orElseGet(Policies::throughput);
  }
}
