package org.carbonaware.grid.trace;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** Counts what is wrong with a file and remembers the first few lines of it. */
final class Problems {
  private static final int SHOWN = 3;

  private record Problem(int line, int number, String what) {}

  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::number);

  private final String file;
  private final PriorityQueue<Problem> first = new PriorityQueue<>(IN_ORDER.reversed());
  private int count;

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String what) {
    count++;
    first.add(new Problem(line, count, what));
    if (first.size() > SHOWN) {
      first.poll(); // the one furthest down the file
    }
  }

  int count() {
    return count;
  }

  /** The first problems in the order of the file, and how many more there are. */
  String summary() {
    List<Problem> shown = first.stream().sorted(IN_ORDER).toList();
    String text = shown.stream()
        .map(problem -> file + ":" + problem.line() + ": " + problem.what())
        .collect(Collectors.joining("; "));
    return count > shown.size() ? text + "; and " + (count - shown.size()) + " more" : text;
  }
}
