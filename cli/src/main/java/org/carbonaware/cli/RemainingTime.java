package org.carbonaware.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How long the rest of a computation takes at the rate of its last part: what comes first, such as
 * starting up, or a quick zone before a slow one, says little of what is left. The last part is a
 * quarter of the time so far, but at least ten seconds. Not thread-safe.
 */
final class RemainingTime {
  private static final double SHORTEST_PART = 10;
  private static final double SHARE = 0.25;
  private static final double BETWEEN = 0.25;

  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(double seconds, long done) {}

  /** Begins with nothing done at 0 s. */
  RemainingTime() {
    marks.add(new Mark(0, 0));
  }

  /**
   * Learns how far it is.
   *
   * @param seconds since the beginning, never less than before
   * @param done never less than before
   */
  void add(double seconds, long done) {
    if (seconds - marks.getLast().seconds < BETWEEN) {
      return;
    }
    marks.add(new Mark(seconds, done));
    double part = Math.max(SHORTEST_PART, SHARE * seconds);
    while (marks.size() > 2) {
      Mark first = marks.removeFirst();
      if (seconds - marks.getFirst().seconds < part) {
        marks.addFirst(first); // the part is covered by at least this one
        return;
      }
    }
  }

  /** Seconds until all is done; empty if nothing got done in the last part. */
  OptionalDouble seconds(double now, long done, long all) {
    Mark first = marks.getFirst();
    long gained = done - first.done;
    double took = now - first.seconds;
    return gained <= 0 || took <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((all - done) * took / gained);
  }

  /** As coarse as it can be known. */
  static String words(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return "time left unknown";
    }
    long left = Math.round(seconds.getAsDouble());
    if (left < 60) {
      return left + " s left";
    }
    long minutes = Math.round(left / 60.0);
    if (minutes < 60) {
      return "about " + minutes + " min left";
    }
    if (minutes < 48 * 60) {
      return String.format(Locale.ROOT, "about %d h %d min left", minutes / 60, minutes % 60);
    }
    return "about " + Math.round(minutes / 1440.0) + " d left";
  }
}
