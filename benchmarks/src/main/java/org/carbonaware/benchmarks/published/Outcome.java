package org.carbonaware.benchmarks.published;

import java.util.List;

/**
 * What came of a benchmark. Immutable.
 *
 * @param benchmark the benchmark
 * @param rows its figures; empty if it was skipped
 * @param skipped why it was skipped, or empty
 */
record Outcome(PublishedBenchmark benchmark, List<Row> rows, String skipped) {
  Outcome {
    rows = List.copyOf(rows);
  }

  static Outcome of(PublishedBenchmark benchmark, DataFolder data) {
    List<String> missing = data.missing(benchmark.files());
    return missing.isEmpty()
        ? new Outcome(benchmark, benchmark.rows(data), "")
        : skipped(
            benchmark,
            "no " + data.file(missing.get(0)) + " (the data are not part of this" + " repository)");
  }

  static Outcome skipped(PublishedBenchmark benchmark, String why) {
    return new Outcome(benchmark, List.of(), why);
  }

  long checked() {
    return rows.stream().filter(Row::checked).count();
  }

  List<Row> outside() {
    return rows.stream().filter(row -> !row.inside()).toList();
  }
}
