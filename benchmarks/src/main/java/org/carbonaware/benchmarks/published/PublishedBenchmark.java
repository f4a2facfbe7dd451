package org.carbonaware.benchmarks.published;

import java.util.List;

/**
 * A published result and how to reach it again. Planning and forecasting are the library's; what is
 * in here is the protocol: which windows, which noise, which deadlines. Pure functions of the data:
 * the same data give the same rows.
 */
interface PublishedBenchmark {
  /** The word by which it is chosen. */
  String name();

  /** Who published it, where and when. */
  String source();

  /** What is computed, in a sentence. */
  String protocol();

  /** The files it needs of the data folder. */
  List<String> files();

  /**
   * Computes the figures, on all cores.
   *
   * @throws BadDataException if a file holds something else than it should
   */
  List<Row> rows(DataFolder data);
}
