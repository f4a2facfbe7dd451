package org.carbonaware.benchmarks.micro;

import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One measure in one round.
 *
 * @param nanos of a call
 * @param allocatedBytes by a call; empty if that was not measured
 */
record JmhRun(double nanos, OptionalDouble allocatedBytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * Lets JMH measure.
   *
   * @param files where benchmarks write
   * @throws RunnerException if the benchmark fails, in its set-up too
   */
  static JmhRun of(Measure measure, Pace pace, Path files) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(pace.time().toMillis());
    var options = new OptionsBuilder()
        .include("^" + Pattern.quote(measure.benchmark()) + "$")
        .mode(measure.once() ? Mode.SingleShotTime : Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .threads(measure.threads())
        .forks(pace.forks())
        .warmupIterations(pace.iterations())
        .warmupTime(time)
        .measurementIterations(pace.iterations())
        .measurementTime(time)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgsPrepend("-D" + Places.PROPERTY + "=" + files);
    measure.parameters().forEach((name, value) -> options.param(name, value));
    if (!measure.once()) {
      options.addProfiler(GCProfiler.class);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.size() != 1) {
      throw new RunnerException(
          measure.benchmark() + " is " + results.size() + " benchmarks of JMH");
    }
    RunResult result = results.iterator().next();
    return new JmhRun(result.getPrimaryResult().getScore(), allocated(result));
  }

  private static OptionalDouble allocated(RunResult result) {
    for (String key : result.getSecondaryResults().keySet()) {
      if (key.endsWith(ALLOCATED)) {
        return OptionalDouble.of(result.getSecondaryResults().get(key).getScore());
      }
    }
    return OptionalDouble.empty();
  }
}
