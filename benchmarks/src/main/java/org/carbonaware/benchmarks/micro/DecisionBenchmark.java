package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.plan.Costs;
import org.carbonaware.plan.Decision;
import org.carbonaware.plan.Job;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.carbonaware.plan.Situation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one decision takes: the plan for the cheapest hours on an hourly forecast of a job of
 * half its length, beside the policy that always runs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DecisionBenchmark {
  private static final Instant NOW = Instant.parse("2030-01-15T12:00:00Z");

  /** How far ahead the forecast and the deadline are, in hours. */
  @Param({"24", "96"})
  public int hours;

  /** Whether pauses are free. */
  @Param({"false", "true"})
  public boolean costs;

  private Policy plan;
  private Policy runNow;
  private Situation situation;

  /** For JMH. */
  public DecisionBenchmark() {}

  /** Makes the situation. */
  @Setup
  public void make() {
    IntensitySeries outlook = MadeGrid.hours(NOW, hours, Provenance.Kind.FORECAST);
    Duration work = Duration.ofHours(hours / 2);
    Costs of = costs
        ? new Costs(500, 60, Duration.ofMinutes(1), Duration.ofMinutes(2))
        : new Costs(500, 0, Duration.ZERO, Duration.ZERO);
    plan = Policies.plan();
    runNow = Policies.runNow();
    situation = new Situation(
        NOW,
        true,
        NOW.minus(Duration.ofHours(2)),
        Optional.empty(),
        Optional.of(outlook),
        new Job(work, work, NOW.plus(Duration.ofHours(hours))),
        of,
        Duration.ofMinutes(1),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /**
   * The plan.
   *
   * @return the decision
   */
  @Benchmark
  public Decision plan() {
    return plan.decide(situation);
  }

  /**
   * The policy that always runs.
   *
   * @return the decision
   */
  @Benchmark
  public Decision runNow() {
    return runNow.decide(situation);
  }
}
