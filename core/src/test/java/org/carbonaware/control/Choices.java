package org.carbonaware.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which of the threads that could go on goes on, one after the other, so that every order of steps
 * comes about once: depth first, and without what follows a state that has been seen.
 */
final class Choices {
  /** All that follows has been gone through already. */
  static final int SEEN = -1;

  private record Fingerprint(long one, long other) {}

  private static final class Choice {
    final int options;
    int chosen;

    Choice(int options) {
      this.options = options;
    }
  }

  private final List<Choice> path = new ArrayList<>();
  private final Set<Fingerprint> seen = new HashSet<>();
  private int depth;

  /**
   * Chooses.
   *
   * @param options how many could go on
   * @param state all that decides what comes next
   * @return one of them, or {@link #SEEN}
   */
  int next(int options, Supplier<String> state) {
    if (depth == path.size()) {
      String text = state.get();
      if (!seen.add(new Fingerprint(hash(text), text.hashCode()))) {
        return SEEN;
      }
      path.add(new Choice(options));
    }
    return path.get(depth++).chosen;
  }

  /** Goes on to the next order; false if there is none. */
  boolean another() {
    depth = 0;
    while (!path.isEmpty()) {
      Choice last = path.get(path.size() - 1);
      if (++last.chosen < last.options) {
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  /** FNV-1a. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
