package org.carbonaware.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.carbonaware.control.CarbonController;
import org.carbonaware.control.Gate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an open gate costs a training thread per batch, beside a plain volatile read and nothing at
 * all. Run it with {@code -prof gc}: the open gate allocates nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class GateBenchmark {
  private CarbonController controller;
  private Gate gate;
  private volatile boolean flag;

  /** For JMH. */
  public GateBenchmark() {}

  /** A real controller that never closes its gate, and whose threads sleep meanwhile. */
  @Setup
  public void start() {
    controller = Open.controller();
    gate = controller.gate();
  }

  /** Ends the controller's threads. */
  @TearDown
  public void close() {
    controller.close();
  }

  /** A training thread passes. */
  @Benchmark
  public void openGate() {
    gate.safePoint(null);
  }

  /**
   * The cheapest look at a flag that sees changes at once.
   *
   * @return the flag, so that the read is not optimised away
   */
  @Benchmark
  public boolean volatileRead() {
    return flag;
  }

  /** What the benchmark itself costs. */
  @Benchmark
  public void emptyMethod() {}
}
