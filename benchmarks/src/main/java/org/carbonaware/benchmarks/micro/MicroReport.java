package org.carbonaware.benchmarks.micro;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carbonaware.benchmarks.hardware.Capability;
import org.carbonaware.benchmarks.hardware.Environment;

/**
 * One call of the micro benchmarks.
 *
 * @param environment where it was
 * @param disturbance what else the computer did
 * @param capabilities what there was to measure with
 * @param took how long it took
 * @param skipped what was not measured, by name, and why
 * @param failed what failed, by name, and how
 * @param results what was measured, one run for each round
 * @param comparisons of results
 */
record MicroReport(
    Environment environment,
    Disturbance disturbance,
    List<Capability> capabilities,
    Duration took,
    Map<String, String> skipped,
    Map<String, String> failed,
    Map<Measure, List<JmhRun>> results,
    List<Comparison> comparisons) {

  /** Nanoseconds of a call in each round. */
  static double[] nanos(List<JmhRun> runs) {
    return runs.stream().mapToDouble(JmhRun::nanos).toArray();
  }

  /** Bytes allocated by a call, the median round; empty if that was not measured. */
  static Optional<Double> allocated(List<JmhRun> runs) {
    double[] values =
        runs.stream().flatMapToDouble(run -> run.allocatedBytes().stream()).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values).median());
  }

  /** The runs of a measure by its name; empty if there are none. */
  List<JmhRun> of(String name) {
    return results.entrySet().stream()
        .filter(each -> each.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  /** The ratio over all rounds; empty if one of the two was not measured. */
  Optional<Spread> ratio(Comparison comparison) {
    return ratios(comparison).map(Spread::of);
  }

  /** The ratio in the round that was disturbed least; empty if one of the two was not measured. */
  Optional<Double> bestRatio(Comparison comparison) {
    return ratios(comparison)
        .map(all -> comparison.speed()
            ? Arrays.stream(all).max().orElseThrow()
            : Arrays.stream(all).min().orElseThrow());
  }

  private Optional<double[]> ratios(Comparison comparison) {
    double[] of = nanos(of(comparison.of()));
    double[] by = nanos(of(comparison.by()));
    if (of.length == 0 || by.length != of.length) {
      return Optional.empty();
    }
    double[] ratios = new double[of.length];
    Arrays.setAll(ratios, i -> comparison.speed() ? by[i] / of[i] : of[i] / by[i]);
    return Optional.of(ratios);
  }
}
