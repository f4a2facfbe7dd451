package org.carbonaware.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.carbonaware.forecast.Persistence;
import org.carbonaware.forecast.ProfileBlend;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.junit.jupiter.api.Test;

/** No run ends after a deadline that was feasible when it started, whatever the policy says. */
class DeadlinePropertyTest {
  private static final int CASES = 40_000;

  /** One of each kind of policy. Planning again and again costs most, so it comes less often. */
  private static Policy policy(SplittableRandom random) {
    List<Policy> hostile = HostilePolicies.all(random.nextLong());
    int kind = random.nextInt(40);
    Policy policy = kind < 3
        ? Policies.plan(random.nextDouble(0.1))
        : kind < 4
            ? Policies.named(
                Policies.names().get(random.nextInt(Policies.names().size())))
            : kind < 15 ? threshold(random) : hostile.get(random.nextInt(hostile.size()));
    return random.nextInt(3) == 0
        ? policy.withMinimumLengths(minutes(random, 0, 300), minutes(random, 0, 600))
        : policy;
  }

  private static Policy threshold(SplittableRandom random) {
    double above = random.nextDouble(700);
    return Policies.threshold(above, random.nextDouble(above + 1e-9));
  }

  private static Outlook outlook(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Outlook.none();
      case 1 -> Outlook.forecast(new Persistence());
      case 2 -> Outlook.forecast(new ProfileBlend());
      default -> Outlook.perfect();
    };
  }

  private static ReplaySettings settings(SplittableRandom random) {
    boolean free = random.nextInt(4) == 0;
    Costs costs = new Costs(
        random.nextDouble(1, 1000),
        random.nextDouble(300),
        free ? Duration.ZERO : Duration.ofMillis(random.nextLong(1, 2_400_000)),
        free ? Duration.ZERO : Duration.ofMillis(random.nextLong(1, 2_400_000)));
    Duration decideEvery = Duration.ofSeconds(random.nextLong(60, 3600));
    Duration reaction =
        decideEvery.plus(random.nextInt(3) == 0 ? minutes(random, 0, 60) : Duration.ZERO);
    Duration margin = random.nextInt(4) == 0 ? minutes(random, 0, 60) : Duration.ZERO;
    return new ReplaySettings(costs, decideEvery, reaction, margin);
  }

  private static ReplayJob job(SplittableRandom random) {
    Instant start = RandomGrids.START.plusMillis(random.nextLong(2 * 86_400_000L));
    Duration expected = Duration.ofMillis(random.nextLong(60_000, 8 * 3_600_000L));
    Duration pessimistic = expected.plus(expected.dividedBy(random.nextLong(1, 20)));
    long least = expected.toNanos() / 2;
    Duration actual = random.nextBoolean()
        ? pessimistic
        : Duration.ofNanos(random.nextLong(least, pessimistic.toNanos()));
    Duration slack = random.nextInt(8) == 0
        ? minutes(random, -120, 1)
        : Duration.ofMillis(random.nextLong(24 * 3_600_000L));
    return new ReplayJob(
        start, expected, pessimistic, actual, start.plus(pessimistic).plus(slack));
  }

  private static Duration minutes(SplittableRandom random, long from, long to) {
    return Duration.ofMinutes(random.nextLong(from, to));
  }

  /** What the cases were like: a test in which nothing ever pauses would prove nothing. */
  private static final class Tally {
    int refused;
    int paused;
    int barelyInTime;
    int late;
    int replays;
  }

  @Test
  void noRunEndsAfterADeadlineThatWasFeasible() {
    SplittableRandom random = new SplittableRandom(42);
    Tally tally = new Tally();
    Duration[] steps = {
      Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1)
    };
    for (int i = 0; i < CASES; i++) {
      IntensitySeries trace = RandomGrids.random(
          random, steps[random.nextInt(steps.length)], Duration.ofDays(random.nextLong(1, 4)));
      check(trace, random.split(), i, tally);
    }
    String summary = "%d cases: %d refused, %d paused, %d within one decision of the deadline"
        .formatted(CASES, tally.refused, tally.paused, tally.barelyInTime);
    assertThat(tally.late).as(summary).isZero();
    assertThat(tally.replays + tally.refused).as(summary).isEqualTo(CASES);
    assertThat(tally.refused).as(summary).isBetween(CASES / 20, CASES / 5);
    assertThat(tally.paused).as(summary).isGreaterThan(CASES / 2);
    assertThat(tally.barelyInTime).as(summary).isGreaterThan(CASES / 20);
  }

  private static void check(
      IntensitySeries trace, SplittableRandom random, int index, Tally tally) {
    ReplayJob job = job(random);
    Duration needed = Duration.between(job.start(), job.deadline()).minus(job.pessimisticWork());
    assertThat(job.feasibility().feasible()).isEqualTo(!needed.isNegative());
    if (!job.feasibility().feasible()) {
      tally.refused++;
      return;
    }
    ReplaySettings settings = settings(random);
    Policy policy = policy(random);
    ReplayResult result = Replay.of(trace, outlook(random), settings).run(policy, job);
    tally.replays++;
    tally.paused += result.pauses() > 0 ? 1 : 0;
    tally.late += result.met() ? 0 : 1;
    Duration spare = Duration.between(result.finishedAt(), job.deadline());
    tally.barelyInTime += spare.compareTo(settings.decideEvery()) <= 0 ? 1 : 0;
    if (!result.met()) {
      throw new AssertionError("case " + index + ": " + policy.name() + " with " + job + ", "
          + settings + " ended as " + result);
    }
  }

  @Test
  void withoutTheGuardEveryRunThatAlwaysPausesIsLate() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 1000; i++) {
      ReplayJob job = job(random);
      IntensitySeries trace = RandomGrids.random(random, Duration.ofHours(1), Duration.ofDays(3));
      Replay replay = Replay.of(trace, Outlook.none(), settings(random));
      ReplayResult result = replay.unguarded(HostilePolicies.alwaysPause(), job);
      assertThat(result.met()).isFalse();
      assertThat(replay.run(HostilePolicies.alwaysPause(), job).met())
          .isEqualTo(job.feasibility().feasible()
              || !job.start().plus(job.actualWork()).isAfter(job.deadline()));
    }
  }
}
