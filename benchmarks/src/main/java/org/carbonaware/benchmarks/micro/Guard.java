package org.carbonaware.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Wide bounds that hold on any computer, of ratios and allocations, never times. A ratio counts in
 * its best round: what disturbs one may be another program.
 */
final class Guard {
  /** What is measured for it. */
  static final Set<String> MEASURES = Set.of(
      "gate-open-1",
      "gate-volatile-read-1",
      "dl4j-ours",
      "dl4j-empty",
      "djl-ours",
      "djl-empty",
      "checkpoint-write-64",
      "checkpoint-write-64-raw");

  private static final String GATE = "gate-open-";
  private static final double NO_BYTE = 0.5; // the profiler counts what JMH itself allocates too

  private Guard() {}

  /** What is outside, one sentence each. */
  static List<String> problems(MicroReport report) {
    List<String> problems = new ArrayList<>();
    for (Comparison comparison : report.comparisons()) {
      comparison
          .guard()
          .ifPresent(bound -> report
              .bestRatio(comparison)
              .filter(ratio -> !comparison.within(ratio, bound))
              .ifPresent(ratio -> problems.add(String.format(
                  Locale.ROOT,
                  "%s is %.2f in its best round, expected at %s %.2f",
                  comparison.text(),
                  ratio,
                  comparison.speed() ? "least" : "most",
                  bound))));
    }
    report
        .results()
        .forEach((measure, runs) -> MicroReport.allocated(runs)
            .filter(bytes -> measure.name().startsWith(GATE) && bytes >= NO_BYTE)
            .ifPresent(bytes -> problems.add(String.format(
                Locale.ROOT, "%s allocates %.1f B a call, expected none", measure.text(), bytes))));
    return problems;
  }
}
