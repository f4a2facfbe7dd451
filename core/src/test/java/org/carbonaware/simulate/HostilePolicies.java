package org.carbonaware.simulate;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Reason;
import org.carbonaware.plan.Situation;

/** Policies that do their worst to miss a deadline. */
final class HostilePolicies {
  private HostilePolicies() {}

  private record Hostile(String name, Function<Situation, Decision> decider) implements Policy {
    @Override
    public Decision decide(Situation situation) {
      return decider.apply(situation);
    }
  }

  static Policy alwaysPause() {
    return new Hostile("always-pause", s -> pause(s.now().plusSeconds(60)));
  }

  static Policy pauseForEver() {
    return new Hostile("pause-for-ever", s -> pause(Instant.MAX));
  }

  static Policy pauseUntilYesterday() {
    return new Hostile("pause-until-yesterday", s -> pause(Instant.MIN));
  }

  /** Changes at every decision, so that as much time as possible is lost to changes. */
  static Policy flutter() {
    return new Hostile("flutter", s -> s.running() ? pause(Instant.MAX) : run(s));
  }

  static Policy random(long seed) {
    return new Hostile("random", s -> {
      long mixed = seed ^ s.now().getEpochSecond() * 0x9E3779B97F4A7C15L;
      return new SplittableRandom(mixed).nextInt(3) > 0 ? pause(Instant.MAX) : run(s);
    });
  }

  /** Pauses as long as nothing stops it, and fails at every third decision or so. */
  static Policy failing(long seed) {
    return new Hostile("failing", s -> {
      long mixed = seed ^ s.now().getEpochSecond() * 0x9E3779B97F4A7C15L;
      if (new SplittableRandom(mixed).nextInt(3) == 0) {
        throw new IllegalStateException("hostile");
      }
      return pause(Instant.MAX);
    });
  }

  static List<Policy> all(long seed) {
    return List.of(
        alwaysPause(),
        pauseForEver(),
        pauseUntilYesterday(),
        flutter(),
        random(seed),
        failing(seed));
  }

  private static Decision pause(Instant until) {
    return Decision.pause(until, Reason.Code.DIRTY_NOW, "hostile");
  }

  private static Decision run(Situation situation) {
    return Decision.run(situation.now(), Reason.Code.CLEAN_NOW, "hostile");
  }
}
