package org.carbonaware.plan.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Past;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.junit.jupiter.api.Test;

/** What every policy must do. A policy's test extends it and says how to make one. */
public abstract class PolicyContract {
  private static final Instant NOW = Situations.NOW;
  private static final Duration LONG = Duration.ofSeconds(Long.MAX_VALUE);

  /** A policy; each call may make a new one with the same parameters. */
  protected abstract Policy policy();

  /** Situations that are odd but can come up, running and paused. */
  static List<Situation> situations() {
    List<Situation> situations = new ArrayList<>();
    Stream.of(oddJobs(), oddGrids(), oddTimes(), oddPasts(), random())
        .flatMap(s -> s)
        .forEach(situation -> {
          situations.add(situation);
          situations.add(Situations.in(situation, !situation.running(), situation.since()));
        });
    return situations;
  }

  private static Stream<Situation> oddJobs() {
    Situation s = Situations.ordinary();
    Duration hour = Duration.ofHours(1);
    Costs free = new Costs(1, 0, Duration.ZERO, Duration.ZERO);
    Costs endless = new Costs(1e9, 1e9, LONG, LONG);
    return Stream.of(
        s,
        Situations.job(s, new Job(Duration.ZERO, Duration.ZERO, NOW.plus(hour))),
        Situations.job(s, new Job(Duration.ZERO, Duration.ZERO, NOW)),
        Situations.job(s, new Job(hour, hour, NOW.minus(hour))),
        Situations.job(s, new Job(hour, hour, Instant.MIN)),
        Situations.job(s, new Job(hour, hour, Instant.MAX)),
        Situations.job(s, new Job(hour, LONG, NOW.plus(hour))),
        Situations.job(s, new Job(LONG, LONG, Instant.MAX)),
        Situations.job(
            s, new Job(Duration.ofDays(365_000_000), Duration.ofDays(365_000_000), Instant.MAX)),
        Situations.job(s, new Job(hour, hour, NOW.plus(Duration.ofDays(100_000)))),
        Situations.costs(s, free),
        Situations.costs(s, endless),
        Situations.reaction(s, Duration.ZERO),
        Situations.reaction(s, LONG));
  }

  private static Stream<Situation> oddGrids() {
    Situation s = Situations.ordinary();
    Duration day = Duration.ofDays(1);
    double[] fine = new double[3600];
    Arrays.fill(fine, 100);
    return Stream.of(
            Situations.outlook(NOW, day),
            Situations.outlook(NOW, day, 100),
            Situations.outlook(NOW, day, Double.NaN),
            Situations.outlook(NOW, Duration.ofHours(1), Double.NaN, 100, Double.NaN),
            Situations.outlook(NOW, Duration.ofHours(1), 0, 0, 0),
            Situations.outlook(NOW, Duration.ofSeconds(1), fine),
            Situations.outlook(NOW, Duration.ofMinutes(7), 100, 200, 100),
            Situations.outlook(NOW, Duration.ofDays(100_000), 100, 200, 100),
            Situations.outlook(NOW.plus(day), Duration.ofHours(1), 100, 200, 100),
            Situations.outlook(NOW.plus(Duration.ofDays(90_000)), Duration.ofSeconds(1), fine),
            Situations.outlook(NOW.minus(Duration.ofDays(90_000)), Duration.ofSeconds(1), fine),
            Situations.outlook(NOW.minus(day), Duration.ofHours(1), 100, 200, 100))
        .flatMap(outlook -> Stream.of(
            Situations.with(s, s.current(), Optional.of(outlook)),
            Situations.with(s, Optional.empty(), Optional.of(outlook)),
            Situations.with(
                s, Optional.of(Situations.intensity(0)), Optional.<IntensitySeries>empty())));
  }

  private static Stream<Situation> oddTimes() {
    Situation s = Situations.ordinary();
    return Stream.of(
        Situations.at(s, NOW.plusNanos(1)),
        Situations.at(s, NOW.minusNanos(1)),
        Situations.at(s, Instant.EPOCH),
        Situations.at(s, NOW.plus(Duration.ofDays(365_000_000))),
        Situations.in(s, true, NOW.plusSeconds(1)),
        Situations.in(s, true, Instant.MIN),
        Situations.in(s, true, Instant.MAX));
  }

  private static Stream<Situation> oddPasts() {
    Situation s = Situations.ordinary();
    Job endless = new Job(LONG, LONG, Instant.MAX).withWorkDone(LONG);
    return Stream.of(
            s,
            Situations.job(s, s.job().withWorkDone(Duration.ofHours(3))),
            Situations.job(s, s.job().withWorkDone(LONG)),
            Situations.job(s, endless))
        .flatMap(job -> Stream.of(
            job,
            Situations.recent(job, 0, 0),
            Situations.recent(job, 0, 400),
            Situations.recent(job, 300, 300),
            Situations.recent(job, 100, Double.MAX_VALUE),
            Situations.recent(job, Double.MIN_VALUE, 400),
            Situations.recent(job, 100, 400)))
        .flatMap(range -> Stream.of(
            range,
            Situations.past(range, new Past(Instant.MIN, 0, 0)),
            Situations.past(range, new Past(Instant.MAX, 1e300, 1e-300)),
            Situations.past(range, new Past(NOW.minus(Duration.ofDays(1)), 500, 700))))
        .flatMap(known -> Stream.of(
            known, Situations.with(known, known.current(), Optional.<IntensitySeries>empty())));
  }

  private static Stream<Situation> random() {
    SplittableRandom random = new SplittableRandom(42);
    return Stream.generate(() -> {
          double[] values = random.doubles(random.nextLong(1, 200), 0, 900).toArray();
          Duration work = Duration.ofMillis(random.nextLong(40_000_000));
          Situation s = Situations.ordinary();
          s = Situations.with(
              s,
              Optional.of(Situations.intensity(random.nextDouble(900))),
              Optional.of(
                  Situations.outlook(NOW, Duration.ofMinutes(random.nextLong(5, 90)), values)));
          s = Situations.in(s, true, NOW.minusSeconds(random.nextLong(10_000)));
          double low = random.nextDouble(500);
          s = Situations.recent(s, low, low + random.nextDouble(500));
          return Situations.job(
              s,
              new Job(work, work, NOW.plusSeconds(random.nextLong(-1000, 200_000)))
                  .withWorkDone(Duration.ofMillis(random.nextLong(40_000_000))));
        })
        .limit(200);
  }

  @Test
  public void hasANameForPeople() {
    assertThat(policy().name()).isNotBlank().doesNotContain("\n");
  }

  @Test
  public void theSameSituationGivesTheSameDecision() {
    Policy policy = policy();
    List<Decision> first = situations().stream().map(policy::decide).toList();
    assertThat(situations().stream().map(policy::decide).toList()).isEqualTo(first);
    assertThat(situations().stream().map(policy()::decide).toList()).isEqualTo(first);
  }

  @Test
  public void decidesEveryOddSituationWithAReasonAndAnUntil() {
    for (Situation situation : situations()) {
      Decision decision = policy().decide(situation);
      assertThat(decision.until()).as("%s", situation).isAfterOrEqualTo(situation.now());
      assertThat(decision.reason().text())
          .as("%s", situation)
          .isNotBlank()
          .doesNotContain("NaN", "Infinity", "\n");
    }
  }

  @Test
  public void runsWhenNothingIsKnownOfTheGrid() {
    for (Situation situation : situations()) {
      Situation blind = Situations.with(situation, Optional.empty(), Optional.empty());
      assertThat(policy().decide(blind).isPause()).as("%s", blind).isFalse();
    }
  }
}
